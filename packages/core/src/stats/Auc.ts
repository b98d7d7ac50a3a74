import type { Difference } from "./Difference.ts"
import type { Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"
import { type ScoredOutcomes, totals } from "./ScoredOutcomes.ts"

/** The area under the ROC curve, from 0 to 1, with its variance. */
export interface Auc {
  /** The probability that a record with the event scores lower than one without, ties counted half. */
  readonly value: number
  /** DeLong's; 0 when the two groups don't overlap, or all have one score. */
  readonly variance: number
  readonly events: number
  readonly others: number
}

/** The variance of a mean over weighted values. */
const meanVariance = (values: ReadonlyArray<readonly [value: number, count: number]>, n: number, mean: number) =>
  values.reduce((sum, [value, count]) => sum + count * (value - mean) * (value - mean), 0) / (n - 1) / n

/**
 * The area under the ROC curve for a score that is low where the event is to be expected, with DeLong's variance.
 *
 * Takes outcomes by score, at least two with the event and two without, in time linear in the distinct scores; ranks are
 * whole numbers, so ties are exact. DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44; by ranks as Sun and Xu (2014).
 *
 * ```ts import.meta.vitest
 * import { auc } from "./Auc.ts"
 *
 * const { value } = auc([{ score: 10, events: 2, others: 1 }, { score: 90, events: 0, others: 1 }])
 * value // => 0.75
 * ```
 */
export const auc = (outcomes: ScoredOutcomes): Auc => {
  const { events, others } = totals(outcomes)
  let [eventsBelow, othersAbove, doubled] = [0, others, 0]
  const ofEvents: Array<readonly [number, number]> = []
  const ofOthers: Array<readonly [number, number]> = []
  for (const each of outcomes) {
    othersAbove -= each.others
    const wins = 2 * othersAbove + each.others
    ofEvents.push([wins / (2 * others), each.events])
    ofOthers.push([(2 * eventsBelow + each.events) / (2 * events), each.others])
    doubled += each.events * wins
    eventsBelow += each.events
  }
  const value = doubled / (2 * events * others)
  const apart = value === 0 || value === 1 || outcomes.length === 1
  const variance = apart ? 0 : meanVariance(ofEvents, events, value) + meanVariance(ofOthers, others, value)
  return { value, variance, events, others }
}

/** The area turned around: of the opposite score. */
const turned = (area: Auc): Auc => ({ ...area, value: 1 - area.value })

/** Hanley and McNeil's variance at an area, with one mean size in the place of both. */
const variance = (area: number, { events, others }: Auc): number => {
  const size = (events + others) / 2 - 1
  return (area * (1 - area) * (1 + (size * (1 - area)) / (2 - area) + (size * area) / (1 + area))) / (events * others)
}

/** The least area that the value found does not speak against, by bisection to the last bit. */
const scoreLow = (found: Auc, z: number): number => {
  let [low, high] = [0, found.value]
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (found.value - middle > z * Math.sqrt(variance(middle, found))) low = middle
    else high = middle
  }
  return high
}

/**
 * DeLong's interval, clipped to 0 and 1.
 *
 * Where his variance is 0, so that his interval would have no width, Newcombe's score interval (2006, method 5), which has.
 */
export const interval = (area: Auc, level: number): Interval => {
  const z = Normal.twoSided(level)
  if (area.variance === 0) {
    return { low: scoreLow(area, z), high: 1 - scoreLow(turned(area), z), level, method: "Newcombe score" }
  }
  const margin = z * Math.sqrt(area.variance)
  return { low: Math.max(0, area.value - margin), high: Math.min(1, area.value + margin), level, method: "DeLong" }
}

/** The p-value of a distance, whose variance is given; `null` when that is 0. */
const twoSidedP = (distance: number, variance: number): number | null =>
  variance === 0 ? null : Math.min(1, 2 * Normal.upperTail(Math.abs(distance) / Math.sqrt(variance)))

/**
 * The p-value of an area of one half: the Mann–Whitney test with the normal approximation, corrected for ties.
 *
 * `null` when all have one score. Mann and Whitney (1947), Annals of Mathematical Statistics 18.
 *
 * ```ts import.meta.vitest
 * import { p } from "./Auc.ts"
 *
 * p([{ score: 10, events: 9, others: 9 }, { score: 20, events: 1, others: 1 }]) // => 1
 * ```
 */
export const p = (outcomes: ScoredOutcomes): number | null => {
  const { events, others, value } = auc(outcomes)
  const n = events + others
  const tied = outcomes.reduce((sum, each) => {
    const size = each.events + each.others
    return sum + size * (size - 1) * (size + 1)
  }, 0)
  return twoSidedP(value - 0.5, Math.max(0, n + 1 - tied / (n * (n - 1))) / (12 * events * others))
}

/** The difference of two areas of different records: their intervals squared and added, and DeLong's z test. */
export const difference = (a: Auc, b: Auc, level: number): Difference => {
  const [x, y] = [interval(a, level), interval(b, level)]
  const value = a.value - b.value
  const distance = (u: number, v: number): number => Math.sqrt(u * u + v * v)
  return {
    _tag: "Difference",
    value,
    interval: {
      low: value - distance(a.value - x.low, y.high - b.value),
      high: value + distance(x.high - a.value, b.value - y.low),
      level,
      method: "DeLong, squares added"
    },
    p: twoSidedP(value, a.variance + b.variance),
    n: [a.events + a.others, b.events + b.others]
  }
}
