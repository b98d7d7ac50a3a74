import { clusteredCovariance } from "../stats/cox/ClusteredCovariance.ts"
import { type CoxRows, coxRows } from "../stats/cox/CoxRows.ts"
import { informs } from "../stats/cox/Derivatives.ts"
import { type NewtonFit, newtonFit, type Point } from "../stats/cox/NewtonFit.ts"
import { scoreResiduals } from "../stats/cox/ScoreResiduals.ts"
import { separation } from "../stats/cox/Separation.ts"
import type { Ties } from "../stats/cox/TieSums.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { dependent, inverse } from "../stats/linear/Cholesky.ts"
import { at, make, part, type SquareMatrix } from "../stats/linear/SquareMatrix.ts"
import type { Collinear } from "./Collinear.ts"
import { type CoxReading, labelOf } from "./CoxReading.ts"
import type { Separated } from "./LogisticDrivers.ts"

/** A maximum of the partial likelihood, in the covariates as they were laid out: centred, and at most 1 in size. */
export interface CoxFit {
  readonly rows: CoxRows
  readonly start: Point
  readonly end: Point
  /** The covariance for independent rows, and that of which standard errors are taken. */
  readonly independent: SquareMatrix
  readonly covariance: SquareMatrix
}

/** What keeps a regression from having a fit. */
export type CoxObstacle = Separated | Collinear | InsufficientData

/** Covariates that cannot be told apart from the others, from the information when all coefficients are 0. */
const collinear = (start: Point, reading: CoxReading): Collinear | null => {
  const label = (place: number): ReadonlyArray<string> => reading.terms.slice(place, place + 1).map(labelOf)
  const places = [...start.gross.keys()]
  const varying = places.filter((j) => informs(start, j))
  const mixed = dependent(correlations(part(start.information, varying)))
  if (varying.length === places.length && mixed.length === 0) return null
  return {
    _tag: "Collinear",
    constant: places.filter((j) => !informs(start, j)).flatMap(label),
    dependent: mixed.map((list) => list.flatMap((i) => label(varying[i] ?? -1))),
    n: reading.n,
    excluded: reading.excluded
  }
}

const correlations = (matrix: SquareMatrix): SquareMatrix =>
  make(matrix.size, (i, j) => at(matrix, i, j) / Math.sqrt(at(matrix, i, i)) / Math.sqrt(at(matrix, j, j)))

/** Why there is no maximum: the direction in which the likelihood goes on rising, checked against every row. */
const noMaximum = (rows: CoxRows, { step }: NewtonFit, { excluded, n, terms }: CoxReading): CoxObstacle => {
  const places = separation(rows, step)
  if (places === null) return insufficientData("the regression has no maximum", n, excluded)
  return { _tag: "Separated", predictors: places.flatMap((j) => terms.slice(j, j + 1).map(labelOf)), n, excluded }
}

/** What can be seen to be too little before a fit. */
const tooLittle = (rows: CoxRows, { clusters, excluded, n }: CoxReading): InsufficientData | null => {
  const because = (reason: string): InsufficientData => insufficientData(reason, n, excluded)
  if (rows.order.length === 0) return because("no rows with time, event and all covariates")
  if (rows.times.length === 0) return because("no events")
  if (rows.atRisk.every((count) => count === 1)) return because("at no event was anyone else at risk")
  const few = clusters !== null && new Set(rows.order.map((row) => clusters.codes[row] ?? 0)).size <= rows.width
  return few ? because("too few clusters for so many coefficients") : null
}

/** The covariance that allows for clusters. */
const robust = (rows: CoxRows, end: Point, ties: Ties, independent: SquareMatrix, { clusters }: CoxReading) => {
  if (clusters === null) return independent
  const codes = rows.order.map((row) => clusters.codes[row] ?? 0)
  const residuals = scoreResiduals(rows, end.coefficients, ties)
  return clusteredCovariance(independent, residuals, codes, clusters.values.length)
}

/** Fit a Cox regression to what was read. */
export const fitCox = (reading: CoxReading, ties: Ties): CoxFit | CoxObstacle => {
  const rows = coxRows(reading.histories, reading.rows, reading.columns, reading.weights)
  const obstacle = tooLittle(rows, reading)
  if (obstacle !== null) return obstacle
  const fit = newtonFit(rows, ties)
  const mixed = collinear(fit.start, reading)
  if (mixed !== null) return mixed
  if (fit.lower === null) return noMaximum(rows, fit, reading)
  const independent = inverse(fit.lower)
  const { end, start } = fit
  return { rows, start, end, independent, covariance: robust(rows, end, ties, independent, reading) }
}
