import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import * as Binomial from "../stats/Binomial.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedShareResult, shareOf } from "./CountedShare.ts"
import { countStays, type KnownStay, readStays } from "./StuckDays.ts"

/** How long a stage is planned to take. */
export interface PlannedStay {
  readonly stage: string
  /** Whole days, from 0. */
  readonly days: number
  /** The share of stays that ought to be over after so many days, above 0 and below 1. */
  readonly share: number
}

/** One stage against its plan. */
export interface StuckPlanStage extends PlannedStay {
  /** The share that lasted longer than planned, of the stays that began longer ago than that. */
  readonly longer: CountedShareResult
  /** How many would have, by the plan. */
  readonly expected: number
  /** Two-sided exact binomial p-value of the plan; `null` without stays. */
  readonly p: number | null
  /** The p-value, corrected for the number of stages (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether more lasted longer than planned, and the corrected p-value is below 1 − level. */
  readonly stuck: boolean
}

/** The stages against their plan. */
export interface StuckPlanResult {
  readonly _tag: "StuckPlan"
  readonly level: number
  /** The stages that do not keep their plan, the one with most stays too many first. */
  readonly stuck: ReadonlyArray<string>
  /** In the order of the plan. */
  readonly stages: ReadonlyArray<StuckPlanStage>
  readonly excluded: Excluded
}

const check = ({ days, share, stage }: PlannedStay): void => {
  if (Number.isSafeInteger(days) && days >= 0 && share > 0 && share < 1) return
  throw new RangeError(
    `A plan is of whole days from 0 and a share between 0 and 1, found ${days} and ${share} of "${stage}"`
  )
}

const hold = (plan: PlannedStay, stays: ReadonlyArray<KnownStay>, level: number) => {
  check(plan)
  // Who left or went quiet by then neither kept the plan nor broke it.
  const kept = countStays(
    stays,
    (stay) => stay.age > plan.days && stay.days <= plan.days && stay.outcome === "moved on"
  )
  const longer = countStays(stays, (stay) => stay.days > plan.days)
  const n = kept + longer
  return {
    ...plan,
    longer: shareOf(longer, n, level, "no stay began so long ago"),
    expected: n * (1 - plan.share),
    p: n === 0 ? null : Binomial.twoSidedP(longer, n, 1 - plan.share)
  }
}

const excess = ({ expected, longer }: StuckPlanStage): number =>
  longer._tag === "Estimate" ? longer.count - expected : Number.NEGATIVE_INFINITY

/**
 * Which stages hold customers longer than planned, from a tally of stays by `stage`, `days`, `age` and `outcome`.
 *
 * A plan says by how many days which share of the stays is to be over. Of the stays that began longer ago than that, those that
 * lasted longer are counted, whatever came of them later: their share with Wilson's interval, and the exact binomial test of
 * the plan, corrected for the number of stages. Those who left or went quiet before have neither kept the plan nor broken it. Missing and invalid stays are as in `fromTally`; without a plan or a stay
 * `InsufficientData`. Throws a `RangeError` for a plan that is none.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Stuck from "./Stuck.ts"
 *
 * const stays = [1, 2, 2, 8, 9, 9, 12, 20].map((days) => ({ stage: "reviews", days, age: 60, outcome: "moved on" }))
 * const tally = Tally.from(stays, { by: ["stage", "days", "age", "outcome"] })
 * const report = Stuck.planned(tally, [{ stage: "reviews", days: 7, share: 0.9 }])
 * report._tag === "StuckPlan" && [report.stuck, report.stages[0]?.longer._tag] // => [["reviews"], "Estimate"]
 * ```
 */
export const planned = <Name extends string>(
  tally: Tally<Name>,
  plan: ReadonlyArray<PlannedStay>,
  { level = 0.95 }: { readonly level?: number } = {}
): StuckPlanResult | InsufficientData => {
  const { excluded, stages: known } = readStays(tally as Tally)
  const held = plan.map((each) => hold(each, known.get(each.stage) ?? [], level))
  if (held.every(({ p }) => p === null)) return insufficientData("no stay began so long ago", 0, excluded)
  const adjusted = benjaminiHochberg(held.map(({ p }) => p))
  const stages = held.map((each, i) => {
    const adjustedP = adjusted[i] ?? null
    const more = each.longer._tag === "Estimate" && each.longer.count > each.expected
    return { ...each, adjustedP, stuck: more && adjustedP !== null && adjustedP < 1 - level }
  })
  const stuck = stages.filter((each) => each.stuck).sort((a, b) => excess(b) - excess(a))
  return { _tag: "StuckPlan", level, stuck: stuck.map(({ stage }) => stage), stages, excluded }
}
