import { make, type Scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type InsufficientData,
  type Interval,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import * as NetScore from "../stats/NetScore.ts"
import * as Proportion from "../stats/Proportion.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import * as ScoreMeasure from "./ScoreMeasure.ts"

/**
 * The published Customer Effort Scores. They never compare.
 *
 * - `"1.0 mean"`: mean of 1 to 5, where high is high effort.
 * - `"2.0 mean"`: mean agreement, 1 to 7, that it was easy.
 * - `"2.0 agree"`: per cent of answers 5 to 7.
 * - `"2.0 net"`: per cent 6 to 7 minus per cent 1 to 3.
 */
export type CesDefinition = "1.0 mean" | "2.0 mean" | "2.0 agree" | "2.0 net"

/** A Customer Effort Score with its interval, on the scale of its definition. */
export interface CesEstimate<Definition extends CesDefinition = CesDefinition> extends Estimate {
  readonly definition: Definition
  /** How often each point was answered, from 1. */
  readonly counts: ReadonlyArray<number>
}

/** A score, or why there is none. */
export type CesResult<Definition extends CesDefinition = CesDefinition> =
  | CesEstimate<Definition>
  | InsufficientData
  | Suppressed

/** Which score, and how it is reported. */
export interface CesOptions<Definition extends CesDefinition> {
  readonly definition: Definition
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the score of fewer than this many answers: 1 unless told. */
  readonly minimum?: number
}

/** The options for a tally, and the name of its dimension that holds the answer: `"score"` unless told. */
export interface CesTallyOptions<Definition extends CesDefinition, Name extends string> extends CesOptions<Definition> {
  readonly score?: Name
}

interface Kind {
  readonly scale: Scale
  /** The fewest answers that have an interval. */
  readonly needs: number
  readonly value: (counts: ScoreCounts.ScoreCounts) => number
  readonly interval: (counts: ScoreCounts.ScoreCounts, level: number) => Interval
  readonly difference: (a: ScoreCounts.ScoreCounts, b: ScoreCounts.ScoreCounts, level: number) => Difference
}

const meanOf = (scale: Scale): Kind => ({
  scale,
  needs: 2,
  value: (counts) => Mean.mean(ScoreCounts.moments(counts)),
  interval: (counts, level) => Mean.interval(ScoreCounts.moments(counts), level, scale),
  difference: (a, b, level) => Mean.difference(ScoreCounts.moments(a), ScoreCounts.moments(b), level)
})

const agreeing = (counts: ScoreCounts.ScoreCounts): Proportion.Proportion => ({
  successes: ScoreCounts.within(counts, 5, 7),
  n: ScoreCounts.answered(counts)
})

const easyAndHard = (counts: ScoreCounts.ScoreCounts): NetScore.Trinomial => ({
  negative: ScoreCounts.within(counts, 1, 3),
  neutral: ScoreCounts.within(counts, 4, 5),
  positive: ScoreCounts.within(counts, 6, 7)
})

const kinds: Record<CesDefinition, Kind> = {
  "1.0 mean": meanOf(make(1, 5)),
  "2.0 mean": meanOf(make(1, 7)),
  "2.0 agree": {
    scale: make(1, 7),
    needs: 1,
    value: (counts) => (100 * agreeing(counts).successes) / agreeing(counts).n,
    interval: (counts, level) => Proportion.interval(agreeing(counts), level),
    difference: (a, b, level) => Proportion.difference(agreeing(a), agreeing(b), level)
  },
  "2.0 net": {
    scale: make(1, 7),
    needs: 1,
    value: (counts) => NetScore.net(easyAndHard(counts)),
    interval: (counts, level) => NetScore.interval(easyAndHard(counts), level),
    difference: (a, b, level) => NetScore.difference(easyAndHard(a), easyAndHard(b), level)
  }
}

const compare = (
  kind: Kind,
  a: ScoreCounts.ScoreCounts,
  b: ScoreCounts.ScoreCounts,
  level: number
): Difference | InsufficientData => {
  const n = Math.min(ScoreCounts.answered(a), ScoreCounts.answered(b))
  return n < kind.needs ? insufficientData("too few answers on one side", n) : kind.difference(a, b, level)
}

const measure = <Definition extends CesDefinition>(
  options: CesTallyOptions<Definition, string>
): ScoreMeasure.ScoreMeasure<CesResult<Definition>> => {
  const { definition, level = 0.95, minimum = 1, score = "score" } = options
  const kind = kinds[definition]
  const finish = (counts: ScoreCounts.ScoreCounts): CesResult<Definition> => {
    const n = ScoreCounts.answered(counts)
    const excluded = { missing: counts.missing, invalid: counts.invalid }
    if (n === 0) return insufficientData("no valid answers", 0, excluded)
    if (n < kind.needs) return insufficientData("one answer has no interval", n, excluded)
    if (n < minimum) return { _tag: "Suppressed", minimum, n }
    const interval = kind.interval(counts, level)
    return { _tag: "Estimate", value: kind.value(counts), interval, n, excluded, definition, counts: counts.counts }
  }
  return { scale: kind.scale, level, score, finish, difference: (a, b) => compare(kind, a, b, level) }
}

/**
 * The Customer Effort Score of plain answers, under the definition named.
 *
 * Means come with Student's t interval, clipped to the scale, and need two answers; shares with Wilson's; the net score
 * with adjusted Wald. What is missing or no point of the scale is reported and not counted; no valid answers give
 * `InsufficientData`.
 *
 * Source: Dixon, Freeman and Toman (2010) for 1.0; CEB (2013) for 2.0.
 *
 * ```ts import.meta.vitest
 * import * as Ces from "./Ces.ts"
 *
 * const result = Ces.fromScores([7, 6, 6, 5, null], { definition: "2.0 mean" })
 * result._tag === "Estimate" ? [result.value, result.n] : result // => [6, 4]
 * ```
 */
export const fromScores = <Definition extends CesDefinition>(
  scores: Iterable<number | null | undefined>,
  options: CesOptions<Definition>
): CesResult<Definition> => ScoreMeasure.ofScores(scores, measure(options))

/** The score of everyone in a tally that has the answer as a dimension. Throws `TallyMismatch` when it has not. */
export const fromTally = <Name extends string, Definition extends CesDefinition>(
  tally: Tally<Name>,
  options: CesTallyOptions<Definition, NoInfer<Name>>
): CesResult<Definition> => ScoreMeasure.ofTally(tally, measure(options))

/** The score of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string, Definition extends CesDefinition>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: CesTallyOptions<Definition, NoInfer<Name>>
): ReadonlyArray<Group<CesResult<Definition>>> => ScoreMeasure.byDimension(tally, dimension, measure(options))

/** The score of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string, Definition extends CesDefinition>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: CesTallyOptions<Definition, NoInfer<Name>>
): ReadonlyArray<PeriodResult<CesResult<Definition>>> => ScoreMeasure.overTime(tally, period, measure(options))

/**
 * The difference of two scores of one definition: Welch's t for means, Newcombe for shares, adjusted Wald for the net.
 *
 * Two definitions do not compare: a compile error where they are known, a `TallyMismatch` where they are not.
 * `InsufficientData` when one side is no estimate.
 */
export const difference = <Definition extends CesDefinition>(
  a: CesResult<Definition>,
  b: CesResult<NoInfer<Definition>>,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a score is missing on one side", 0)
  if (a.definition !== b.definition) {
    throw new TallyMismatch(`CES ${a.definition} does not compare with CES ${b.definition}`)
  }
  const counts = (estimate: CesEstimate) => ({ minimum: 1, counts: estimate.counts, missing: 0, invalid: 0 })
  return compare(kinds[a.definition], counts(a), counts(b), options.level ?? 0.95)
}
