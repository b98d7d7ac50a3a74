import type { Interval } from "./Estimate.ts"
import * as F from "./F.ts"
import * as Mean from "./Mean.ts"
import * as Normal from "./Normal.ts"

/** How much the means of groups vary beyond what sampling makes them vary. Variances are in squared points. */
export interface BetweenVariance {
  /** The mean of all records. */
  readonly mean: number
  /** Variance between the groups' true means (τ²), from 0. */
  readonly variance: number
  readonly interval: Interval
  /** Share of the spread between the observed means that is more than sampling (as I²), from 0 to 1. */
  readonly share: number
  readonly shareInterval: Interval
  /** p-value of no variance between the groups. */
  readonly p: number
  /** Where the true mean of one more such group would lie. */
  readonly newGroup: Interval
}

/** How the sum of squares between the groups is distributed while their true means vary by τ². */
interface Spread {
  /** Σ nᵢ (ȳᵢ − ȳ)². */
  readonly squares: number
  /** Its expectation is a + b τ². */
  readonly a: number
  readonly b: number
  /** Half its variance is c₀ + c₁ τ² + c₂ τ⁴. */
  readonly c: readonly [number, number, number]
  /** Half the sampling variance of `a`. */
  readonly error: number
  /** Sampling variance of the mean of all: e + d τ². */
  readonly d: number
  readonly e: number
}

const spreadOf = (groups: ReadonlyArray<Mean.Moments>, n: number, sum: number): Spread => {
  let [squares, a, b, error, d, e] = [0, 0, 0, 0, 0, 0]
  const c: [number, number, number] = [0, 0, 0]
  let [withinBefore, sizeBefore] = [0, 0]
  for (const group of groups) {
    const [share, rest] = [group.n / n, (n - group.n) / n]
    const within = Mean.variance(group)
    const deviation = (group.sum * n - sum * group.n) / n
    squares += (deviation * deviation) / group.n
    a += rest * within
    b += rest * group.n
    error += (rest * rest * within * within) / (group.n - 1)
    d += share * share
    e += (share * within) / n
    const [x, y] = [share * within, share * group.n]
    c[0] += rest * rest * within * within + 2 * x * withinBefore
    c[1] += 2 * (rest * rest * within * group.n + x * sizeBefore + y * withinBefore)
    c[2] += rest * rest * group.n * group.n + 2 * y * sizeBefore
    withinBefore += x
    sizeBefore += y
  }
  return { squares, a, b, c, error, d, e }
}

const degrees = ({ a, b, c }: Spread, variance: number): number => {
  const expected = a + b * variance
  return (expected * expected) / (c[0] + c[1] * variance + c[2] * variance * variance)
}

/** P(a greater sum of squares) while the true means vary by `variance`. */
const upperTail = (spread: Spread, variance: number): number => {
  const expected = spread.a + spread.b * variance
  return F.upperTail(spread.squares / expected, degrees(spread, variance), (expected * expected) / spread.error)
}

/** The least number from 0 that `isBeyond` holds for, by bisection: it holds for all greater ones. */
const crossing = (isBeyond: (x: number) => boolean, start: number): number => {
  if (isBeyond(0)) return 0
  let [low, high] = [0, start]
  while (high < Number.POSITIVE_INFINITY && !isBeyond(high)) [low, high] = [high, 2 * high]
  for (let middle = (low + high) / 2; high - low > 1e-13 * high; middle = (low + high) / 2) {
    if (isBeyond(middle)) high = middle
    else low = middle
  }
  return high
}

/** The variance at which the tail is `p`: the tail grows with it. 0 where it is greater already. */
const varianceAt = (spread: Spread, p: number): number =>
  crossing((variance) => upperTail(spread, variance) >= p, (spread.squares + spread.a) / spread.b)

/** The steps over which the distribution of a new group is mixed. */
const steps = 100

/** How far the mean of all and the true mean of one more group are apart at most, with a probability of `level`. */
const distance = (spread: Spread, level: number): number => {
  const scale = (spread.squares + spread.a) / spread.b
  const variance = (step: number): number => scale * (step / (steps - step)) ** 2
  const places = Array.from({ length: steps }, (_, i) => i)
  const confidence = [...places.map((i) => upperTail(spread, variance(i))), 1]
  const errors = [0, ...places.map((i) => variance(i + 0.5))].map((each) => Math.sqrt(each * (1 + spread.d) + spread.e))
  const beyond = (x: number): number => {
    const tail = (i: number): number => 2 * Normal.upperTail(x / (errors[i] ?? 1))
    return places.reduce(
      (sum, i) => sum + ((confidence[i + 1] ?? 1) - (confidence[i] ?? 1)) * tail(i + 1),
      (confidence[0] ?? 0) * tail(0)
    )
  }
  return crossing((x) => beyond(x) <= 1 - level, Math.sqrt(scale))
}

/**
 * The variance between the true means of groups, from the exact sums of at least two groups of at least two records each,
 * that vary within some group.
 *
 * The groups are weighted by their numbers of records, never by estimated variances, so neither a small group whose records
 * happen to agree nor unequal variances mislead it. The variance is the moment estimate of the sum of squares between the
 * groups, Σ nᵢ (ȳᵢ − ȳ)² (DerSimonian and Kacker 2007), 0 where that is less than sampling gives. The test is that of Brown
 * and Forsythe (1974) with the degrees of freedom of Mehrotra (1997); the interval holds the variances that it does not
 * reject (a Q-profile: Viechtbauer 2007, with these weights Jackson 2013), and is exact (Wald 1940) for groups of one size
 * and variance. A new group's mean is normal around the mean of all, with a variance mixed over the confidence distribution
 * of τ², which are those tests' p-values (Nagashima, Noma and Furukawa 2019).
 *
 * ```ts import.meta.vitest
 * import { betweenVariance } from "./BetweenVariance.ts"
 *
 * const groups = [[1, 2, 3], [3, 4, 5]].map(([x = 0, y = 0, z = 0]) => ({ n: 3, sum: x + y + z, squares: x * x + y * y + z * z }))
 * const { mean, share, variance } = betweenVariance(groups, 0.95)
 * [mean, share.toFixed(4), variance.toFixed(4)] // => [3, "0.8333", "1.6667"]
 * ```
 */
export const betweenVariance = (groups: ReadonlyArray<Mean.Moments>, level: number): BetweenVariance => {
  const [n, sum] = [groups.reduce((all, group) => all + group.n, 0), groups.reduce((all, group) => all + group.sum, 0)]
  const spread = spreadOf(groups, n, sum)
  const variance = Math.max(0, (spread.squares - spread.a) / spread.b)
  const [low, high] = [varianceAt(spread, (1 - level) / 2), varianceAt(spread, (1 + level) / 2)]
  const shareOf = (each: number): number => (each * spread.b) / (spread.a + each * spread.b)
  const method = "Q-profile, Brown–Forsythe–Mehrotra"
  const margin = distance(spread, level)
  const mean = sum / n
  return {
    mean,
    variance,
    interval: { low, high, level, method },
    share: shareOf(variance),
    shareInterval: { low: shareOf(low), high: shareOf(high), level, method },
    p: upperTail(spread, 0),
    newGroup: { low: mean - margin, high: mean + margin, level, method: "confidence distribution" }
  }
}
