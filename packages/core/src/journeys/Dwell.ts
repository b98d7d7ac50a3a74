import type { LifetimeDimensions } from "../measures/LifetimeSources.ts"
import * as Survival from "../measures/Survival.ts"
import type { TouchpointGroup } from "../sources/TouchpointGroup.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { column, valueAt } from "../tally/read.ts"
import { where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { countOutcomes, type DwellOptions, type StageDwell, stageDwell, stagesToReport } from "./DwellStage.ts"
import type { JourneyInStages } from "./FunnelDefinition.ts"

export type { DwellOptions, DwellQuantile, StageDwell, StayOutcomes } from "./DwellStage.ts"

/** Where a tally holds stays, and how dwell is reported. */
export interface DwellTallyOptions<Name extends string> extends DwellOptions, Omit<LifetimeDimensions<Name>, "entry"> {
  /** The dimension of the stage: `"stage"` unless told. */
  readonly stage?: Name
}

/** One stay: a row of `Sources.stays` is one. */
export interface StayToRead {
  readonly stage: string | null | undefined
  /** `null` where it is not known: reported as missing. */
  readonly days: number | null | undefined
  readonly outcome: string | null | undefined
}

/** What ends a stay, unless told. */
const event = "moved on"

/**
 * The stages of a planned journey with all of their touchpoints, optional ones too: for `Sources.stays`.
 *
 * ```ts import.meta.vitest
 * import { stagesOf } from "./Dwell.ts"
 *
 * stagesOf({ stages: [{ id: "buy", touchpoints: [{ id: "cart" }, { id: "help", optional: true }] }] }) // => [{ id: "buy", touchpoints: ["cart", "help"] }]
 * ```
 */
export const stagesOf = (journey: JourneyInStages): ReadonlyArray<TouchpointGroup> =>
  journey.stages.map(({ id, touchpoints }) => ({ id, touchpoints: touchpoints.map((touchpoint) => touchpoint.id) }))

/**
 * How long customers stay in each stage until they move on, from plain stays. As `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Dwell from "./Dwell.ts"
 *
 * const stays = [
 *   { stage: "choose", days: 2, outcome: "moved on" },
 *   { stage: "choose", days: 5, outcome: "still there" },
 *   { stage: "choose", days: 7, outcome: "moved on" }
 * ]
 * Dwell.fromStays(stays).map(({ quantiles, stage }) => [stage, quantiles[0]?.value]) // => [["choose", 7]]
 * ```
 */
export const fromStays = (stays: Iterable<StayToRead>, options: DwellOptions = {}): ReadonlyArray<StageDwell> => {
  const all = new Map<Value, Array<StayToRead>>()
  for (const stay of stays) {
    const stage = stay.stage ?? null
    const known = all.get(stage)
    if (known === undefined) all.set(stage, [stay])
    else known.push(stay)
  }
  return stagesToReport(options, [...all.keys()].sort(compare)).map((stage) => {
    const here = all.get(stage) ?? []
    const lifetimes = here.map(({ days, outcome }) => ({
      time: outcome === null || outcome === undefined ? null : (days ?? null),
      event: outcome === event
    }))
    const outcomes = countOutcomes(here.map(({ outcome }) => [outcome ?? null, 1]))
    return stageDwell(stage, outcomes, Survival.fromLifetimes(lifetimes, options), options)
  })
}

const lifetimesIn = (options: DwellTallyOptions<string>) => ({ ...options, event: options.event ?? event })

/**
 * How long customers stay in each stage until they move on, from a tally of stays by stage, days and outcome, such as the
 * source `Sources.stays` gives.
 *
 * For each stage the Kaplan–Meier curve, its median and 0.9 quantile with their intervals, and how many moved on, left, went
 * quiet or are still there. Those still there count for as long as they have been; those who left or went quiet count until
 * then, so the curve is of staying as if nobody left. `event: ["moved on", "left", "went quiet"]` is of being there at all.
 *
 * A stage that nobody came to has `InsufficientData` for its curve. Missing and invalid days and outcomes are as in
 * `Survival.fromTally`. Throws `TallyMismatch` when a dimension is not there, and a `RangeError` for a quantile that is no share.
 *
 * Kaplan and Meier (1958); Brookmeyer and Crowley (1982) for the quantiles.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Dwell from "./Dwell.ts"
 *
 * const stays = [
 *   { stage: "choose", days: 2, outcome: "moved on" },
 *   { stage: "choose", days: 5, outcome: "still there" },
 *   { stage: "choose", days: 7, outcome: "moved on" }
 * ]
 * const [choose] = Dwell.fromTally(Tally.from(stays, { by: ["stage", "days", "outcome"] }))
 * choose && [choose.outcomes.stillThere, choose.quantiles[0]?.value] // => [1, 7]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: DwellTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<StageDwell> => {
  const { outcome = "outcome", stage: name = "stage" }: DwellTallyOptions<string> = options
  return stagesToReport(options, column(tally as Tally, name).values).map((stage) => {
    const here = where(tally as Tally, name, stage)
    const outcomes = column(here, outcome)
    const counted = countOutcomes(Array.from(here.counts, (copies, group) => [valueAt(outcomes, group), copies]))
    return stageDwell(stage, counted, Survival.fromTally(here, lifetimesIn(options)), options)
  })
}

/** The groups of one stage, each compared with all others there. */
export interface DwellGroups {
  readonly stage: Value
  readonly groups: ReadonlyArray<Survival.SurvivalGroup>
}

/**
 * How long the groups of a dimension stay in each stage: their curves, and whether each leaves a stage as all others there
 * do, by the log-rank test, corrected for all groups of all stages. As `fromTally` and `Survival.by`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Dwell from "./Dwell.ts"
 *
 * const stays = [2, 4, 6, 8].map((days) => ({ stage: "choose", days, outcome: "moved on", segment: days < 5 ? "new" : "known" }))
 * const tally = Tally.from(stays, { by: ["stage", "segment", "days", "outcome"] })
 * Dwell.by(tally, "segment").flatMap(({ groups }) => groups.map(({ differs, value }) => [value, differs])) // => [["known", false], ["new", false]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: DwellTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<DwellGroups> => {
  const { level = 0.95, stage: name = "stage" }: DwellTallyOptions<string> = options
  const stages = stagesToReport(options, column(tally as Tally, name).values).map((stage) => {
    return { stage, groups: Survival.by(where(tally as Tally, name, stage), dimension, lifetimesIn(options)) }
  })
  const tests = stages.flatMap(({ groups }) =>
    groups.map(({ fromRest }) => (fromRest._tag === "RestTest" ? fromRest.p : null))
  )
  const adjusted = benjaminiHochberg(tests).values()
  return stages.map(({ groups, stage }) => ({
    stage,
    groups: groups.map((group) => {
      const adjustedP = adjusted.next().value ?? null
      return { ...group, adjustedP, differs: adjustedP !== null && adjustedP < 1 - level }
    })
  }))
}
