import { type Tally, TallyMismatch, TallyOverflow } from "../tally/Tally.ts"
import type { Excluded } from "./Estimate.ts"
import * as JointCounts from "./JointCounts.ts"
import { make, type SquareMatrix } from "./linear/SquareMatrix.ts"

/**
 * What is done with a record that lacks an answer.
 *
 * - `"listwise"`: only records with every answer count, so all moments are of the same records.
 * - `"pairwise"`: a record counts for each pair of answers that it has.
 */
export type Missing = "listwise" | "pairwise"

/**
 * Exact sums of whole numbers over the records that have both columns of a pair, row by row: how many, the sum of the row's
 * column, the sum of its squares, the sum of the products. Listwise, every pair has the same records.
 */
export interface CrossMoments<Name extends string = string> {
  readonly names: ReadonlyArray<Name>
  readonly missing: Missing
  readonly counts: Float64Array
  readonly sums: Float64Array
  readonly squares: Float64Array
  readonly products: Float64Array
  /** Records that count for no pair at all, by why. */
  readonly excluded: Excluded
}

type Sums = Pick<CrossMoments, "counts" | "sums" | "squares" | "products">

/** Add one row of values, `NaN` where there is none, to each pair that it has. */
const addPairs = (into: Sums, values: Float64Array, copies: number): void => {
  const width = values.length
  for (let i = 0; i < width; i++) {
    const a = values[i] ?? Number.NaN
    if (Number.isNaN(a)) continue
    for (let j = 0; j < width; j++) {
      const b = values[j] ?? Number.NaN
      if (!Number.isNaN(b)) addPair(into, i * width + j, a, b, copies)
    }
  }
}

const addPair = ({ counts, products, squares, sums }: Sums, place: number, a: number, b: number, copies: number) => {
  counts[place] = (counts[place] ?? 0) + copies
  sums[place] = (sums[place] ?? 0) + a * copies
  squares[place] = (squares[place] ?? 0) + a * a * copies
  products[place] = (products[place] ?? 0) + a * b * copies
}

/** Add one complete row: only what all pairs share, and each product once. */
const addComplete = ({ counts, products, sums }: Sums, values: Float64Array, copies: number): void => {
  const width = values.length
  counts[0] = (counts[0] ?? 0) + copies
  for (let i = 0; i < width; i++) {
    const a = (values[i] ?? 0) * copies
    sums[i * width] = (sums[i * width] ?? 0) + a
    for (let j = i; j < width; j++) products[i * width + j] = (products[i * width + j] ?? 0) + a * (values[j] ?? 0)
  }
}

/** Give every pair what all pairs share. */
const spreadComplete = ({ counts, products, squares, sums }: Sums, width: number): void => {
  counts.fill(counts[0] ?? 0)
  for (let i = 0; i < width; i++) {
    const row = i * width
    sums.fill(sums[row] ?? 0, row, row + width)
    squares.fill(products[row + i] ?? 0, row, row + width)
    for (let j = 0; j < i; j++) products[row + j] = products[j * width + i] ?? 0
  }
}

/** Squares of whole numbers bound their sums and products: where they are exact, all is. */
const refuseInexact = <M extends Sums>(moments: M): M => {
  const largest = [...moments.counts, ...moments.squares].reduce((most, value) => Math.max(most, value), 0)
  if (largest > Number.MAX_SAFE_INTEGER) throw new TallyOverflow("A sum of squares is beyond 2^53 − 1")
  return moments
}

/** The cross moments of counted rows; or of the same rows with other counts, as a resample has. */
export const fromCounts = <Name extends string>(
  rows: JointCounts.JointCounts<Name>,
  missing: Missing,
  counts: Float64Array = rows.counts
): CrossMoments<Name> => {
  const width = rows.names.length
  const zeros = () => new Float64Array(width * width)
  const sums: Sums = { counts: zeros(), sums: zeros(), squares: zeros(), products: zeros() }
  const [needed, addRow] = missing === "listwise" ? [width, addComplete] : [Math.min(2, width), addPairs]
  const excluded = { missing: 0, invalid: rows.invalid }
  counts.forEach((copies, row) => {
    if (copies === 0) return
    if ((rows.present[row] ?? 0) < needed) excluded.missing += copies
    else addRow(sums, rows.values.subarray(row * width, row * width + width), copies)
  })
  if (missing === "listwise") spreadComplete(sums, width)
  return refuseInexact({ names: rows.names, missing, excluded, ...sums })
}

/**
 * The cross moments of some dimensions of a tally, joint.
 *
 * Whole numbers count, yes and no as 1 and 0. A record with a value that is neither is left out and reported as invalid, one
 * that lacks an answer as missing: listwise, any answer; pairwise, all but one. Throws `TallyMismatch` when a dimension is
 * not there or named twice, `TallyOverflow` when a sum passes 2^53 − 1. No records give sums of 0.
 */
