import * as Beta from "./Beta.ts"
import type { Interval } from "./Estimate.ts"
import { twoSided } from "./Normal.ts"
import type { Proportion } from "./Proportion.ts"

export { interval as wilson } from "./Proportion.ts"

const perCent = (low: number, high: number, level: number, method: string): Interval => ({
  low: 100 * Math.max(0, low),
  high: 100 * Math.min(1, high),
  level,
  method
})

const normal = (successes: number, n: number, level: number, method: string): Interval => {
  const p = successes / n
  const margin = twoSided(level) * Math.sqrt((p * (1 - p)) / n)
  return perCent(p - margin, p + margin, level, method)
}

/**
 * The Wald interval of a proportion, in per cent, clipped to 0 and 100.
 *
 * Too narrow for few trials or a share near an end, and of no width at 0 and 100.
 *
 * ```ts import.meta.vitest
 * import { wald } from "./ProportionInterval.ts"
 *
 * wald({ successes: 42, n: 60 }, 0.95).low.toFixed(2) // => "58.40"
 * ```
 */
export const wald = ({ n, successes }: Proportion, level: number): Interval => normal(successes, n, level, "Wald")

/**
 * The interval of Agresti and Coull (1998), in per cent, clipped to 0 and 100: Wald's after z² trials more, half of them
 * successes.
 *
 * ```ts import.meta.vitest
 * import { agrestiCoull } from "./ProportionInterval.ts"
 *
 * agrestiCoull({ successes: 42, n: 60 }, 0.95).low.toFixed(2) // => "57.43"
 * ```
 */
export const agrestiCoull = ({ n, successes }: Proportion, level: number): Interval => {
  const z = twoSided(level)
  return normal(successes + (z * z) / 2, n + z * z, level, "Agresti–Coull")
}

/**
 * The exact interval of Clopper and Pearson (1934), in per cent: it covers at least as often as it says, and is wider for it.
 *
 * From 0 when nothing, to 100 when all succeeded.
 *
 * ```ts import.meta.vitest
 * import { clopperPearson } from "./ProportionInterval.ts"
 *
 * clopperPearson({ successes: 0, n: 10 }, 0.95).high.toFixed(2) // => "30.85"
 * ```
 */
export const clopperPearson = ({ n, successes }: Proportion, level: number): Interval => {
  const failures = n - successes
  const low = successes === 0 ? 0 : Beta.quantile((1 - level) / 2, successes, failures + 1)
  const high = failures === 0 ? 1 : Beta.quantile((1 + level) / 2, successes + 1, failures)
  return perCent(low, high, level, "Clopper–Pearson")
}

/**
 * The equal-tailed interval of Jeffreys' prior, in per cent: quantiles of Beta(successes + ½, failures + ½).
 *
 * Not set to 0 or 100 when nothing or all succeeded. Brown, Cai and DasGupta (2001), Interval estimation for a binomial
 * proportion.
 *
 * ```ts import.meta.vitest
 * import { jeffreys } from "./ProportionInterval.ts"
 *
 * jeffreys({ successes: 42, n: 60 }, 0.95).low.toFixed(2) // => "57.67"
 * ```
 */
export const jeffreys = ({ n, successes }: Proportion, level: number): Interval => {
  const at = (p: number): number => Beta.quantile(p, successes + 0.5, n - successes + 0.5)
  return perCent(at((1 - level) / 2), at((1 + level) / 2), level, "Jeffreys")
}
