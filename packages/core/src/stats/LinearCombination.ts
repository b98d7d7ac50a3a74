import type { Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"
import * as StudentT from "./StudentT.ts"

/** An estimate that is added to others. */
export interface Part {
  /** The estimate itself. */
  readonly value: number
  /** Where its interval is centred: the value, or one that was moved towards the middle. */
  readonly centre: number
  /** The variance of the estimate. */
  readonly variance: number
  /** Degrees of freedom of the variance; `Infinity` where it is a function of the centre. */
  readonly degrees: number
}

/**
 * So many times an estimate.
 *
 * ```ts import.meta.vitest
 * import { scaled } from "./LinearCombination.ts"
 *
 * scaled({ value: 4, centre: 4, variance: 2, degrees: 9 }, -0.5) // => { value: -2, centre: -2, variance: 0.5, degrees: 9 }
 * ```
 */
export const scaled = ({ centre, degrees, value, variance }: Part, by: number): Part => ({
  value: by * value,
  centre: by * centre,
  variance: by * by * variance,
  degrees
})

/** A sum of independent estimates, some with the sign turned. */
export interface LinearCombination {
  readonly value: number
  readonly standardError: number
  readonly interval: Interval
  /** Two-sided p-value of a sum of 0; `null` when nothing varies. */
  readonly p: number | null
}

/** How an interval is named, its level, and between −`bound` and `bound` it lies. */
export interface Reported {
  readonly level: number
  readonly method: string
  readonly bound: number
}

/**
 * P(T > t) with `degrees` degrees of freedom, of the normal distribution when they are infinite.
 *
 * ```ts import.meta.vitest
 * import { upperTail } from "./LinearCombination.ts"
 *
 * upperTail(0, Number.POSITIVE_INFINITY) // => 0.5
 * ```
 */
export const upperTail = (t: number, degrees: number): number =>
  Number.isFinite(degrees) ? StudentT.upperTail(t, degrees) : Normal.upperTail(t)

/** Half the width of a two-sided interval in standard errors. */
const twoSided = (level: number, degrees: number): number =>
  Number.isFinite(degrees) ? StudentT.quantile((1 + level) / 2, degrees) : Normal.twoSided(level)

const degreesOf = (parts: ReadonlyArray<Part>, variance: number): number => {
  const lost = parts.reduce((sum, part) => sum + (part.variance * part.variance) / part.degrees, 0)
  return lost === 0 ? Number.POSITIVE_INFINITY : (variance * variance) / lost
}

/**
 * The sum of independent estimates, each with the sign 1 or −1: their variances add, and the degrees of freedom are
 * Satterthwaite's (1946).
 *
 * ```ts import.meta.vitest
 * import { combine } from "./LinearCombination.ts"
 *
 * const part = (value: number) => ({ value, centre: value, variance: 1, degrees: Infinity })
 * const sum = combine([part(5), part(2)], [1, -1], { level: 0.95, method: "z", bound: 100 })
 * sum.value // => 3
 * ```
 */
export const combine = (
  parts: ReadonlyArray<Part>,
  signs: ReadonlyArray<1 | -1>,
  { bound, level, method }: Reported
): LinearCombination => {
  const sum = (of: (part: Part) => number): number =>
    parts.reduce((all, part, i) => all + (signs[i] ?? 1) * of(part), 0)
  const variance = parts.reduce((all, part) => all + part.variance, 0)
  const [value, centre] = [sum((part) => part.value), sum((part) => part.centre)]
  const standardError = Math.sqrt(variance)
  const degrees = degreesOf(parts, variance)
  const margin = standardError === 0 ? 0 : twoSided(level, degrees) * standardError
  return {
    value,
    standardError,
    interval: { low: Math.max(-bound, centre - margin), high: Math.min(bound, centre + margin), level, method },
    p: standardError === 0 ? null : Math.min(1, 2 * upperTail(Math.abs(centre) / standardError, degrees))
  }
}
