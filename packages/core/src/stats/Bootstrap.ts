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

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)

/** Up to this many records a row are drawn one by one; more are faster drawn row by row. */
const fewARow = 8

/**
 * Draws as many records again, with replacement: how often each distinct row comes.
 *
 * Where rows have many records it is one multinomial draw, by a binomial draw for each row from what is left: the time grows
 * with the rows and not with the records.
 */
export const resampler = (counts: Float64Array): ((random: Random) => Float64Array) => {
  const total = sum(counts)
  return total <= fewARow * counts.length ? byRecord(counts, total) : byRow(counts, total)
}

const byRecord = (counts: Float64Array, total: number) => {
  const rowOf = new Uint32Array(total)
  let start = 0
  counts.forEach((count, row) => {
    rowOf.fill(row, start, start + count)
    start += count
  })
  return (random: Random): Float64Array => {
    const drawn = new Float64Array(counts.length)
    for (let draw = 0; draw < total; draw++) {
      const row = rowOf[Math.floor(random() * total)] ?? 0
      drawn[row] = (drawn[row] ?? 0) + 1
    }
    return drawn
  }
}

const byRow =
  (counts: Float64Array, total: number) =>
  (random: Random): Float64Array => {
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
  const [next, resample] = [random(seed), resampler(counts)]
  const all = Array.from({ length: draws }, () => statistic(resample(next)))
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
