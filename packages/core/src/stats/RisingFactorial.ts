import { log, log1p } from "./Elementary.ts"
import { stirlingError } from "./Stirling.ts"

/** ln of z (z + 1) … (z + n − 1), which is ln Γ(z + n) − ln Γ(z), with its first and second derivative in z. */
export interface LogRising {
  readonly value: number
  readonly slope: number
  readonly curvature: number
}

/** From here on the asymptotic series have all digits. */
const far = 16

/** Up to so many factors, one after the other. */
const few = 64

/** ψ(w) − ln w, for w from 16: its asymptotic series (DLMF 5.11.2). */
const digammaError = (w: number): number => {
  const s = 1 / (w * w)
  return -1 / (2 * w) - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132))))
}

/** ψ′(w) for w from 16, by its asymptotic series. */
const trigamma = (w: number): number => {
  const s = 1 / (w * w)
  return 1 / w + s / 2 + (s / w) * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - (5 / 66) * s))))
}

/** The same from y = 16 on, for any number of factors. */
const asymptotic = (y: number, n: number): LogRising => {
  const end = y + n
  const ratio = log1p(n / y)
  return {
    value: n * log(y) + (end - 0.5) * ratio - n + stirlingError(end) - stirlingError(y),
    slope: ratio + digammaError(end) - digammaError(y),
    curvature: trigamma(end) - trigamma(y)
  }
}

/**
 * The logarithm of a rising factorial, with its derivatives, for z above 0 and a whole n from 0.
 *
 * A sum of few logarithms, so that no digits cancel as they do between two ln Γ; from many factors on, Stirling's series.
 *
 * ```ts import.meta.vitest
 * import { logRising } from "./RisingFactorial.ts"
 *
 * Math.abs(logRising(2, 3).value - Math.log(2 * 3 * 4)) < 1e-15 // => true
 * logRising(2, 0) // => { value: 0, slope: 0, curvature: 0 }
 * ```
 */
export const logRising = (z: number, n: number): LogRising => {
  let [value, slope, curvature, factors] = [0, 0, 0, 0]
  for (; factors < n && (n <= few || z + factors < far); factors++) {
    const factor = z + factors
    value += log(factor)
    slope += 1 / factor
    curvature -= 1 / (factor * factor)
  }
  if (factors === n) return { value, slope, curvature }
  const rest = asymptotic(z + factors, n - factors)
  return { value: value + rest.value, slope: slope + rest.slope, curvature: curvature + rest.curvature }
}
