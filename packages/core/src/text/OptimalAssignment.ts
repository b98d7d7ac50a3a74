/** A matching while it grows: places are counted from 1, 0 is nobody. */
interface Matching {
  readonly costs: ReadonlyArray<ReadonlyArray<number>>
  /** Dual prices of rows and columns. */
  readonly rows: Float64Array
  readonly columns: Float64Array
  /** The row of each column. */
  readonly owners: Uint32Array
}

/** The columns reached from a row, how far each is, and from which column it was reached. */
interface Reach {
  readonly far: Float64Array
  readonly from: Uint32Array
  readonly done: Uint8Array
}

/** Look at all columns from the row that owns `column`; gives the nearest column that is not done. */
const spread = ({ columns, costs, owners, rows }: Matching, { done, far, from }: Reach, column: number): number => {
  done[column] = 1
  const row = owners[column] as number
  let [nearest, least] = [0, Number.POSITIVE_INFINITY]
  for (let c = 1; c < columns.length; c++) {
    if (done[c] === 1) continue
    const reduced = (costs[row - 1]?.[c - 1] ?? 0) - (rows[row] as number) - (columns[c] as number)
    if (reduced < (far[c] as number)) {
      far[c] = reduced
      from[c] = column
    }
    if ((far[c] as number) < least) [nearest, least] = [c, far[c] as number]
  }
  for (let c = 0; c < columns.length; c++) {
    if (done[c] === 1) {
      rows[owners[c] as number] = (rows[owners[c] as number] as number) + least
      columns[c] = (columns[c] as number) - least
    } else far[c] = (far[c] as number) - least
  }
  return nearest
}

/** Give a row a column, moving others along the shortest path. */
const augment = (matching: Matching, row: number): void => {
  const size = matching.columns.length
  const reach = {
    far: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    from: new Uint32Array(size),
    done: new Uint8Array(size)
  }
  const { owners } = matching
  owners[0] = row
  let column = 0
  while (owners[column] !== 0) column = spread(matching, reach, column)
  while (column !== 0) {
    const before = reach.from[column] as number
    owners[column] = owners[before] as number
    column = before
  }
}

const transposed = (
  values: ReadonlyArray<ReadonlyArray<number>>,
  width: number
): ReadonlyArray<ReadonlyArray<number>> => Array.from({ length: width }, (_, c) => values.map((row) => row[c] ?? 0))

/**
 * For each row its column, no column twice, so that the sum of their values is the largest; −1 for a row that is left over
 * where there are more rows than columns.
 *
 * The shortest augmenting paths of Jonker and Volgenant (1987), in time rows² × columns. Rows are as long as the first one.
 *
 * ```ts import.meta.vitest
 * import { optimalAssignment } from "./OptimalAssignment.ts"
 *
 * optimalAssignment([[9, 8], [8, 0], [0, 1]]) // => [1, 0, -1]
 * ```
 */
export const optimalAssignment = (values: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<number> => {
  const [height, width] = [values.length, values[0]?.length ?? 0]
  if (height > width) {
    const rows = optimalAssignment(transposed(values, width))
    return values.map((_, i) => rows.indexOf(i))
  }
  const matching: Matching = {
    costs: values.map((row) => row.map((value) => -value)),
    rows: new Float64Array(height + 1),
    columns: new Float64Array(width + 1),
    owners: new Uint32Array(width + 1)
  }
  for (let row = 1; row <= height; row++) augment(matching, row)
  const columns = new Array<number>(height).fill(-1)
  for (const [c, row] of matching.owners.entries()) if (c > 0 && row > 0) columns[row - 1] = c - 1
  return columns
}
