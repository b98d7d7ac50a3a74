import { at, type SquareMatrix } from "./linear/SquareMatrix.ts"
import { eigen } from "./linear/SymmetricEigen.ts"

/** A function of several numbers at a point, with its gradient and its Hessian. */
export interface Surface {
  readonly value: number
  readonly gradient: Float64Array
  readonly hessian: SquareMatrix
}

/** Where the climb ended. */
export interface Summit extends Surface {
  readonly point: Float64Array
  /** Whether it is a maximum: no step is left, and the surface bends down in every direction. */
  readonly maximum: boolean
}

/** The error after a step this small is about its square. */
const last = 1e-6

/** A climb that gets there is there long before. */
const mostSteps = 200

/** No coordinate changes by more in one step. */
const longest = 1

/** A direction that bends less than this part of the steepest counts as flat. */
const flat = 1e-12

/** Newton's step up: where the surface bends upwards, or hardly, it is taken as bending down as much. */
const stepUp = ({ gradient, hessian }: Surface) => {
  const { values, vectors } = eigen(hessian)
  const steepest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const step = new Float64Array(gradient.length)
  values.forEach((value, k) => {
    const slope = gradient.reduce((sum, each, i) => sum + each * at(vectors, i, k), 0)
    const length = slope / Math.max(Math.abs(value), flat * steepest)
    step.forEach((each, i) => {
      step[i] = each + length * at(vectors, i, k)
    })
  })
  return { step, bendsDown: values.every((value) => value < -flat * steepest) }
}

const moved = (point: Float64Array, step: Float64Array, share: number): Float64Array =>
  point.map((each, i) => each + share * (step[i] ?? 0))

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** A share of a step, halved until the surface does not fall; `null` when it falls all the same. */
const climbed = (
  surface: (point: Float64Array) => Surface,
  from: Float64Array,
  below: Surface,
  step: Float64Array,
  longestShare: number
) => {
  const least = below.value - 1e-13 * Math.abs(below.value)
  for (let share = longestShare; share > 1e-9; share /= 2) {
    const point = moved(from, step, share)
    const here = surface(point)
    if (here.value >= least) return { here, point }
  }
  return null
}

/**
 * Climb a smooth surface to its maximum, by Newton's method with the Hessian's eigenvalues taken as negative, steps bounded and
 * halved until the surface does not fall.
 *
 * `within` says whether a point is worth going on from: a climb without end leaves it, and ends there without a maximum.
 * Nocedal and Wright (2006), Numerical Optimization, 3.4.
 *
 * ```ts import.meta.vitest
 * import { maximum } from "./NewtonMaximum.ts"
 *
 * const hessian = { size: 1, values: Float64Array.of(-2) }
 * const hill = ([x = 0]: Float64Array) => ({ value: -((x - 3) ** 2), gradient: Float64Array.of(-2 * (x - 3)), hessian })
 * maximum(hill, Float64Array.of(0), () => true).point // => Float64Array.of(3)
 * ```
 */
export const maximum = (
  surface: (point: Float64Array) => Surface,
  start: Float64Array,
  within: (point: Float64Array) => boolean
): Summit => {
  let point = start
  let here = surface(point)
  for (let round = 0; round < mostSteps && within(point); round++) {
    const { bendsDown, step } = stepUp(here)
    const length = largest(step)
    if (bendsDown && length < last) {
      const top = moved(point, step, 1)
      return { ...surface(top), point: top, maximum: true }
    }
    const next = climbed(surface, point, here, step, Math.min(1, longest / length))
    if (next === null) break
    point = next.point
    here = next.here
  }
  return { ...here, point, maximum: false }
}
