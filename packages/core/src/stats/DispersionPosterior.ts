import { exp, log, log1p } from "./Elementary.ts"

/** Dispersions from nearly Poisson's to counts that vary by more than their mean. */
export const dispersions: ReadonlyArray<number> = Array.from({ length: 8 }, (_, i) => 0.01 * 2 ** i)

const logs = dispersions.map(log)

/** The usual dispersion: means that differ by a third from day to day. */
export const usualDispersion = 0.12

/** One standard deviation of dispersions is this factor, unless many series tell otherwise. */
const usualSpread = log(3)

/** Many series narrow it down to this factor at most. */
const leastSpread = log(1.25)

/** What is usual weighs as much as so many series. */
const usualSeries = 5

/** Counts up to this are looked up. */
const longestTable = 4096

/** The sums of ln(1 + dispersion × j) for j below each count. */
export type CountTables = ReadonlyArray<Float64Array>

/** For each dispersion and each count up to `most`, the part of the log-likelihood that depends on the count alone. */
export const countTables = (most: number): CountTables =>
  dispersions.map((dispersion) => {
    const table = new Float64Array(Math.min(most, longestTable) + 1)
    for (let j = 1; j < table.length; j++) table[j] = (table[j - 1] ?? 0) + log1p(dispersion * (j - 1))
    return table
  })

/** The sum beyond the end of a table, by Euler and Maclaurin's formula. */
const beyond = (dispersion: number, from: number, to: number): number => {
  const [a, b] = [1 + dispersion * from, 1 + dispersion * to]
  const integral = (b * log(b) - b - a * log(a) + a) / dispersion
  return integral - (log(b) - log(a)) / 2 + (dispersion / 12) * (1 / b - 1 / a)
}

/** The part of the log-likelihood of the k-th dispersion that depends on the counts alone. */
const countTerm = (tables: CountTables, k: number, counts: ArrayLike<number>): number => {
  const table = tables[k] ?? new Float64Array(1)
  const last = table.length - 1
  let sum = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0
    sum += table[Math.min(count, last)] ?? 0
    if (count > last) sum += beyond(dispersions[k] ?? 0, last, count)
  }
  return sum
}

/** Counts with the same expected value: how many, their sum, and that value, above 0. */
export interface EqualMeans {
  readonly n: number
  readonly sum: number
  readonly mean: number
}

/**
 * The likelihood of each of `dispersions`, given negative binomial counts, as shares of the highest. It is adjusted
 * for `fitted` means that were estimated from the same counts.
 *
 * Lawless (1987), Negative binomial and mixed Poisson regression; Cox and Reid (1987) for the adjustment.
 */
export const likelihoods = (
  counts: ArrayLike<number>,
  groups: ReadonlyArray<EqualMeans>,
  fitted: number,
  tables: CountTables
): ReadonlyArray<number> => {
  const [n, sum] = groups.reduce(([a, b], group) => [a + group.n, b + group.n * group.mean], [0, 0])
  const found = dispersions.map((dispersion, k) => {
    let value = countTerm(tables, k, counts) + (fitted / 2) * log(n / sum + dispersion)
    for (const group of groups) value -= (group.sum + group.n / dispersion) * log1p(dispersion * group.mean)
    return value
  })
  const most = Math.max(...found)
  return found.map((value) => exp(value - most))
}

const scaled = (weights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const total = weights.reduce((all, weight) => all + weight, 0)
  return weights.map((weight) => weight / total)
}

const logNormal = (centre: number, spread: number): ReadonlyArray<number> =>
  scaled(logs.map((x) => exp(-((x - centre) * (x - centre)) / (2 * spread * spread))))

/** The probability of each of `dispersions`, given their likelihoods and what is usual. */
export const posterior = (likelihood: ReadonlyArray<number>, prior: ReadonlyArray<number>): ReadonlyArray<number> =>
  scaled(likelihood.map((value, k) => value * (prior[k] ?? 0)))

/**
 * How dispersions are spread over series: the log-normal distribution that makes their likelihoods most likely, with five
 * series added that are as usual (median 0.12, a factor of 3 each way). With few series it is the usual one.
 *
 * Empirical Bayes by the EM algorithm; for dispersions: Love, Huber and Anders (2014), Moderated estimation of fold change
 * and dispersion (DESeq2).
 */
export const dispersionPrior = (series: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<number> => {
  let [centre, spread] = [log(usualDispersion), usualSpread]
  for (let pass = 0; pass < 30; pass++) {
    const prior = logNormal(centre, spread)
    let first = usualSeries * log(usualDispersion)
    let second = usualSeries * (log(usualDispersion) * log(usualDispersion) + usualSpread * usualSpread)
    for (const likelihood of series) {
      const weights = posterior(likelihood, prior)
      weights.forEach((weight, k) => {
        const x = logs[k] ?? 0
        first += weight * x
        second += weight * x * x
      })
    }
    const n = usualSeries + series.length
    const before = [centre, spread] as const
    centre = first / n
    spread = Math.max(leastSpread, Math.sqrt(Math.max(0, second / n - centre * centre)))
    if (Math.abs(centre - before[0]) + Math.abs(spread - before[1]) < 1e-3) break
  }
  return logNormal(centre, spread)
}
