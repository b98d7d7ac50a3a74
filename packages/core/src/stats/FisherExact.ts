import type { Proportion } from "./Proportion.ts"

/** Probabilities within this of each other count as equal. */
const slack = 1 + 1e-7

/** The weights of the possible successes of the first group, next to each other, the most likely one 1. */
const weights = (a: Proportion, b: Proportion): { readonly least: number; readonly weights: ReadonlyArray<number> } => {
  const all = a.successes + b.successes
  const [least, most] = [Math.max(0, all - b.n), Math.min(a.n, all)]
  const mode = Math.min(most, Math.max(least, Math.floor(((a.n + 1) * (all + 1)) / (a.n + b.n + 2))))
  const found = new Array<number>(most - least + 1).fill(1)
  /** How much more likely k + 1 is than k. */
  const odds = (k: number): number => ((a.n - k) * (all - k)) / ((k + 1) * (b.n - all + k + 1))
  for (let k = mode; k < most; k++) found[k + 1 - least] = (found[k - least] as number) * odds(k)
  for (let k = mode; k > least; k--) found[k - 1 - least] = (found[k - least] as number) / odds(k - 1)
  return { least, weights: found }
}

/**
 * Two-sided p-value of two shares being the same: the probability, the successes of both together being what they are, of all
 * tables that are not more likely. Time grows with the smaller of the groups or of the successes.
 *
 * Fisher (1934), as in R's `fisher.test`.
 *
 * ```ts import.meta.vitest
 * import { twoSidedP } from "./FisherExact.ts"
 *
 * twoSidedP({ successes: 3, n: 4 }, { successes: 1, n: 4 }).toFixed(4) // => "0.4857"
 * ```
 */
export const twoSidedP = (a: Proportion, b: Proportion): number => {
  const { least, weights: all } = weights(a, b)
  const bound = (all[a.successes - least] as number) * slack
  let [rare, total] = [0, 0]
  for (const weight of all) {
    total += weight
    if (weight <= bound) rare += weight
  }
  return Math.min(1, rare / total)
}

/** The fewest that are expected in any of the four cells when both shares are the same. */
export const leastExpected = (a: Proportion, b: Proportion): number => {
  const successes = a.successes + b.successes
  const all = a.n + b.n
  return (Math.min(a.n, b.n) * Math.min(successes, all - successes)) / all
}
