import { binomial } from "./BinomialDraw.ts"
import type { Interval } from "./Estimate.ts"
import { type Random, random } from "./Random.ts"

/** How a bootstrap is run. */
export interface BootstrapOptions {
  /** Where the random numbers start, a whole number from 0 to 2^32 − 1: the same seed gives the same intervals. */
  readonly seed: number
  /** How many resamples are drawn: 1000 unless told, at least 100. */
  readonly draws?: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/**
 * As many records again, drawn with replacement: how often each distinct row comes.
 *
 * One multinomial draw, by binomial draws from what is left, so the time grows with the rows and not with the records.
 */
export const resample = (random: Random, counts: Float64Array): Float64Array => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let [draws, rest] = [total, total]
  return counts.map((count) => {
    const drawn = draws === 0 || count === 0 ? 0 : binomial(random, draws, Math.min(1, count / rest))
    draws -= drawn
    rest -= count
    return drawn
  })
}

/** What was computed on each resample that allowed it, and how many did not. */
export interface Resamples {
  readonly draws: number
  readonly seed: number
  readonly failed: number
  /** One array for each number of the statistic, sorted. */
  readonly sorted: ReadonlyArray<Float64Array>
}

/**
 * A statistic of several numbers on each resample; `null` where a resample has none.
 *
 * Throws a `RangeError` for fewer than 100 draws, or a seed that is none.
 */
export const bootstrap = (
  counts: Float64Array,
  statistic: (counts: Float64Array) => Float64Array | null,
  { draws = 1000, seed }: BootstrapOptions
): Resamples => {
  if (!(Number.isSafeInteger(draws) && draws >= 100)) {
    throw new RangeError(`draws is a whole number from 100, found ${draws}`)
  }
  const next = random(seed)
  const all = Array.from({ length: draws }, () => statistic(resample(next, counts)))
  const kept = all.filter((each) => each !== null)
  const width = kept[0]?.length ?? 0
  const sorted = Array.from({ length: width }, (_, i) => Float64Array.from(kept, (each) => each[i] ?? 0).sort())
  return { draws, seed, failed: draws - kept.length, sorted }
}

/** The quantile of sorted numbers, linear between two of them (type 7 of Hyndman and Fan 1996). */
const quantile = (sorted: Float64Array, p: number): number => {
  const place = p * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? 0
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? 0) - below)
}

/** The percentile interval of one number of the statistic. Efron (1979). */
export const percentiles = ({ draws, seed, sorted }: Resamples, place: number, level: number): Interval => {
  const each = sorted[place] ?? new Float64Array(1)
  return {
    low: quantile(each, (1 - level) / 2),
    high: quantile(each, (1 + level) / 2),
    level,
    method: `percentile bootstrap, ${draws} draws, seed ${seed}`
  }
}
