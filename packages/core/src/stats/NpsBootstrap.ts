import { binomial } from "./BinomialDraw.ts"
import type { Interval } from "./Estimate.ts"
import type { IntervalMethod, Trinomial } from "./NetScore.ts"
import { type Random, random } from "./Random.ts"

/** The probabilities of the whole numbers from `from` on. */
interface Distribution {
  readonly from: number
  readonly mass: Float64Array
}

/** Probabilities at both ends below this are left out: far under any quantile asked for. */
const negligible = 1e-25

/** The distribution of the sum of two independent numbers. */
const convolve = (a: Distribution, b: Distribution): Distribution => {
  const mass = new Float64Array(a.mass.length + b.mass.length - 1)
  a.mass.forEach((x, i) => {
    for (let j = 0; j < b.mass.length; j++) mass[i + j] = (mass[i + j] ?? 0) + x * (b.mass[j] ?? 0)
  })
  const first = mass.findIndex((each) => each > negligible)
  const last = mass.findLastIndex((each) => each > negligible)
  return { from: a.from + b.from + first, mass: mass.slice(first, last + 1) }
}

/** The distribution of the sum of n independent numbers, by repeated doubling. */
const sumOf = (n: number, one: Distribution): Distribution => {
  if (n === 1) return one
  const half = sumOf(Math.floor(n / 2), one)
  const even = convolve(half, half)
  return n % 2 === 0 ? even : convolve(even, one)
}

/** A cumulated probability this near below a quantile's has reached it: rounding alone is between them. */
const rounding = 1e-11

const quantile = ({ from, mass }: Distribution, p: number): number => {
  let below = 0
  const at = mass.findIndex((each) => {
    below += each
    return below >= p - rounding
  })
  return from + (at < 0 ? mass.length - 1 : at)
}

/** Resample as many answers as there are; give back how many more are for than against. */
const resample = ({ negative, neutral, positive }: Trinomial, random: Random): number => {
  const n = negative + neutral + positive
  const up = binomial(random, n, positive / n)
  const down = up === n ? 0 : binomial(random, n - up, negative / (negative + neutral))
  return up - down
}

const ends = (low: number, high: number, n: number, level: number, method: string): Interval => ({
  low: (100 * low) / n,
  high: (100 * high) / n,
  level,
  method
})

const exact = ({ negative, neutral, positive }: Trinomial, level: number): Interval => {
  const n = negative + neutral + positive
  const sum = sumOf(n, { from: -1, mass: Float64Array.of(negative / n, neutral / n, positive / n) })
  const [low, high] = [quantile(sum, (1 - level) / 2), quantile(sum, (1 + level) / 2)]
  return ends(low, high, n, level, "percentile bootstrap, exact")
}

const drawn = (counts: Trinomial, level: number, draws: number, seed: number): Interval => {
  const next = random(seed)
  const nets = Float64Array.from({ length: draws }, () => resample(counts, next)).sort()
  const at = (p: number): number => nets[Math.max(0, Math.ceil((p - rounding) * draws) - 1)] ?? 0
  const n = counts.negative + counts.neutral + counts.positive
  const method = `percentile bootstrap, ${draws} draws, seed ${seed}`
  return ends(at((1 - level) / 2), at((1 + level) / 2), n, level, method)
}

/** How the bootstrap is done. */
export interface BootstrapOptions {
  /** Where the random numbers start: a whole number from 0 to 2^32 − 1. */
  readonly seed: number
  /** How many times larger counts are drawn: 10,000 unless told. */
  readonly draws?: number
  /** The most answers whose resampling distribution is worked out instead of drawn from: 100,000 unless told. */
  readonly exactUpTo?: number
}

/**
 * The percentile bootstrap interval of a net score, in points.
 *
 * Up to `exactUpTo` answers it needs no luck: all resamples of n answers are counted by convolution, and the interval
 * runs between the quantiles (inverse distribution function) of that exact distribution. Of more answers it draws
 * resamples by the seed, each from the three counts, never answer by answer. The `method` says which it was. Answers that
 * are all alike give an interval of no width. Throws a `RangeError` for a `seed` or `draws` that is not what it says.
 *
 * Efron (1979), Bootstrap methods, The Annals of Statistics 7.
 *
 * ```ts import.meta.vitest
 * import { bootstrap } from "./NpsBootstrap.ts"
 *
 * const counts = { negative: 2, neutral: 0, positive: 2 }
 * bootstrap({ seed: 1 })(counts, 0.95) // => { low: -100, high: 100, level: 0.95, method: "percentile bootstrap, exact" }
 * bootstrap({ seed: 1, exactUpTo: 0 })(counts, 0.95).method // => "percentile bootstrap, 10000 draws, seed 1"
 * ```
 */
export const bootstrap = ({
  draws = 10_000,
  exactUpTo = 100_000,
  seed
}: BootstrapOptions): ((...asked: Parameters<IntervalMethod>) => Interval) => {
  if (!Number.isSafeInteger(draws) || draws < 1) throw new RangeError(`draws is a whole number from 1, found ${draws}`)
  random(seed)
  return (counts, level) =>
    counts.negative + counts.neutral + counts.positive <= exactUpTo
      ? exact(counts, level)
      : drawn(counts, level, draws, seed)
}
