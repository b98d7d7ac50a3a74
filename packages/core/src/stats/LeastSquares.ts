import { type InsufficientData, insufficientData } from "./Estimate.ts"
import * as StudentT from "./StudentT.ts"

/** Sums of products over records: all that a linear regression needs to know of its data. They add. */
export interface CrossProducts {
  /** Of each column with each column. The first column is the constant 1, so `xx[0][0]` is the number of records. */
  readonly xx: ReadonlyArray<ReadonlyArray<number>>
  /** Of each column with the outcome. */
  readonly xy: ReadonlyArray<number>
  /** Of the outcome with itself. */
  readonly yy: number
}

/** One coefficient of a regression. */
export interface Coefficient {
  readonly value: number
  readonly standardError: number
  /** Two-sided p-value of zero, by Student's t; `null` when the columns fit the outcome without any error. */
  readonly p: number | null
  /** Variance inflation: how many times the other columns multiply the variance. 1 is not at all. */
  readonly inflation: number
}

/** An ordinary least-squares regression. */
export interface LeastSquares {
  readonly _tag: "LeastSquares"
  readonly n: number
  /** One a column, in their order; `null` where the data cannot tell it from a mix of other columns. */
  readonly coefficients: ReadonlyArray<Coefficient | null>
  /** Covariances of the coefficients; 0 where one of the two is `null`. */
  readonly covariance: ReadonlyArray<ReadonlyArray<number>>
  /** Degrees of freedom of the residuals: records minus independent columns. */
  readonly degrees: number
  readonly residualVariance: number
  /** Share of the outcome's variation that the columns account for, from 0 to 1; `null` when the outcome does not vary. */
  readonly r2: number | null
}

/** A record for a regression: its columns without the constant, its outcome, and how often it occurs. */
export interface Observation {
  readonly x: ReadonlyArray<number>
  readonly y: number
  readonly copies?: number
}

/**
 * The cross products of records with `width` columns; the constant is put in front. Exact for whole numbers, in any order.
 *
 * ```ts import.meta.vitest
 * import { crossProducts } from "./LeastSquares.ts"
 *
 * crossProducts([{ x: [2], y: 3 }, { x: [4], y: 5, copies: 2 }], 1) // => { xx: [[3, 10], [10, 36]], xy: [13, 46], yy: 59 }
 * ```
 */
export const crossProducts = (observations: Iterable<Observation>, width: number): CrossProducts => {
  const xx = Array.from({ length: width + 1 }, () => Array.from({ length: width + 1 }, () => 0))
  const xy = xx.map(() => 0)
  let yy = 0
  for (const { copies = 1, x, y } of observations) {
    const row = [1, ...x]
    row.forEach((a, j) => {
      xy[j] = at(xy, j) + copies * a * y
      const sums = xx[j] ?? []
      row.forEach((b, k) => {
        sums[k] = at(sums, k) + copies * a * b
      })
    })
    yy += copies * y * y
  }
  return { xx, xy, yy }
}

/** A column that others account for but for this share of its variation is no column of its own. */
const tolerance = 1e-10

const at = (row: ReadonlyArray<number> | undefined, i: number): number => row?.[i] ?? 0

/**
 * Ordinary least squares from cross products, by the sweep operator on the correlations of the columns.
 *
 * The sums are centred before anything is divided, so whole numbers lose no digits. A coefficient that the data cannot tell
 * apart (a column that does not vary, or one that is a mix of others, and those others) is `null`; the rest stand. No more
 * records than independent columns give `InsufficientData`. Goodnight (1979), A tutorial on the SWEEP operator.
 *
 * ```ts import.meta.vitest
 * import * as LeastSquares from "./LeastSquares.ts"
 *
 * const points = [{ x: [0], y: 1 }, { x: [1], y: 3 }, { x: [2], y: 5 }, { x: [3], y: 6 }]
 * const fit = LeastSquares.fit(LeastSquares.crossProducts(points, 1))
 * fit._tag === "LeastSquares" ? fit.coefficients.map((each) => each?.value.toFixed(2)) : fit // => ["1.20", "1.70"]
 * ```
 */
export const fit = (products: CrossProducts): LeastSquares | InsufficientData => {
  const n = at(products.xx[0], 0)
  if (n < 2) return insufficientData("a regression needs two records", n)
  const scaled = standardized(products)
  const kept = sweepAll(scaled)
  const degrees = n - kept.filter(Boolean).length
  if (degrees < 1) return insufficientData("no more records than coefficients", n)
  return finish(products, scaled, kept, degrees)
}

/** The centred sums of squares and products as correlations, the outcome last, and what they were divided by. */
interface Standardized {
  readonly means: ReadonlyArray<number>
  readonly lengths: ReadonlyArray<number>
  readonly matrix: ReadonlyArray<Array<number>>
}

