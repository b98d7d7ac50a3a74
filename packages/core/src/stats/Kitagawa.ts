import type { Difference } from "./Difference.ts"
import { moments, type Trinomial } from "./NetScore.ts"
import { normalDifference } from "./NormalDifference.ts"

/** Something before and after. */
export type BeforeAfter<Each> = readonly [before: Each, after: Each]

/** A segment's part in the change of a net score, in points. Over all segments the parts add up to the whole. */
export interface SegmentChange {
  /** The segment's share of the answers, from 0 to 1. */
  readonly share: BeforeAfter<number>
  /** Its net score; `null` where it has no answers. */
  readonly score: BeforeAfter<number | null>
  /** By its own score changing, at its average share. */
  readonly rate: number
  /** By its share changing, at its average score. */
  readonly mix: number
  /** The same, of its average score less that of everybody: above 0 when a better segment grows or a worse one shrinks. */
  readonly centredMix: number
  /** Weighted by what was before: the change of the score at the old share, of the share at the old score, and of both. */
  readonly ofBase: { readonly rate: number; readonly mix: number; readonly interaction: number }
}

/** A period of a segment: its share of the answers, and its net score, or the other period's where it has none. */
interface Side {
  readonly share: number
  readonly net: number
  readonly answered: boolean
}

const sideOf = (counts: Trinomial, other: Trinomial, total: number): Side => {
  const { n, net } = moments(counts)
  return { share: n / total, net: n === 0 ? moments(other).net : net, answered: n > 0 }
}

const totalOf = (segments: ReadonlyArray<BeforeAfter<Trinomial>>, side: 0 | 1): Trinomial =>
  segments.reduce(
    (sum, segment) => ({
      negative: sum.negative + segment[side].negative,
      neutral: sum.neutral + segment[side].neutral,
      positive: sum.positive + segment[side].positive
    }),
    { negative: 0, neutral: 0, positive: 0 }
  )

/** Each segment before and after. A segment empty on one side has the other side's score there; empty on both it has no part. */
const sidesOf = (segments: ReadonlyArray<BeforeAfter<Trinomial>>): ReadonlyArray<BeforeAfter<Side>> => {
  const [n, m] = [moments(totalOf(segments, 0)).n, moments(totalOf(segments, 1)).n]
  return segments.map(([before, after]) => [sideOf(before, after, n), sideOf(after, before, m)])
}

const changeOf = ([before, after]: BeforeAfter<Side>, everybody: number): SegmentChange => {
  const score = after.net - before.net
  const share = after.share - before.share
  const average = (before.net + after.net) / 2
  return {
    share: [before.share, after.share],
    score: [before.answered ? 100 * before.net : null, after.answered ? 100 * after.net : null],
    rate: (100 * (before.share + after.share) * score) / 2,
    mix: 100 * share * average,
    centredMix: 100 * share * (average - everybody),
    ofBase: { rate: 100 * before.share * score, mix: 100 * share * before.net, interaction: 100 * share * score }
  }
}

/** How fast the rate part grows with the answers of a segment on one side that are worth `x`. */
const slope = (segment: BeforeAfter<Side>, side: 0 | 1, x: number): number => {
  const [before, after] = segment
  const { net, share } = segment[side]
  const inner = ((before.share + after.share) * (x - net)) / share
  // Where the other side has no answers its score follows this one's: all of it is mix.
  if (!(before.answered && after.answered)) return 0
  return (after.net - before.net + (side === 1 ? inner : -inner)) / 2
}

/** Sampling variances of the rate and the mix part, from one side's answers (delta method). */
const variances = (
  segments: ReadonlyArray<BeforeAfter<Trinomial>>,
  sides: ReadonlyArray<BeforeAfter<Side>>,
  side: 0 | 1
): { readonly rate: number; readonly mix: number } => {
  const { n } = moments(totalOf(segments, side))
  let [rate, rateSquares, mix, mixSquares] = [0, 0, 0, 0]
  segments.forEach((segment, k) => {
    const { negative, neutral, positive } = segment[side]
    const place = sides[k]
    for (const [count, x] of [[negative, -1] as const, [neutral, 0] as const, [positive, 1] as const]) {
      if (count === 0 || place === undefined) continue
      const ofRate = slope(place, side, x)
      const ofMix = (side === 1 ? x : -x) - ofRate
      rate += (count / n) * ofRate
      rateSquares += (count / n) * ofRate * ofRate
      mix += (count / n) * ofMix
      mixSquares += (count / n) * ofMix * ofMix
    }
  })
  return { rate: Math.max(0, rateSquares - rate * rate) / n, mix: Math.max(0, mixSquares - mix * mix) / n }
}

/** Rounding alone leaves less than this of a variance that is 0. */
const rounding = 1e-15

const part = (value: number, variance: number, level: number, n: BeforeAfter<number>): Difference => {
  const error = variance < rounding ? 0 : 100 * Math.sqrt(variance)
  return normalDifference({ value, error, n, level, method: "Wald, delta method", bound: Number.POSITIVE_INFINITY })
}

/** The change of a net score in its two parts, in points, and what each segment has to do with them. */
export interface Kitagawa {
  readonly rate: Difference
  readonly mix: Difference
  readonly segments: ReadonlyArray<SegmentChange>
}

/**
 * The change of a net score between two samples of the same segments, in a part by the segments' scores (rate) and one by
 * their shares (mix), in points.
 *
 * The two add up to the change: nothing is left over. A segment without answers on one side takes the other side's score
 * there, so that it is in the mix part alone. Each part has a normal interval by the delta method, both samples being
 * multinomial; `p` is `null` when it does not vary. Both samples need answers.
 *
 * Kitagawa (1955), Components of a difference between two rates.
 *
 * ```ts import.meta.vitest
 * import { kitagawa } from "./Kitagawa.ts"
 *
 * const web = { negative: 10, neutral: 30, positive: 60 }
 * const phone = { negative: 40, neutral: 30, positive: 30 }
 * const more = { negative: 20, neutral: 60, positive: 120 }
 * const { mix, rate } = kitagawa([[web, more], [phone, phone]], 0.95)
 * [rate.value, mix.value.toFixed(6)] // => [0, "10.000000"]
 * ```
 */
export const kitagawa = (segments: ReadonlyArray<BeforeAfter<Trinomial>>, level: number): Kitagawa => {
  const [before, after] = [moments(totalOf(segments, 0)), moments(totalOf(segments, 1))]
  const answered = segments.filter(([a, b]) => moments(a).n + moments(b).n > 0)
  const sides = sidesOf(answered)
  const changes = sides.map((each) => changeOf(each, (before.net + after.net) / 2))
  const [a, b] = [variances(answered, sides, 0), variances(answered, sides, 1)]
  const sum = (of: (change: SegmentChange) => number): number => changes.reduce((total, each) => total + of(each), 0)
  return {
    rate: part(
      sum(({ rate }) => rate),
      a.rate + b.rate,
      level,
      [before.n, after.n]
    ),
    mix: part(
      sum(({ mix }) => mix),
      a.mix + b.mix,
      level,
      [before.n, after.n]
    ),
    segments: changes
  }
}
