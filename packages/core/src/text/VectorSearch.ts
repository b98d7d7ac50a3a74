import { random } from "../stats/Random.ts"
import { type Neighbours, nearest } from "./Nearest.ts"
import { draw } from "./Partition.ts"
import { rightSingular } from "./RandomisedSvd.ts"
import { part, rowsOf, squareOf, unitMap, type VectorRows } from "./VectorRows.ts"

/** Fewer rows are looked at without a bound. */
const fewRows = 512
/** The directions of the bound are those of so many rows. */
const modelRows = 1000
/** So many directions, and after how many of them the bound is looked at. */
const directions = 64
const stride = 16
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

/** Rows in some orthonormal directions, and how long what is left of each is after every `stride` of them. */
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

const restOf = (values: Float32Array, size: number): Float32Array => {
  const each = size / stride
  const rest = new Float32Array((values.length / size) * each)
  for (let i = 0, at = 0; i < rest.length; i += each) {
    let left = 1
    for (let step = 0; step < each; step++) {
      for (const end = at + stride; at < end; at++) left -= (values[at] as number) ** 2
      rest[i + step] = Math.sqrt(Math.max(0, left))
    }
  }
  return rest
}

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

/** Whether a row can be nearer to a vector than `least`. */
const isPossible = (own: Projected, { rows, size }: Bounds, row: number, least: number): boolean => {
  let sum = 0
  for (let c = 0, at = row * size, step = 0, rest = row * (size / stride); c < size; step++, rest++) {
    for (const end = c + stride; c < end; c++, at++) sum += (own.values[c] as number) * (rows.values[at] as number)
    if (sum + (own.rest[step] as number) * (rows.rest[rest] as number) + slack < least) return false
  }
  return true
}

/**
 * A search for the rows nearest to a vector, by cosine. Rows that a bound shows to be too far away are passed over: the
 * result is that of looking at all of them. It is read before the next search, which writes it over.
 */
export const searchVectors = (rows: VectorRows): ((vector: Int8Array) => Neighbours) => {
  const { height, squares, values, width } = rows
  const [near, bounds] = [nearest(), boundsOf(rows)]
  return (vector) => {
    const square = squareOf(vector)
    const own = bounds?.project(rowsOf(vector, width))
    near.empty()
    for (let i = 0; i < height; i++) {
      if (own !== undefined && bounds !== undefined && !isPossible(own, bounds, i, near.least())) continue
      const dot = product(vector, values, i * width)
      if (dot > 0) near.offer(i, Math.min(1, dot / Math.sqrt(square * (squares[i] as number))))
    }
    return near.found()
  }
}
