import * as Beta from "./Beta.ts"
import { exp } from "./Elementary.ts"

/**
 * P(X = k) of n trials that succeed with probability p, above 0 and below 1. Loader (2000).
 *
 * ```ts import.meta.vitest
 * import { probability } from "./Binomial.ts"
 *
 * Math.abs(probability(2, 4, 0.5) - 0.375) < 1e-15 // => true
 * ```
 */
export const probability = (k: number, n: number, p: number): number =>
  exp(Beta.logKernel(p, 1 - p, k + 1, n - k + 1)) / ((n + 1) * p * (1 - p))

/**
 * P(X ≤ k) of n trials that succeed with probability p, for k from −1 to n.
 *
 * ```ts import.meta.vitest
 * import { atMost } from "./Binomial.ts"
 *
 * Math.abs(atMost(1, 4, 0.5) - 0.3125) < 1e-15 // => true
 * ```
 */
export const atMost = (k: number, n: number, p: number): number => {
  if (k < 0) return 0
  return k >= n ? 1 : Beta.lower(1 - p, p, n - k, k + 1)
}

/** P(X ≥ k), for k from 0 to n + 1. */
const atLeast = (k: number, n: number, p: number): number => {
  if (k > n) return 0
  return k <= 0 ? 1 : Beta.lower(p, 1 - p, k, n - k + 1)
}

/** The least k from `low` to `high` that passes a test which, once passed, stays passed; `high` when none before it does. */
const first = (low: number, high: number, test: (k: number) => boolean): number => {
  let [a, b] = [low, high]
  while (a < b) {
    const middle = Math.floor((a + b) / 2)
    if (test(middle)) b = middle
    else a = middle + 1
  }
  return a
}

/**
 * Two-sided p-value of k successes: the probability of all outcomes that are not more likely than k.
 *
 * Sterne (1954), as in R's `binom.test`. Outcomes within 1e-7 of the probability of k count as equally likely.
 *
 * ```ts import.meta.vitest
 * import { twoSidedP } from "./Binomial.ts"
 *
 * Math.abs(twoSidedP(0, 5, 0.5) - 0.0625) < 1e-15 // => true
 * twoSidedP(2, 4, 0.5) // => 1
 * ```
 */
export const twoSidedP = (k: number, n: number, p: number): number => {
  const bound = probability(k, n, p) * (1 + 1e-7)
  const rare = (j: number): boolean => probability(j, n, p) <= bound
  const mode = Math.min(n, Math.floor((n + 1) * p))
  if (rare(mode)) return 1
  const other =
    k < mode
      ? atLeast(
          first(mode, n + 1, (j) => j > n || rare(j)),
          n,
          p
        )
      : atMost(first(0, mode, (j) => !rare(j)) - 1, n, p)
  return Math.min(1, other + (k < mode ? atMost(k, n, p) : atLeast(k, n, p)))
}
