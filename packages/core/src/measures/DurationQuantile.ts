import type { Difference } from "../stats/Difference.ts"
import { type InsufficientData, type Interval, insufficientData } from "../stats/Estimate.ts"
import * as OrderStatistics from "../stats/OrderStatistics.ts"
import * as Proportion from "../stats/Proportion.ts"
import { add, type CountedCell, type DurationCounts, inOrder } from "./DurationCounts.ts"

/** A quantile of counted durations. */
export interface DurationQuantile {
  readonly value: number
  /** Where the quantile of the data lies for certain: the durations of one cell are not told apart. */
  readonly within: { readonly low: number; readonly high: number }
  readonly interval: Interval
}

/** So many cells, in order, up to each of which so many durations are. */
const cumulated = (counts: DurationCounts): ReadonlyArray<readonly [upTo: number, cell: CountedCell]> => {
  let upTo = 0
  return inOrder(counts).map((cell) => {
    upTo += cell.finished
    return [upTo, cell] as const
  })
}

const middle = (a: number, b: number): number => (a + b) / 2

/** The quantile of the finished durations and its interval by order statistics; `null` when nothing bounds it from above. */
export const quantile = (counts: DurationCounts, p: number, level: number): DurationQuantile | null => {
  const cells = cumulated(counts)
  const n = cells.at(-1)?.[0] ?? 0
  const at = (place: number): CountedCell | undefined => cells.find(([upTo]) => upTo >= place)?.[1]
  const [a, b] = OrderStatistics.places(n, p)
  const limits = OrderStatistics.limits(n, p, level)
  const [below, above] = [at(a), at(b)]
  const highest = limits.high === null ? undefined : at(limits.high)
  if (below === undefined || above === undefined || highest === undefined) return null
  return {
    value: middle(below.value, above.value),
    within: { low: middle(below.low, above.low), high: middle(below.high, above.high) },
    interval: {
      low: limits.low === null ? 0 : (at(limits.low)?.low ?? 0),
      high: highest.high,
      level,
      method: "order statistics"
    }
  }
}

const upTo = (counts: DurationCounts, high: number): Proportion.Proportion => {
  const cells = inOrder(counts)
  const sum = (some: ReadonlyArray<CountedCell>): number => some.reduce((total, cell) => total + cell.finished, 0)
  return { successes: sum(cells.filter((cell) => cell.high <= high)), n: sum(cells) }
}

/** Mood's test: whether the same share of both sides lies up to the quantile of both together. */
const moodP = (a: DurationCounts, b: DurationCounts, p: number): number | null => {
  const cells = cumulated(add(a, b))
  const n = cells.at(-1)?.[0] ?? 0
  const off = (count: number): number => Math.abs(count - n * p)
  const [, cut] = cells.reduce((best, cell) => (off(cell[0]) < off(best[0]) ? cell : best), cells[0] ?? [0, undefined])
  return cut === undefined ? null : Proportion.difference(upTo(a, cut.high), upTo(b, cut.high), 0.95).p
}

const distance = (x: number, y: number): number => Math.sqrt(x * x + y * y)

/**
 * How far apart two quantiles are: the interval from those of both sides by the method of variance estimates recovery, the
 * p-value by Mood's test.
 *
 * Zou and Donner (2008), Construction of confidence limits about effect measures; Mood (1950).
 */
export const difference = (
  a: DurationCounts,
  b: DurationCounts,
  p: number,
  level: number
): Difference | InsufficientData => {
  const [x, y] = [quantile(a, p, level), quantile(b, p, level)]
  const sizes = [upTo(a, Number.POSITIVE_INFINITY).n, upTo(b, Number.POSITIVE_INFINITY).n] as const
  if (x === null || y === null) return insufficientData("too few on one side", Math.min(...sizes))
  const value = x.value - y.value
  const [s, t] = [x.interval, y.interval]
  return {
    _tag: "Difference",
    value,
    interval: {
      low: value - distance(x.value - s.low, t.high - y.value),
      high: value + distance(s.high - x.value, y.value - t.low),
      level,
      method: "MOVER, order statistics"
    },
    p: moodP(a, b, p),
    n: sizes
  }
}
