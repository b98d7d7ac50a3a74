import { random } from "../stats/Random.ts"
import { type Neighbours, nearest } from "./Nearest.ts"
import { draw } from "./Partition.ts"
import { rightSingular } from "./RandomisedSvd.ts"
import { part, rowsOf, squareOf, unitMap, type VectorRows } from "./VectorRows.ts"

/** Fewer rows are looked at without a bound. */
const fewRows = 512
/** The directions of the bound are those of so many rows. */
const modelRows = 1000
/** So many directions are in the bound. */
const directions = 64
/** Rounding in bounds. */
const slack = 1e-5

/** The product of a vector with a row: exact, whatever the order of its terms. */
const product = (vector: Int8Array, values: Int8Array, start: number): number => {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < vector.length; i += 4) {
    a = (a + Math.imul(vector[i] as number, values[start + i] as number)) | 0
    b = (b + Math.imul(vector[i + 1] as number, values[start + i + 1] as number)) | 0
    c = (c + Math.imul(vector[i + 2] as number, values[start + i + 2] as number)) | 0
    d = (d + Math.imul(vector[i + 3] as number, values[start + i + 3] as number)) | 0
  }
  for (; i < vector.length; i++) a += (vector[i] as number) * (values[start + i] as number)
  return a + b + c + d
}

/** Rows in some orthonormal directions, and how long what is left of each is. */
interface Projected {
  readonly values: Float32Array
  readonly rest: Float32Array
}

/** An upper bound of cosines: in the directions where rows differ most, and Cauchy and Schwarz's for what is left. */
interface Bounds {
  readonly project: (rows: VectorRows) => Projected
  readonly size: number
  readonly rows: Projected
}

const restOf = (values: Float32Array, size: number): Float32Array =>
  Float32Array.from({ length: values.length / size }, (_, i) => {
    let left = 1
    for (let at = i * size; at < (i + 1) * size; at++) left -= (values[at] as number) ** 2
    return Math.sqrt(Math.max(0, left))
  })

const boundsOf = (rows: VectorRows): Bounds | undefined => {
  if (rows.height < fewRows || rows.width < 2 * directions) return undefined
  const next = random(1)
  const some = part(rows, draw(rows.height, modelRows, next))
  const { size, vectors } = rightSingular(unitMap(some), directions, next)
  const project = (few: VectorRows): Projected => {
    const values = Float32Array.from(unitMap(few).times(vectors, size))
    return { values, rest: restOf(values, size) }
  }
  return { project, size, rows: project(rows) }
}

/** For each row, the cosine with a vector as far as the directions of the bound tell. */
const estimate = (own: Projected, { rows: { values }, size }: Bounds, estimates: Float32Array): void => {
  for (let i = 0, at = 0; i < estimates.length; i++) {
    let sum = 0
    for (let c = 0; c < size; c++, at++) sum += (own.values[c] as number) * (values[at] as number)
    estimates[i] = sum
  }
}

/**
 * A search for the rows nearest to a vector, by cosine. Rows that a bound shows to be too far away are passed over: the
 * result is that of looking at all of them. It is read before the next search, which writes it over.
 */
export const searchVectors = (rows: VectorRows): ((vector: Int8Array) => Neighbours) => {
  const { height, squares, values, width } = rows
  const [near, likely, bounds] = [nearest(), nearest(), boundsOf(rows)]
  const estimates = new Float32Array(height)

  const look = (vector: Int8Array, square: number, row: number): void => {
    const dot = product(vector, values, row * width)
    if (dot > 0) near.offer(row, Math.min(1, dot / Math.sqrt(square * (squares[row] as number))))
  }

  /** Look at the rows that are likely the nearest, then at those of the others that can be nearer. */
  const lookWithin = (bounds: Bounds, vector: Int8Array, square: number): void => {
    const own = bounds.project(rowsOf(vector, width))
    estimate(own, bounds, estimates)
    likely.empty()
    for (let i = 0; i < height; i++) likely.offer(i, estimates[i] as number)
    const first = likely.found()
    for (const row of first.rows.subarray(0, first.count)) {
      look(vector, square, row)
      estimates[row] = Number.NEGATIVE_INFINITY
    }
    const [ownRest, { rest }] = [own.rest[0] as number, bounds.rows]
    for (let i = 0; i < height; i++) {
      const most = (estimates[i] as number) + ownRest * (rest[i] as number) + slack
      if (most >= near.least() && most > 0) look(vector, square, i)
    }
  }

  return (vector) => {
    const square = squareOf(vector)
    near.empty()
    if (bounds !== undefined) lookWithin(bounds, vector, square)
    else for (let i = 0; i < height; i++) look(vector, square, i)
    return near.found()
  }
}
