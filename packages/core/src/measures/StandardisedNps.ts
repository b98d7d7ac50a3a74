import { nps as scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as NetScore from "../stats/NetScore.ts"
import * as Normal from "../stats/Normal.ts"
import { normalDifference } from "../stats/NormalDifference.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare as compareValues, type Value } from "../tally/Value.ts"
import { compareGroups, type Group } from "./Grouped.ts"
import { npsGroups } from "./npsGroups.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import { add, pooled, type ScoreStrata, subtract } from "./ScoreStrata.ts"

/** How many customers, or what share of them, each segment has. Any numbers from 0; only their proportions count. */
export type Mix = ReadonlyMap<Value, number>

/** A Net Promoter Score as it would be with the segments of a reference mix, in points from −100 to 100. */
export interface StandardisedNpsEstimate extends Estimate {
  readonly definition: "scores of the segments, weighted by a reference mix (direct standardisation)"
  /** The plain score of the same answers, all pooled: what standardising changed is the difference. */
  readonly plain: number
  /** Each segment of the reference: its share of it, from 0 to 1, its answers and its own score. */
  readonly segments: ReadonlyArray<{
    readonly value: Value
    readonly share: number
    readonly n: number
    readonly score: number
  }>
  /** Valid answers of segments that the reference has not: in `n` and `plain`, not in the value. */
  readonly outside: number
  /** In points. */
  readonly standardError: number
}

/** A score, or why there is none. */
export type StandardisedNpsResult = StandardisedNpsEstimate | InsufficientData | Suppressed

/** The mix to standardise to, and how the score is reported. */
export interface StandardisedNpsOptions<Name extends string> {
  readonly reference: Mix
  /** The dimension of the tally that holds the answer: `"score"` unless told. */
  readonly score?: Name
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the score of fewer than this many answers: 1 unless told. */
  readonly minimum?: number
}

/** The same, standardised to the mix of the whole tally unless told. */
export type StandardisedNpsGroupOptions<Name extends string> = Omit<StandardisedNpsOptions<Name>, "reference"> & {
  readonly reference?: Mix
}

/** The segments of a mix that are not empty, in order, by their share. */
const sharesOf = (mix: Mix): ReadonlyArray<readonly [value: Value, share: number]> => {
  const segments = [...mix].sort(([a], [b]) => compareValues(a, b))
  const total = segments.reduce((sum, [, weight]) => sum + weight, 0)
  if (!segments.every(([, weight]) => weight >= 0) || total === Number.POSITIVE_INFINITY) {
    throw new RangeError("The segments of a reference mix have numbers from 0")
  }
  return segments.flatMap(([value, weight]) => (weight > 0 ? [[value, weight / total] as const] : []))
}

const standardise = (strata: ScoreStrata, reference: Mix) => {
  const segments = sharesOf(reference).map(([value, share]) => {
    const { n, net, variance } = NetScore.moments(npsGroups(strata.get(value) ?? ScoreCounts.nothing(scale)))
    return { value, share, n, score: 100 * net, squaredError: variance / (n - 1) }
  })
  return {
    segments: segments.map(({ n, score, share, value }) => ({ value, share, n, score })),
    tooFew: segments.filter(({ n }) => n < 2).length,
    value: segments.reduce((sum, { score, share }) => sum + share * score, 0),
    standardError:
      100 * Math.sqrt(segments.reduce((sum, { share, squaredError }) => sum + share * share * squaredError, 0))
  }
}

const finish = (
  strata: ScoreStrata,
  { level = 0.95, minimum = 1, reference }: StandardisedNpsOptions<string>
): StandardisedNpsResult => {
  const all = pooled(strata, scale)
  const n = ScoreCounts.answered(all)
  const excluded = { missing: all.missing, invalid: all.invalid }
  const { segments, standardError, tooFew, value } = standardise(strata, reference)
  if (n === 0) return insufficientData("no valid answers", 0, excluded)
  if (segments.length === 0) return insufficientData("the reference mix has nobody", n, excluded)
  if (tooFew > 0) {
    return insufficientData(`fewer than two answers in ${tooFew} of ${segments.length} reference segments`, n, excluded)
  }
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const margin = (Normal.twoSided(level) * standardError) / 100
  return {
    _tag: "Estimate",
    value,
    interval: NetScore.around(value / 100, margin, level, "stratified Wald"),
    n,
    excluded,
    definition: "scores of the segments, weighted by a reference mix (direct standardisation)",
    plain: NetScore.net(npsGroups(all)),
    segments,
    outside: n - segments.reduce((sum, each) => sum + each.n, 0),
    standardError
  }
}

/**
 * The mix of a tally: how many valid answers each segment has.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as StandardisedNps from "./StandardisedNps.ts"
 *
 * const answers = [{ channel: "web", score: 10 }, { channel: "web", score: 2 }, { channel: "phone", score: 9 }]
 * const mix = StandardisedNps.mixOf(Tally.from(answers, { by: ["channel", "score"] }), "channel")
 * [...mix] // => [["phone", 1], ["web", 2]]
 * ```
 */
export const mixOf = <Name extends string>(
  tally: Tally<Name>,
  segment: NoInfer<Name>,
  options: { readonly score?: NoInfer<Name> } = {}
): Mix =>
  new Map(
    [...strataOf(tally, segment, options.score)].map(
      ([value, counts]) => [value, ScoreCounts.answered(counts)] as const
    )
  )

const strataOf = (tally: Tally, segment: string, score = "score"): ScoreStrata =>
  new Map(ScoreCounts.byDimension(tally, segment, score, scale))

/**
 * The Net Promoter Score of a tally as it would be with the segments of a reference mix.
 *
 * Each segment's score is weighted by its share of the reference, so that two months, or two countries, are compared as if
 * they had the same customers. The reference is a mix of another tally (`mixOf`), or known numbers of customers. Fewer than
 * two answers in a segment of the reference give `InsufficientData`: what such customers would answer is not known. The
 * interval is that of a stratified sample, the reference taken as known, clipped to −100 and 100. Throws `TallyMismatch`
 * when a dimension is not there, a `RangeError` for a mix with less than nobody.
 *
 * Source: Cochran (1977), Sampling Techniques, chapter 5.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as StandardisedNps from "./StandardisedNps.ts"
 *
 * const scores = { web: [10, 9, 9, 8], phone: [2, 10] }
 * const answers = Object.entries(scores).flatMap(([channel, all]) => all.map((score) => ({ channel, score })))
 * const tally = Tally.from(answers, { by: ["channel", "score"] })
 * const reference = new Map([["web", 500], ["phone", 500]])
 * const result = StandardisedNps.fromTally(tally, "channel", { reference })
 * result._tag === "Estimate" ? [result.value, result.plain] : result // => [37.5, 50]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  segment: NoInfer<Name>,
  options: StandardisedNpsOptions<NoInfer<Name>>
): StandardisedNpsResult => finish(strataOf(tally, segment, options.score), options)

/**
 * The score of each value of a dimension, such as a team, all standardised to one mix of segments: that of the whole tally
 * unless told. Each is compared with all others together, corrected for the number of groups. `result.plain` is the score
 * as it is.
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  segment: NoInfer<Name>,
  options: StandardisedNpsGroupOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<StandardisedNpsResult>> => {
  const all: Tally = tally
  const asked = { reference: mixOf(all, segment, options), ...options }
  const parts = slices(all, dimension).map(
    (part) => [part.value, strataOf(part.tally, segment, options.score)] as const
  )
  return compareGroups(
    parts,
    {
      add: (a, b) => add(a, b, scale),
      subtract: (a, b) => subtract(a, b, scale),
      finish: (strata) => finish(strata, asked),
      difference: (a, b) => difference(finish(a, { ...asked, minimum: 1 }), finish(b, { ...asked, minimum: 1 }), asked)
    },
    options.level ?? 0.95
  )
}

/**
 * The difference of two standardised scores in points, the first minus the second, by their standard errors.
 *
 * Both are to be of one reference mix. `InsufficientData` when one of them is no estimate; `p` is `null` when neither varies.
 */
export const difference = (
  a: StandardisedNpsResult,
  b: StandardisedNpsResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a score is missing on one side", 0)
  return normalDifference({
    value: a.value - b.value,
    error: Math.sqrt(a.standardError * a.standardError + b.standardError * b.standardError),
    n: [a.n, b.n],
    level: options.level ?? 0.95,
    method: "stratified Wald",
    bound: 200
  })
}
