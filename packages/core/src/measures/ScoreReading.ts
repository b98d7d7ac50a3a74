import { nps, points, type Scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import type { Interval } from "../stats/Estimate.ts"
import type { Part } from "../stats/LinearCombination.ts"
import * as Mean from "../stats/Mean.ts"
import * as NetScore from "../stats/NetScore.ts"
import * as Proportion from "../stats/Proportion.ts"
import { usualTopBoxes } from "./Csat.ts"
import { npsGroups } from "./npsGroups.ts"
import * as ScoreCounts from "./ScoreCounts.ts"

/** What is made of answers: the Net Promoter Score, the share in the top boxes in per cent, or the mean. */
export type Read =
  | { readonly measure: "nps" }
  | {
      readonly measure: "csat"
      readonly scale: Scale
      /** How many of the highest points count as satisfied; bound to the scale unless told. */
      readonly topBoxes?: number
    }
  | { readonly measure: "mean"; readonly scale: Scale }

/** Answers read as one number: each answer is worth a whole number, and the measure is their mean. */
export interface ScoreReading {
  readonly scale: Scale
  readonly definition: string
  /** How far two values can be apart. */
  readonly range: number
  /** The name of the interval of a sum of such values. */
  readonly method: string
  /** Exact moments of what the answers are worth. */
  readonly moments: (counts: ScoreCounts.ScoreCounts) => Mean.Moments
  /** The value as one of `parts` estimates that are added. Needs two answers. */
  readonly part: (counts: ScoreCounts.ScoreCounts, parts: number) => Part
  readonly interval: (counts: ScoreCounts.ScoreCounts, level: number) => Interval
  readonly difference: (a: ScoreCounts.ScoreCounts, b: ScoreCounts.ScoreCounts, level: number) => Difference
}

type Worth = (score: number) => number

const momentsOf =
  (worth: Worth) =>
  ({ counts, minimum }: ScoreCounts.ScoreCounts): Mean.Moments => {
    const worths = counts.map((_, i) => worth(minimum + i))
    const sum = (of: (value: number) => number): number =>
      counts.reduce((all, count, i) => all + count * of(worths[i] ?? 0), 0)
    return { n: sum(() => 1), sum: sum((value) => value), squares: sum((value) => value * value) }
  }

/** A mean with `extra` further answers, half of them worth `low` and half `high`, and the variance that its shares have. */
const adjusted = (moments: Mean.Moments, low: number, high: number, extra: number): Part => {
  const n = moments.n + extra
  const centre = (moments.sum + (extra * (low + high)) / 2) / n
  const squares = moments.squares + (extra * (low * low + high * high)) / 2
  return {
    value: Mean.mean(moments),
    centre,
    variance: Math.max(0, squares / n - centre * centre) / n,
    degrees: Number.POSITIVE_INFINITY
  }
}

const netScore = (): ScoreReading => {
  const moments = momentsOf((score) => (score >= 9 ? 100 : score >= 7 ? 0 : -100))
  return {
    scale: nps,
    definition: "NPS",
    range: 200,
    method: "adjusted Wald",
    moments,
    // Rocks's three answers: of those, one and a half are worth ±100 and the others 0.
    part: (counts) => {
      const { n, squares, sum } = moments(counts)
      return { ...adjusted({ n: n + 1.5, sum, squares }, -100, 100, 1.5), value: sum / n }
    },
    interval: (counts, level) => NetScore.interval(npsGroups(counts), level),
    difference: (a, b, level) => NetScore.difference(npsGroups(a), npsGroups(b), level)
  }
}

const boxesOf = ({ scale, topBoxes = usualTopBoxes(scale) }: Extract<Read, { measure: "csat" }>): number => {
  const most = points(scale) - 1
  if (topBoxes !== undefined && Number.isInteger(topBoxes) && topBoxes > 0 && topBoxes <= most) return topBoxes
  throw new RangeError(`For ${scale.id} say topBoxes, a whole number from 1 to ${most}; found ${topBoxes}`)
}

const topBox = (read: Extract<Read, { measure: "csat" }>): ScoreReading => {
  const { scale } = read
  const boxes = boxesOf(read)
  const moments = momentsOf((score) => (score > scale.maximum - boxes ? 100 : 0))
  const share = (counts: ScoreCounts.ScoreCounts): Proportion.Proportion => ({
    successes: ScoreCounts.within(counts, scale.maximum - boxes + 1, scale.maximum),
    n: ScoreCounts.answered(counts)
  })
  return {
    scale,
    definition: `top ${boxes} of ${points(scale)} points`,
    range: 100,
    method: "Price–Bonett",
    moments,
    part: (counts, parts) => adjusted(moments(counts), 0, 100, 4 / parts),
    interval: (counts, level) => Proportion.interval(share(counts), level),
    difference: (a, b, level) => Proportion.difference(share(a), share(b), level)
  }
}

const meanScore = (scale: Scale): ScoreReading => {
  const moments = ScoreCounts.moments
  return {
    scale,
    definition: `mean on ${scale.id}`,
    range: scale.maximum - scale.minimum,
    method: "Welch t",
    moments,
    part: (counts) => {
      const all = moments(counts)
      const value = Mean.mean(all)
      return { value, centre: value, variance: Mean.variance(all) / all.n, degrees: all.n - 1 }
    },
    interval: (counts, level) => Mean.interval(moments(counts), level, scale),
    difference: (a, b, level) => Mean.difference(moments(a), moments(b), level)
  }
}

/**
 * How answers are read: what an answer is worth, and the intervals of one value and of sums of them.
 *
 * In sums an NPS has Rocks's three further answers (2016), a share has 4 ⁄ (number of shares) of them, half of them in the
 * top boxes (Price and Bonett 2004), and a mean has none. Throws a `RangeError` for top boxes that the scale has not.
 */
export const reading = (read: Read): ScoreReading => {
  if (read.measure === "nps") return netScore()
  return read.measure === "csat" ? topBox(read) : meanScore(read.scale)
}
