import { factor, solve } from "../linear/Cholesky.ts"
import type { SquareMatrix } from "../linear/SquareMatrix.ts"
import type { CoxRows } from "./CoxRows.ts"
import { type Derivatives, derivatives, informs } from "./Derivatives.ts"
import type { Ties } from "./TieSums.ts"

/** Where the climb of the partial likelihood stands. */
export interface Point extends Derivatives {
  readonly coefficients: Float64Array
}

/** A maximum of the partial likelihood, or where the climb was given up. */
export interface NewtonFit {
  /** The point where all coefficients are 0. */
  readonly start: Point
  readonly end: Point
  /** The triangle of the information at the end; `null` when there is no maximum. */
  readonly lower: SquareMatrix | null
  /** The last step: at a maximum next to nothing, else the direction in which the likelihood goes on rising. */
  readonly step: Float64Array
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/** How much a step can change the difference of two rows at most: covariates are at most 1 in size. */
const reach = (step: Float64Array): number => step.reduce((sum, value) => sum + 2 * Math.abs(value), 0)

/** A step that changes no difference by more than this changes no digit that is reported: the error after it is its square. */
const converged = 1e-8

/** A regression that has a maximum is there long before. */
const mostSteps = 30

/** How often a step is halved before it is given up. */
const mostHalvings = 20

const pointAt = (rows: CoxRows, way: Ties, coefficients: Float64Array): Point => ({
  coefficients,
  ...derivatives(rows, coefficients, way)
})

/** A step, halved until the likelihood does not fall. */
const stepped = (rows: CoxRows, way: Ties, from: Point, step: Float64Array): Point => {
  const least = from.logLikelihood - 1e-11 * Math.abs(from.logLikelihood)
  let share = 1
  for (let halvings = 0; halvings < mostHalvings; halvings++, share /= 2) {
    const by = share
    const coefficients = from.coefficients.map((each, j) => each + by * (step[j] ?? 0))
    const next = pointAt(rows, way, coefficients)
    if (next.logLikelihood >= least) return next
  }
  return from
}

/** The point after a step so small that likelihood and curvature are known without another pass. */
const after = (from: Point, step: Float64Array): Point => ({
  ...from,
  coefficients: from.coefficients.map((each, j) => each + (step[j] ?? 0)),
  logLikelihood: from.logLikelihood + dot(step, from.slope) / 2
})

/** The triangle of the information; `null` where it is lost in rounding. */
const triangle = (point: Point): SquareMatrix | null =>
  point.gross.every((_, place) => informs(point, place)) ? factor(point.information) : null

/** Climb the partial likelihood by Newton's method, from coefficients of 0. */
export const newtonFit = (rows: CoxRows, way: Ties): NewtonFit => {
  const start = pointAt(rows, way, new Float64Array(rows.width))
  let point = start
  let step: Float64Array = new Float64Array(rows.width)
  for (let round = 0; round < mostSteps; round++) {
    const lower = triangle(point)
    if (lower === null) break
    step = solve(lower, point.slope)
    if (reach(step) < converged) return { start, end: after(point, step), lower, step }
    point = stepped(rows, way, point, step)
  }
  return { start, end: point, lower: null, step }
}