const standardized = ({ xx, xy, yy }: CrossProducts): Standardized => {
  const n = at(xx[0], 0)
  const joint = [...xx.map((row, j) => [...row, at(xy, j)]), [...xy, yy]]
  const sums = joint[0] ?? []
  const centred = joint.map((row, j) => row.map((value, k) => (n * value - at(sums, j) * at(sums, k)) / n))
  const lengths = centred.map((row, j) => Math.sqrt(Math.max(0, at(row, j))))
  const scale = (j: number, k: number): number => {
    const length = at(lengths, j) * at(lengths, k)
    return length === 0 ? 0 : at(centred[j], k) / length
  }
  return { means: sums.map((sum) => sum / n), lengths, matrix: centred.map((row, j) => row.map((_, k) => scale(j, k))) }
}

/** Sweep every column that is still its own, in place; tells which. The constant is out by centring. */
const sweepAll = ({ matrix }: Standardized): ReadonlyArray<boolean> =>
  matrix.slice(0, -1).map((row, k) => {
    if (k === 0) return true
    if (at(row, k) < tolerance) return false
    sweep(matrix, k)
    return true
  })

const sweep = (matrix: ReadonlyArray<Array<number>>, k: number): void => {
  const pivotRow = matrix[k] ?? []
  const pivot = at(pivotRow, k)
  pivotRow.forEach((value, j) => {
    pivotRow[j] = value / pivot
  })
  matrix.forEach((row, i) => {
    if (i === k) return
    const factor = at(row, k)
    row.forEach((value, j) => {
      row[j] = value - factor * at(pivotRow, j)
    })
    row[k] = -factor / pivot
  })
  pivotRow[k] = 1 / pivot
}

/** Which coefficients the data tell: those of kept columns that are no part of a column left out. */
const identified = (
  { lengths, matrix, means }: Standardized,
  kept: ReadonlyArray<boolean>,
  columns: ReadonlyArray<number>
): ReadonlyArray<boolean> => {
  const left = kept.flatMap((is, k) => (is ? [] : [k]))
  const share = (j: number, k: number): number => (at(matrix[j], k) * at(lengths, k)) / at(lengths, j)
  const constant = (k: number): number => columns.reduce((rest, j) => rest - share(j, k) * at(means, j), at(means, k))
  return kept.map((is, j) => {
    if (j === 0) return left.every((k) => Math.abs(constant(k)) < 1e-7)
    return is && left.every((k) => Math.abs(at(matrix[j], k)) < 1e-7)
  })
}

const finish = (
  { xx }: CrossProducts,
  scaled: Standardized,
  kept: ReadonlyArray<boolean>,
  degrees: number
): LeastSquares => {
  const { lengths, matrix, means } = scaled
  const [n, outcome] = [at(xx[0], 0), kept.length]
  const columns = kept.flatMap((is, j) => (is && j > 0 ? [j] : []))
  const slopes = kept.map((_, j) =>
    columns.includes(j) ? (at(matrix[j], outcome) * at(lengths, outcome)) / at(lengths, j) : 0
  )
  const intercept = columns.reduce((rest, j) => rest - at(slopes, j) * at(means, j), at(means, outcome))
  const unexplained = Math.max(0, at(matrix[outcome], outcome))
  const residualVariance = (unexplained * at(lengths, outcome) * at(lengths, outcome)) / degrees
  const told = identified(scaled, kept, columns)
  const inverse = inverseOf(scaled, columns, n)
  const covariance = told.map((one, j) =>
    told.map((other, k) => (one && other ? residualVariance * at(inverse[j], k) : 0))
  )
  const coefficient = (j: number): Coefficient => {
    const standardError = Math.sqrt(at(covariance[j], j))
    const value = j === 0 ? intercept : at(slopes, j)
    return {
      value,
      standardError,
      p: twoSided(value, standardError, degrees),
      inflation: j === 0 ? 1 : at(matrix[j], j)
    }
  }
  return {
    _tag: "LeastSquares",
    n,
    coefficients: told.map((is, j) => (is ? coefficient(j) : null)),
    covariance,
    degrees,
    residualVariance,
    r2: at(lengths, outcome) === 0 ? null : 1 - unexplained
  }
}

const twoSided = (value: number, error: number, degrees: number): number | null =>
  error === 0 ? null : Math.min(1, 2 * StudentT.upperTail(Math.abs(value) / error, degrees))

/** The inverse of the cross products of the kept columns, the constant included; 0 elsewhere. */
const inverseOf = (
  { lengths, matrix, means }: Standardized,
  columns: ReadonlyArray<number>,
  n: number
): ReadonlyArray<ReadonlyArray<number>> => {
  const size = lengths.length - 1
  const inner = Array.from({ length: size }, (_, j) =>
    Array.from({ length: size }, (_, k) =>
      columns.includes(j) && columns.includes(k) ? at(matrix[j], k) / (at(lengths, j) * at(lengths, k)) : 0
    )
  )
  const edge = inner.map((row) => -row.reduce((sum, value, k) => sum + value * at(means, k), 0))
  const corner = edge.reduce((sum, value, j) => sum - value * at(means, j), 1 / n)
  return inner.map((row, j) =>
    row.map((value, k) => (j === 0 ? (k === 0 ? corner : at(edge, k)) : k === 0 ? at(edge, j) : value))
  )
}
