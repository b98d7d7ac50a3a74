import type { Scale } from "../domain/Scale.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "../measures/Grouped.ts"
import * as ScoreCounts from "../measures/ScoreCounts.ts"
import { type Read, reading, type ScoreReading } from "../measures/ScoreReading.ts"
import * as ScoreStrata from "../measures/ScoreStrata.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { combine, type Part, scaled } from "../stats/LinearCombination.ts"
import { column } from "../tally/read.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import type { Fate, HandOffKind } from "./HandOffCounts.ts"
import { add, type HandOffScores, handOffScores, subtract } from "./HandOffScores.ts"

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

const nothing: ScoreStrata.ScoreStrata = new Map()

const strataOf = (scores: HandOffScores, scale: Scale) => {
  const side = (fate: Fate): ScoreStrata.ScoreStrata => scores.get(fate) ?? nothing
  const all = (fate: Fate): ScoreCounts.ScoreCounts => ScoreStrata.pooled(side(fate), scale)
  const [after, without, unknown, wrong] = [all("changed"), all("same"), all("missing"), all("invalid")]
  const [afters, withouts] = [side("changed"), side("same")]
  const places = [...new Set([...afters.keys(), ...withouts.keys()])].sort(compare)
  const none = ScoreCounts.nothing(scale)
  const strata = places.map(
    (each): Stratum => ({ touchpoint: each, after: afters.get(each) ?? none, without: withouts.get(each) ?? none })
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

/** The answers at some touchpoints on one side, each touchpoint by its share of the answers after a hand-off. */
const weighed = (matched: ReadonlyArray<Stratum>, read: ScoreReading, parts: number) => {
  const sum = (side: "after" | "without"): number =>
    matched.reduce((all, each) => all + ScoreCounts.answered(each[side]), 0)
  const answers = { after: sum("after"), without: sum("without") }
  const side = (name: "after" | "without") =>
    matched.map((each) => scaled(read.part(each[name], parts), ScoreCounts.answered(each.after) / answers.after))
  return { answers, after: side("after"), without: side("without") }
}

const sumOf = (
  plus: ReadonlyArray<Part>,
  minus: ReadonlyArray<Part>,
  read: ScoreReading,
  level: number,
  bound: number
) =>
  combine([...plus, ...minus], [...plus.map(() => 1 as const), ...minus.map(() => -1 as const)], {
    level,
    method: `stratified by touchpoint, ${read.method}`,
    bound
  })

const finish = (scores: HandOffScores, read: ScoreReading, options: All): HandOffCostResult => {
  const { between = "channel", level = 0.95 } = options
  const { after, excluded, starts, strata, without } = strataOf(scores, read.scale)
  const matched = strata.filter(isMatched)
  const known = ScoreCounts.answered(after) + ScoreCounts.answered(without)
  if (matched.length === 0) {
    return insufficientData("no touchpoint with two answers after a hand-off and two without", known, excluded)
  }
  const sides = weighed(matched, read, 2 * matched.length)
  const { answers } = sides
  return {
    _tag: "Estimate",
    ...sumOf(sides.after, sides.without, read, level, read.range),
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
  const read = reading(all)
  return finish(handOffScores(tally, read.scale, all), read, all)
}

/** How far apart two costs are, each weighted by its own hand-offs: the first minus the second. */
const differenceOf = (
  a: HandOffScores,
  b: HandOffScores,
  read: ScoreReading,
  level: number
): Difference | InsufficientData => {
  const [ours, theirs] = [a, b].map((scores) => strataOf(scores, read.scale).strata.filter(isMatched))
  if (ours === undefined || theirs === undefined || ours.length === 0 || theirs.length === 0) {
    return insufficientData("no touchpoint with two answers after a hand-off and two without on one side", 0)
  }
  const parts = 2 * (ours.length + theirs.length)
  const [x, y] = [weighed(ours, read, parts), weighed(theirs, read, parts)]
  const plus = [...x.after, ...y.without]
  const { interval, p, value } = sumOf(plus, [...x.without, ...y.after], read, level, 2 * read.range)
  const n = [x.answers.after + x.answers.without, y.answers.after + y.answers.without] as const
  return { _tag: "Difference", value, interval, p, n }
}

const finisher = (read: ScoreReading, options: All): Finisher<HandOffScores, HandOffCostResult> => ({
  add: (a, b) => add(a, b, read.scale),
  subtract: (a, b) => subtract(a, b, read.scale),
  finish: (scores) => finish(scores, read, options),
  difference: (a, b) => differenceOf(a, b, read, options.level ?? 0.95)
})

const parts = (tally: Tally, dimension: string, read: ScoreReading, options: All) =>
  slices(tally, dimension).map((part) => [part.value, handOffScores(part.tally, read.scale, options)] as const)

/**
 * The cost of hand-offs in each group of a dimension, such as a segment, compared with that of all others together, corrected
 * for the number of groups. As `fromTally`.
 *
 * Each cost is weighted by the hand-offs of its own group, so groups that are handed over elsewhere may differ by that alone:
 * look at `touchpoints` of both.
 *
 * ```ts import.meta.vitest
 * import * as Scale from "../domain/Scale.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as HandOffCost from "./HandOffCost.ts"
 *
 * const step = (segment: string, fromChannel: string) => (score: number) => ({ segment, from: "order", to: "claim", fromChannel, channel: "phone", score })
 * const answers = [
 *   ...[1, 2, 1, 2, 1, 2].map(step("new", "web")), ...[5, 4, 5, 4, 5, 4].map(step("new", "phone")),
 *   ...[4, 5, 4, 5, 4, 4].map(step("known", "web")), ...[5, 4, 5, 4, 5, 4].map(step("known", "phone"))
 * ]
 * const tally = Tally.from(answers, { by: ["segment", "from", "to", "fromChannel", "channel", "score"] })
 * const groups = HandOffCost.by(tally, "segment", { measure: "mean", scale: Scale.make(1, 5) })
 * groups.map(({ differs, result, value }) => [value, result._tag === "Estimate" && result.value.toFixed(2), differs]) // => [["known", "-0.17", true], ["new", "-3.00", true]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: HandOffCostOptions<NoInfer<Name>>
): ReadonlyArray<Group<HandOffCostResult>> => {
  const all: All = options
  const read = reading(all)
  return compareGroups(parts(tally, dimension, read, all), finisher(read, all), all.level ?? 0.95)
}

/** The cost in each period of a dimension, from the first to the last, with its change from the one before. As `by`. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: HandOffCostOptions<NoInfer<Name>>
): ReadonlyArray<PeriodResult<HandOffCostResult>> => {
  const all: All = options
  const read = reading(all)
  const { dimension } = column(tally, period)
  return compareInTime(parts(tally, period, read, all), dimension, new Map(), finisher(read, all))
}
