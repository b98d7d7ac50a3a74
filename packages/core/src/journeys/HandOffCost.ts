import type { Scale } from "../domain/Scale.ts"
import * as ScoreCounts from "../measures/ScoreCounts.ts"
import { type Read, reading, type ScoreReading } from "../measures/ScoreReading.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { combine, scaled } from "../stats/LinearCombination.ts"
import { field } from "../tally/Dimension.ts"
import { fromColumnList } from "../tally/fromColumns.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { fates, type HandOffKind } from "./HandOffCounts.ts"

export type { Read } from "../measures/ScoreReading.ts"
export type { HandOffKind } from "./HandOffCounts.ts"

/** What a hand-off goes with at one touchpoint. */
export interface TouchpointCost {
  readonly touchpoint: Value
  /** The score after a hand-off minus that without one; `InsufficientData` with fewer than two answers on a side. */
  readonly difference: Difference | InsufficientData
  /** The p-value of that difference, corrected for the number of touchpoints (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the scores differ: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** How much lower, below 0, the score is after a hand-off than without one at the same touchpoints. */
export interface HandOffCostEstimate extends Estimate {
  readonly definition: "score after a hand-off minus without, touchpoint by touchpoint, weighted by the answers after one"
  readonly between: HandOffKind
  /** What was measured: `"NPS"`, `"top 2 of 5 points"`, `"mean on 1-5"`. */
  readonly measured: string
  readonly standardError: number
  /** Two-sided p-value of no difference; `null` when nothing varies. */
  readonly p: number | null
  /** Answers after a hand-off, and without one, at the touchpoints that have both. */
  readonly answers: { readonly after: number; readonly without: number }
  /** The difference without regard to touchpoints: what it is more or less by is their mix. */
  readonly plain: Difference
  /** Each touchpoint with an answer, in the order of the values. */
  readonly touchpoints: ReadonlyArray<TouchpointCost>
  /** Answers after a hand-off at touchpoints without two answers on each side: they are in no sum. */
  readonly unmatched: number
  /** Answers about where a case began, with no step before; told apart where the tally counts by `"from"` and `"to"`. */
  readonly starts: number
}

/** The cost of hand-offs, or why it is not known. */
export type HandOffCostResult = HandOffCostEstimate | InsufficientData

/** Which hand-offs, what is made of the answers, and how it is reported. */
export type HandOffCostOptions<Name extends string> = Read & {
  /** `"channel"` unless told. */
  readonly between?: HandOffKind
  /** The dimension that holds the touchpoint: `"to"` unless told. */
  readonly touchpoint?: Name
  /** The dimension that holds the answer: `"score"` unless told. */
  readonly score?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** The answers at one touchpoint after a hand-off and without. */
interface Stratum {
  readonly touchpoint: Value
  readonly after: ScoreCounts.ScoreCounts
  readonly without: ScoreCounts.ScoreCounts
}

type All = HandOffCostOptions<string>

/** A tally of the answers at each touchpoint, with what the step to it was as the dimension `step`. */
const labelled = (tally: Tally, { between = "channel", score = "score", touchpoint = "to" }: All): Tally => {
  const fate = fates(tally, between)
  const kept = [touchpoint, score, "scale"].flatMap((name) =>
    tally.columns.filter((each) => each.dimension.name === name)
  )
  return fromColumnList(
    [
      ...kept.map(({ codes, dimension, values }) => ({ dimension, input: { codes, values } })),
      { dimension: field("step"), input: Array.from(tally.counts, (_, group) => fate(group)) }
    ],
    { counts: tally.counts, sums: {} }
  )
}

const strataOf = (tally: Tally, scale: Scale, options: All) => {
  const { score = "score", touchpoint = "to" } = options
  const parts = new Map(slices(labelled(tally, options), "step").map((part) => [part.value, part.tally]))
  const side = (fate: string): ReadonlyMap<Value, ScoreCounts.ScoreCounts> => {
    const part = parts.get(fate)
    return new Map(part === undefined ? [] : ScoreCounts.byDimension(part, touchpoint, score, scale))
  }
  const all = (fate: string): ScoreCounts.ScoreCounts =>
    [...side(fate).values()].reduce<ScoreCounts.ScoreCounts>(ScoreCounts.add, ScoreCounts.nothing(scale))
  const [after, without, unknown, wrong] = [all("changed"), all("same"), all("missing"), all("invalid")]
  const [afters, withouts] = [side("changed"), side("same")]
  const places = [...new Set([...afters.keys(), ...withouts.keys()])].sort(compare)
  const nothing = ScoreCounts.nothing(scale)
  const strata = places.map(
    (each): Stratum => ({
      touchpoint: each,
      after: afters.get(each) ?? nothing,
      without: withouts.get(each) ?? nothing
    })
  )
  const excluded: Excluded = {
    missing: after.missing + without.missing + unknown.missing + wrong.missing + ScoreCounts.answered(unknown),
    invalid: after.invalid + without.invalid + unknown.invalid + wrong.invalid + ScoreCounts.answered(wrong)
  }
  return { strata, after, without, excluded, starts: ScoreCounts.answered(all("start")) }
}

const isMatched = ({ after, without }: Stratum): boolean =>
  ScoreCounts.answered(after) > 1 && ScoreCounts.answered(without) > 1

const costsOf = (strata: ReadonlyArray<Stratum>, read: ScoreReading, level: number): ReadonlyArray<TouchpointCost> => {
  const differences = strata.map((stratum) =>
    isMatched(stratum)
      ? read.difference(stratum.after, stratum.without, level)
      : insufficientData("fewer than two answers on one side", answersOf(stratum))
  )
  const adjusted = benjaminiHochberg(differences.map((each) => (each._tag === "Difference" ? each.p : null)))
  return strata.map(({ touchpoint }, i) => {
    const adjustedP = adjusted[i] ?? null
    return {
      touchpoint,
      difference: differences[i] ?? insufficientData("no answers", 0),
      adjustedP,
      differs: adjustedP !== null && adjustedP < 1 - level
    }
  })
}

const answersOf = ({ after, without }: Stratum): number => ScoreCounts.answered(after) + ScoreCounts.answered(without)

/** The differences of the touchpoints, each by its share of the answers after a hand-off. */
const standardised = (matched: ReadonlyArray<Stratum>, read: ScoreReading, level: number) => {
  const sum = (side: "after" | "without"): number =>
    matched.reduce((all, each) => all + ScoreCounts.answered(each[side]), 0)
  const after = sum("after")
  const parts = (["after", "without"] as const).flatMap((side) =>
    matched.map((each) => scaled(read.part(each[side], 2 * matched.length), ScoreCounts.answered(each.after) / after))
  )
  const signs = parts.map((_, i) => (i < matched.length ? 1 : -1))
  const combined = combine(parts, signs, {
    level,
    method: `stratified by touchpoint, ${read.method}`,
    bound: read.range
  })
  return { combined, answers: { after, without: sum("without") } }
}

/**
 * How much worse a touchpoint is scored after a hand-off: by another channel, another team, or a machine in the place of a person
 * than the step before.
 *
 * Takes a tally of `Sources.scoredSteps` by touchpoint (`to`), both sides of the step (`fromChannel` and `channel`, or those of
 * team or responder), `from` and score. Answers after a hand-off are held against answers without one at the same touchpoint, and
 * each touchpoint counts by its answers after a hand-off, so that it does not matter that some touchpoints are always worse
 * (direct standardisation). Answers where the case began are `starts`, those of which a side is not known are missing. No
 * touchpoint with two answers on each side gives `InsufficientData`. Throws `TallyMismatch` when a dimension is not there or the
 * answers are on another scale, and a `RangeError` for top boxes that the scale has not.
 *
 * Source: Cochran (1977), Sampling Techniques, chapter 5; degrees of freedom by Satterthwaite (1946).
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as HandOffCost from "./HandOffCost.ts"
 *
 * const step = (to: string, fromChannel: string) => (score: number) => ({ from: "order", to, fromChannel, channel: "phone", score })
 * const answers = [
 *   ...[3, 2, 2, 3].map(step("status", "web")), ...[4, 5, 4, 5].map(step("status", "phone")),
 *   ...[1, 2].map(step("claim", "web")), ...[2, 3, 2, 3].map(step("claim", "phone"))
 * ]
 * const tally = Tally.from(answers, { by: ["from", "to", "fromChannel", "channel", "score"] })
 * const cost = HandOffCost.fromTally(tally, { measure: "mean", scale: Scale.make(1, 5) })
 * cost._tag === "Estimate" ? [cost.value.toFixed(3), cost.plain.value.toFixed(3), cost.answers] : cost // => ["-1.667", "-1.333", { after: 6, without: 8 }]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: HandOffCostOptions<NoInfer<Name>>
): HandOffCostResult => {
  const all: All = options
  const { between = "channel", level = 0.95 } = all
  const read = reading(all)
  const { after, excluded, starts, strata, without } = strataOf(tally, read.scale, all)
  const matched = strata.filter(isMatched)
  const known = ScoreCounts.answered(after) + ScoreCounts.answered(without)
  if (matched.length === 0) {
    return insufficientData("no touchpoint with two answers after a hand-off and two without", known, excluded)
  }
  const { answers, combined } = standardised(matched, read, level)
  return {
    _tag: "Estimate",
    ...combined,
    n: answers.after + answers.without,
    excluded,
    definition: "score after a hand-off minus without, touchpoint by touchpoint, weighted by the answers after one",
    between,
    measured: read.definition,
    answers,
    plain: read.difference(after, without, level),
    touchpoints: costsOf(strata, read, level),
    unmatched: ScoreCounts.answered(after) - answers.after,
    starts
  }
}
