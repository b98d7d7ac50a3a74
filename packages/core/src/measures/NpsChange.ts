import { nps as scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { type BeforeAfter, kitagawa, type SegmentChange } from "../stats/Kitagawa.ts"
import * as NetScore from "../stats/NetScore.ts"
import { labelsBetween } from "../tally/PeriodLabel.ts"
import { column } from "../tally/read.ts"
import { by } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { npsGroups } from "./npsGroups.ts"
import * as ScoreCounts from "./ScoreCounts.ts"

/** Why a Net Promoter Score changed: because segments answer differently (rate), or because there are others (mix). */
export interface NpsDecomposition {
  readonly _tag: "Decomposition"
  readonly definition: "Kitagawa: rate at average shares, mix at average scores; rate + mix = change"
  /** The score after minus the score before, in points. */
  readonly change: Difference
  /** The part of it that is associated with the scores of the segments. */
  readonly rate: Difference
  /** The part of it that is associated with the shares of the segments. */
  readonly mix: Difference
  /** The same change with the weights of before, in three parts that add up to it. */
  readonly ofBase: SegmentChange["ofBase"]
  /** Each segment with an answer, in the order of the values. */
  readonly segments: ReadonlyArray<SegmentChange & { readonly value: Value }>
  /** Of both sides together. */
  readonly excluded: Excluded
}

/** The change of a period from the one before it. */
export interface NpsPeriodChange {
  readonly period: string
  /** `InsufficientData` for the first period, and next to one without answers. */
  readonly result: NpsDecomposition | InsufficientData
}

/** How a change is reported, and the name of the dimension that holds the answer: `"score"` unless told. */
export interface NpsChangeOptions<Name extends string> {
  readonly score?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** How the two scores are compared: adjusted Wald unless told. */
  readonly difference?: NetScore.DifferenceMethod
}

type Segments = ReadonlyArray<readonly [value: Value, counts: ScoreCounts.ScoreCounts]>

const segmentsOf = (tally: Tally, segment: string, score: string): Segments =>
  ScoreCounts.byDimension(tally, segment, score, scale)

const sumOf = (segments: Segments): ScoreCounts.ScoreCounts =>
  segments.reduce<ScoreCounts.ScoreCounts>(
    (sum, [, counts]) => ScoreCounts.add(sum, counts),
    ScoreCounts.nothing(scale)
  )

const join = (before: Segments, after: Segments) => {
  const nothing = ScoreCounts.nothing(scale)
  const [a, b] = [new Map(before), new Map(after)]
  return [...new Set([...a.keys(), ...b.keys()])]
    .sort(compare)
    .map((value) => ({ value, counts: [a.get(value) ?? nothing, b.get(value) ?? nothing] as const }))
    .filter(({ counts: [x, y] }) => ScoreCounts.answered(x) + ScoreCounts.answered(y) > 0)
    .map(({ counts: [x, y], value }) => ({ value, sides: [npsGroups(x), npsGroups(y)] as const }))
}

const decompose = (
  before: Segments,
  after: Segments,
  { difference = NetScore.difference, level = 0.95 }: NpsChangeOptions<string>
): NpsDecomposition | InsufficientData => {
  const [a, b] = [sumOf(before), sumOf(after)]
  const excluded = { missing: a.missing + b.missing, invalid: a.invalid + b.invalid }
  if (ScoreCounts.answered(a) === 0 || ScoreCounts.answered(b) === 0) {
    return insufficientData("no valid answers on one side", 0, excluded)
  }
  const segments = join(before, after)
  const sides: ReadonlyArray<BeforeAfter<NetScore.Trinomial>> = segments.map((each) => each.sides)
  const parts = kitagawa(sides, level)
  const sum = (of: keyof SegmentChange["ofBase"]) => parts.segments.reduce((total, each) => total + each.ofBase[of], 0)
  return {
    _tag: "Decomposition",
    definition: "Kitagawa: rate at average shares, mix at average scores; rate + mix = change",
    change: difference(npsGroups(b), npsGroups(a), level),
    rate: parts.rate,
    mix: parts.mix,
    ofBase: { rate: sum("rate"), mix: sum("mix"), interaction: sum("interaction") },
    segments: parts.segments.map((each, i) => ({ value: segments[i]?.value ?? null, ...each })),
    excluded
  }
}

/**
 * What a change of the Net Promoter Score between two tallies is made of, by a segment: rate and mix.
 *
 * Takes two tallies that have the segment and the answer as dimensions, such as two months. A segment that has answers on
 * one side only takes its score from there on the other, so that it counts in the mix alone; answers without a segment are
 * the segment `null`. The parts are in points and add up to the change. Without answers on one side it is
 * `InsufficientData`; `TallyMismatch` when a dimension is not there.
 *
 * Source: Kitagawa (1955), Components of a difference between two rates; intervals of the parts by the delta method.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as NpsChange from "./NpsChange.ts"
 *
 * const count = (web: ReadonlyArray<number>, phone: ReadonlyArray<number>) =>
 *   Tally.from(
 *     [...web.map((score) => ({ channel: "web", score })), ...phone.map((score) => ({ channel: "phone", score }))],
 *     { by: ["channel", "score"] }
 *   )
 * const result = NpsChange.between(count([10, 9, 8], [3, 8, 2]), count([10, 9, 8, 9, 10, 8], [3, 8, 2]), "channel")
 * result._tag === "Decomposition" ? [result.rate.value, result.mix.value.toFixed(6)] : result // => [0, "22.222222"]
 * ```
 */
export const between = <Name extends string>(
  before: Tally<Name>,
  after: Tally<Name>,
  segment: NoInfer<Name>,
  options: NpsChangeOptions<NoInfer<Name>> = {}
): NpsDecomposition | InsufficientData => {
  const score = options.score ?? "score"
  return decompose(segmentsOf(before, segment, score), segmentsOf(after, segment, score), options)
}

/**
 * The change of each period of a dimension from the one before, from the first to the last, by a segment.
 *
 * Periods between them without a record are in the series; records without a date are not.
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  segment: NoInfer<Name>,
  options: NpsChangeOptions<NoInfer<Name>> = {}
): ReadonlyArray<NpsPeriodChange> => {
  const { dimension } = column(tally, period)
  const parts = new Map<string, Segments>()
  for (const each of by(tally, period)) {
    if (each.value !== null) parts.set(String(each.value), segmentsOf(each.tally, segment, options.score ?? "score"))
  }
  const labels = [...parts.keys()]
  const [first, last] = [labels[0], labels.at(-1)]
  if (first === undefined || last === undefined) return []
  const periods = dimension.kind === "period" ? labelsBetween(dimension.unit, first, last) : labels
  return periods.map((label, i) => ({
    period: label,
    result: decompose(parts.get(periods[i - 1] ?? "") ?? [], parts.get(label) ?? [], options)
  }))
}
