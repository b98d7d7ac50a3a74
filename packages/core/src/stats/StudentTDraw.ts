import { exp, log } from "./Elementary.ts"
import type { Random } from "./Random.ts"

/**
 * Draw from Student's t distribution with `df` degrees of freedom above 0.
 *
 * Bailey (1994), Polar generation of random variates with the t-distribution.
 *
 * ```ts import.meta.vitest
 * import { random } from "./Random.ts"
 * import { studentT } from "./StudentTDraw.ts"
 *
 * studentT(random(1), 5) === studentT(random(1), 5) // => true
 * ```
 */
export const studentT = (random: Random, df: number): number => {
  for (;;) {
    const u = 2 * random() - 1
    const v = 2 * random() - 1
    const w = u * u + v * v
    if (w > 0 && w <= 1) return u * Math.sqrt((df * (exp((-2 / df) * log(w)) - 1)) / w)
  }
}
