import { type Neighbours, nearest } from "./Nearest.ts"
import { height, type SparseRow, type SparseRows } from "./SparseRows.ts"

/** For each column the rows that have a value there. */
interface Postings {
  readonly starts: Uint32Array
  readonly rows: Uint32Array
  readonly values: Float32Array
}

/** The longest column that is searched: of a longer one the rows where it weighs most. */
const longestColumn = 250

const columnsOf = (matrix: SparseRows): Postings => {
  const starts = new Uint32Array(matrix.width + 1)
  for (const place of matrix.places) starts[place + 1] = (starts[place + 1] as number) + 1
  for (let c = 0; c < matrix.width; c++) starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number)
  const next = starts.slice()
  const [rows, values] = [new Uint32Array(matrix.places.length), new Float32Array(matrix.places.length)]
  for (let i = 0; i < height(matrix); i++) {
    for (let j = matrix.starts[i] as number; j < (matrix.starts[i + 1] as number); j++) {
      const place = matrix.places[j] as number
      const to = next[place] as number
      next[place] = to + 1
      rows[to] = i
      values[to] = matrix.values[j] as number
    }
  }
  return { starts, rows, values }
}

/** The places, in ascending order, of the largest values from one place to another. */
const heaviest = (values: Float32Array, start: number, end: number, count: number): Uint32Array => {
  const places = Uint32Array.from({ length: end - start }, (_, i) => start + i)
  if (places.length <= count) return places
  return places
    .sort((a, b) => (values[b] as number) - (values[a] as number) || a - b)
    .subarray(0, count)
    .sort()
}

/** Columns cut to their heaviest rows. */
const capped = ({ rows, starts, values }: Postings): Postings => {
  const kept = Array.from({ length: starts.length - 1 }, (_, c) =>
    heaviest(values, starts[c] as number, starts[c + 1] as number, longestColumn)
  )
  const ends = new Uint32Array(starts.length)
  for (const [c, places] of kept.entries()) ends[c + 1] = (ends[c] as number) + places.length
  const order = new Uint32Array(ends[kept.length] ?? 0)
  for (const [c, places] of kept.entries()) order.set(places, ends[c])
  return {
    starts: ends,
    rows: order.map((place) => rows[place] as number),
    values: Float32Array.from(order, (place) => values[place] as number)
  }
}

/**
 * A search for the rows of a matrix that are nearest to a row, by cosine; all rows have length 1.
 *
 * An inverted index: only rows that share a column are looked at, and of columns that are in more than 250 rows
 * those where they weigh most. What it gives is read before the next search, which writes it over.
 */
export const search = (matrix: SparseRows): ((row: SparseRow) => Neighbours) => {
  const { rows: postings, starts, values } = capped(columnsOf(matrix))
  const sums = new Float32Array(height(matrix))
  const touched = new Uint32Array(height(matrix))
  const near = nearest()

  const accumulate = (row: SparseRow): number => {
    let reached = 0
    for (let t = 0; t < row.places.length; t++) {
      const column = row.places[t] as number
      const weight = row.values[t] as number
      const end = starts[column + 1] as number
      for (let j = starts[column] as number; j < end; j++) {
        const other = postings[j] as number
        const sum = sums[other] as number
        if (sum === 0) touched[reached++] = other
        sums[other] = sum + weight * (values[j] as number)
      }
    }
    return reached
  }

  return (row) => {
    const reached = accumulate(row)
    near.empty()
    let least = 0
    for (let i = 0; i < reached; i++) {
      const other = touched[i] as number
      const similarity = sums[other] as number
      sums[other] = 0
      if (similarity < least) continue
      near.offer(other, similarity)
      least = near.least()
    }
    return near.found()
  }
}
