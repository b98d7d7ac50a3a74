/** The texts of a topic in the days of a baseline. */
export interface WeekdaySums {
  /** By the place of the day in the series modulo 7. */
  readonly sums: Float64Array
  /** Texts on an average day. */
  readonly mean: number
  readonly dispersion: number
}

/** How a topic differs by weekday. */
export interface WeekdayPattern {
  /** How many times the level each weekday has: 1 on the average of the days. */
  readonly weekdays: ReadonlyArray<number>
  /** The share of the topic's own pattern that is kept, from 0 to 1. */
  readonly own: number
}

const weekdayNumbers = [0, 1, 2, 3, 4, 5, 6]

const squared = (x: number): number => x * x

/** Weekdays on which nobody writes have a little. */
const least = 0.01

/** The weekdays of all topics together, each by its precision, shrunk towards none by how far they differ beyond chance. */
const sharedPattern = (topics: ReadonlyArray<WeekdaySums>, days: ReadonlyArray<number>): ReadonlyArray<number> => {
  const found = topics.filter(({ mean }) => mean > 0)
  const precision = found.map(({ dispersion, mean }) => 1 / (1 / mean + dispersion))
  const total = precision.reduce((sum, each) => sum + each, 0)
  if (total === 0) return weekdayNumbers.map(() => 1)
  const average = weekdayNumbers.map(
    (w) =>
      found.reduce(
        (sum, { mean, sums }, t) => sum + ((precision[t] ?? 0) * (sums[w] ?? 0)) / (days[w] ?? 1) / mean,
        0
      ) / total
  )
  const q = average.reduce((sum, factor, w) => sum + total * (days[w] ?? 0) * squared(factor - 1), 0)
  const kept = q > 0 ? Math.max(0, 1 - 6 / q) : 0
  return average.map((factor) => Math.max(least, 1 + kept * (factor - 1)))
}

/** A topic's weekdays over what was expected, and the variance of that. */
interface Deviation {
  readonly ratios: ReadonlyArray<number>
  readonly variances: ReadonlyArray<number>
  /** The sum of squares in standard errors, less what chance alone makes, and the precision behind it. */
  readonly excess: number
  readonly precision: number
}

const deviationOf = (
  { dispersion, mean, sums }: WeekdaySums,
  days: ReadonlyArray<number>,
  shared: ReadonlyArray<number>
): Deviation => {
  const ratios = shared.map((factor, w) => (mean === 0 ? 0 : (sums[w] ?? 0) / (days[w] ?? 1) / (mean * factor) - 1))
  const variances = shared.map((factor, w) => (1 / (Math.max(mean, 1e-3) * factor) + dispersion) / (days[w] ?? 1))
  const excess = ratios.reduce((sum, ratio, w) => sum + squared(ratio) / (variances[w] ?? 1), mean === 0 ? 0 : -6)
  const precision = mean === 0 ? 0 : (variances.reduce((sum, variance) => sum + 1 / variance, 0) * 6) / 7
  return { ratios, variances, excess, precision }
}

const ratioAbove0 = (a: number, b: number): number => (b > 0 ? Math.max(0, a / b) : 0)

/**
 * The weekdays of each topic: those of all topics together, and its own as far as they differ from these beyond chance.
 * How far they do is half what all topics say and half what the topic itself says, both by the method of moments
 * (DerSimonian and Laird 1986).
 */
export const weekdayPatterns = (
  topics: ReadonlyArray<WeekdaySums>,
  days: ReadonlyArray<number>
): ReadonlyArray<WeekdayPattern> => {
  const shared = sharedPattern(topics, days)
  const deviations = topics.map((topic) => deviationOf(topic, days, shared))
  const [excess, precision] = deviations.reduce(([a, b], each) => [a + each.excess, b + each.precision], [0, 0])
  const usual = ratioAbove0(excess, precision)
  const length = days.reduce((sum, n) => sum + n, 0)
  return deviations.map((each) => {
    const variance = (usual + ratioAbove0(each.excess, each.precision)) / 2
    const kept = each.variances.map((error) => variance / (variance + error))
    const factors = shared.map((factor, w) => factor * (1 + (kept[w] ?? 0) * (each.ratios[w] ?? 0)))
    const average = factors.reduce((sum, factor, w) => sum + factor * (days[w] ?? 0), 0) / length
    return { weekdays: factors.map((factor) => factor / average), own: kept.reduce((sum, k) => sum + k, 0) / 7 }
  })
}