export const fromTally = <Name extends string, const Kept extends Name>(
  tally: Tally<Name>,
  names: ReadonlyArray<Kept>,
  missing: Missing
): CrossMoments<Kept> => fromCounts(JointCounts.fromTally<Name, Kept>(tally, names), missing)

/**
 * The cross moments of fields of plain records. As `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as CrossMoments from "./CrossMoments.ts"
 *
 * const answers = [{ search: 4, overall: 9 }, { search: 2, overall: 7 }, { search: 3, overall: null }]
 * const { counts, excluded, products, sums } = CrossMoments.fromRecords(answers, ["search", "overall"], "listwise")
 * const [, together] = counts
 * const [, search] = sums
 * const [, product] = products
 * [together, search, product, excluded.missing] // => [2, 6, 50, 1]
 * ```
 */
export const fromRecords = <const Name extends string>(
  records: Iterable<{ readonly [N in NoInfer<Name>]?: JointCounts.Cell }>,
  names: ReadonlyArray<Name>,
  missing: Missing
): CrossMoments<Name> => fromCounts(JointCounts.fromRecords(records, names), missing)

/** The cross moments of columns, such as typed arrays. As `fromTally`; a `RangeError` when they differ in length. */
export const fromColumns = <const Name extends string>(
  columns: { readonly [N in NoInfer<Name>]: ArrayLike<JointCounts.Cell> },
  names: ReadonlyArray<Name>,
  missing: Missing
): CrossMoments<Name> => fromCounts(JointCounts.fromColumns(columns, names), missing)

/** The moments of two sets of records together. Throws `TallyMismatch` unless they are of the same columns and policy. */
export const add = <Name extends string>(a: CrossMoments<Name>, b: CrossMoments<NoInfer<Name>>): CrossMoments<Name> => {
  const kind = ({ missing, names }: CrossMoments): string => `${names.join(", ")} (${missing})`
  if (kind(a) !== kind(b)) throw new TallyMismatch(`Moments of ${kind(a)} do not add to those of ${kind(b)}`)
  const plus = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, i) => value + (y[i] ?? 0))
  return refuseInexact({
    names: a.names,
    missing: a.missing,
    counts: plus(a.counts, b.counts),
    sums: plus(a.sums, b.sums),
    squares: plus(a.squares, b.squares),
    products: plus(a.products, b.products),
    excluded: {
      missing: a.excluded.missing + b.excluded.missing,
      invalid: a.excluded.invalid + b.excluded.invalid
    }
  })
}

/** The fewest records behind a pair of columns: listwise, the records behind all of them. 0 without columns. */
export const fewest = ({ counts }: CrossMoments): number => (counts.length === 0 ? 0 : Math.min(...counts))

/** n p − a b of whole numbers, without rounding before the difference is taken. */
const minor = (n: number, p: number, a: number, b: number): number => {
  const [x, y] = [n * p, a * b]
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return x - y
  return Number(BigInt(n) * BigInt(p) - BigInt(a) * BigInt(b))
}

/** The standard deviation of a column, over n. */
export const deviation = (moments: CrossMoments, column: number): number => {
  const place = column * moments.names.length + column
  return Math.sqrt(spread(moments, place)) / (moments.counts[place] ?? 0)
}

/** n² times the variance of the row's column, over the records of the pair. */
const spread = ({ counts, squares, sums }: CrossMoments, place: number): number => {
  const sum = sums[place] ?? 0
  return minor(counts[place] ?? 0, squares[place] ?? 0, sum, sum)
}

/** The places of the columns that do not vary. */
export const constant = (moments: CrossMoments): ReadonlyArray<number> => {
  const width = moments.names.length
  return moments.names.flatMap((_, i) => (spread(moments, i * width + i) === 0 ? [i] : []))
}

/**
 * Pearson's correlations of the columns: whole-number sums are centred without a loss of digits.
 *
 * Each is over the records of its pair. `null` when a column does not vary over the records of one of its pairs.
 *
 * ```ts import.meta.vitest
 * import * as CrossMoments from "./CrossMoments.ts"
 *
 * const answers = [{ search: 4, overall: 9 }, { search: 2, overall: 7 }]
 * const moments = CrossMoments.fromRecords(answers, ["search", "overall"], "listwise")
 * CrossMoments.correlations(moments)?.values // => Float64Array.of(1, 1, 1, 1)
 * ```
 */
export const correlations = (moments: CrossMoments): SquareMatrix | null => {
  const { counts, names, products, sums } = moments
  const size = names.length
  const matrix = make(size, (row, column) => {
    if (row === column) return spread(moments, row * size + row) === 0 ? Number.NaN : 1
    const [here, there] = [row * size + column, column * size + row]
    const shared = minor(counts[here] ?? 0, products[here] ?? 0, sums[here] ?? 0, sums[there] ?? 0)
    return shared / Math.sqrt(spread(moments, here)) / Math.sqrt(spread(moments, there))
  })
  return matrix.values.every(Number.isFinite) ? matrix : null
}
