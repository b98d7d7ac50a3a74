import { exp, log, log1p } from "./Elementary.ts"
import type { Random } from "./Random.ts"
import { stirlingError } from "./Stirling.ts"

/** ln k!, less ln √(2π). */
const logFactorial = (k: number): number => (k + 0.5) * log(k + 1) - (k + 1) + stirlingError(k + 1)

/** Search from 0 up, for few expected successes. */
const search = (random: Random, n: number, p: number): number => {
  let probability = exp(n * log1p(-p))
  let left = random() - probability
  let k = 0
  while (left >= 0 && k < n) {
    k++
    probability *= ((n - k + 1) * p) / (k * (1 - p))
    left -= probability
  }
  return k
}

/** Transformed rejection, for many expected successes and p up to ½: the time does not grow with n. */
const reject = (random: Random, n: number, p: number): number => {
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const mode = Math.floor((n + 1) * p)
  const logAtMode = logFactorial(mode) + logFactorial(n - mode)
  const logOdds = log(p / (1 - p))
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const edge = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / edge + b) * u + n * p + 0.5)
    if (edge >= 0.07 && v <= 0.92 - 4.2 / b) return k
    if (k < 0 || k > n) continue
    const height = log((v * (2.83 + 5.1 / b) * deviation) / (a / (edge * edge) + b))
    if (height <= logAtMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds) return k
  }
}

/**
 * Draw the number of successes of n trials with probability p, from 0 to 1.
 *
 * Sequential search below 10 expected successes, else Hörmann (1993), The generation of binomial random variates, BTRS.
 *
 * ```ts import.meta.vitest
 * import { binomial } from "./BinomialDraw.ts"
 * import { random } from "./Random.ts"
 *
 * binomial(random(1), 10, 1) // => 10
 * ```
 */
export const binomial = (random: Random, n: number, p: number): number => {
  if (p > 0.5) return n - binomial(random, n, 1 - p)
  return n * p < 10 ? search(random, n, p) : reject(random, n, p)
}
