import { exp, log, log1p } from "./Elementary.ts"

/** Dispersions from nearly Poisson's to counts that vary by more than their mean. */
export const dispersions: ReadonlyArray<number> = Array.from({ length: 8 }, (_, i) => 0.01 * 2 ** i)

/** The prior median: means that differ by a third from day to day. */
export const usualDispersion = 0.12

/** One standard deviation of the prior is this factor. */
const spread = 3

const logPrior = dispersions.map((dispersion) => {
  const z = log(dispersion / usualDispersion) / log(spread)
  return (-z * z) / 2
})

/**
 * For each dispersion and each count up to `most`, the part of the log-likelihood that depends on the count alone:
 * the sum of ln(1 + dispersion × j) for j below the count.
 */
export const countTables = (most: number): ReadonlyArray<Float64Array> =>
  dispersions.map((dispersion) => {
    const table = new Float64Array(most + 1)
    for (let j = 1; j <= most; j++) table[j] = (table[j - 1] ?? 0) + log1p(dispersion * (j - 1))
    return table
  })

/** Counts with the same expected value: how many, their sum, and that value, above 0. */
export interface EqualMeans {
  readonly n: number
  readonly sum: number
  readonly mean: number
}

/**
 * The probability of each of `dispersions`, given negative binomial counts and a log-normal prior (median 0.12, a factor of 3
 * each way): shrunk towards the usual dispersion where counts are few. `countTerms` are the sums of
 * `countTables` over all counts, one for each dispersion. The likelihood is adjusted for `fitted` means that
 * were estimated from the same counts.
 *
 * Lawless (1987), Negative binomial and mixed Poisson regression; Cox and Reid (1987) for the adjustment.
 */
export const weigh = (
  groups: ReadonlyArray<EqualMeans>,
  countTerms: ReadonlyArray<number>,
  fitted: number
): ReadonlyArray<number> => {
  const [n, sum] = groups.reduce(([a, b], group) => [a + group.n, b + group.n * group.mean], [0, 0])
  const logs = dispersions.map((dispersion, k) => {
    let value = logPrior[k] ?? 0
    for (const group of groups) value -= (group.sum + group.n / dispersion) * log1p(dispersion * group.mean)
    return value + (countTerms[k] ?? 0) + (fitted / 2) * log(n / sum + dispersion)
  })
  const most = Math.max(...logs)
  const weights = logs.map((value) => exp(value - most))
  const total = weights.reduce((all, weight) => all + weight, 0)
  return weights.map((weight) => weight / total)
}
