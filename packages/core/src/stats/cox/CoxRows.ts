import { type EventTimes, eventTimes, type Histories } from "./EventTimes.ts"

/** Rows as a Cox regression reads them: sorted, covariates centred in each stratum and at most 1 in size. */
export interface CoxRows extends EventTimes {
  readonly width: number
  /** The covariates of the sorted rows, row by row. */
  readonly values: Float64Array
  readonly weights: Float64Array
  /** The centre of each covariate in each stratum, covariate by covariate. */
  readonly centres: ReadonlyArray<Float64Array>
  /** What each covariate was divided by: 1 where it does not vary within any stratum. */
  readonly scales: ReadonlyArray<number>
}

/** The means of one covariate in each stratum; exactly its value where it does not vary. */
const centresOf = (column: Float64Array, rows: Uint32Array, strata: Uint32Array, count: number) => {
  const first = new Float64Array(count).fill(Number.NaN)
  const [sums, sizes] = [new Float64Array(count), new Float64Array(count)]
  for (const row of rows) {
    const stratum = strata[row] as number
    const value = column[row] as number
    if (sizes[stratum] === 0) first[stratum] = value
    sums[stratum] = (sums[stratum] as number) + (value - (first[stratum] as number))
    sizes[stratum] = (sizes[stratum] as number) + 1
  }
  return first.map((value, stratum) => value + (sums[stratum] ?? 0) / (sizes[stratum] ?? 1))
}

/** The greatest distance of one covariate from its centre. */
const spread = (column: Float64Array, rows: Uint32Array, strata: Uint32Array, centres: Float64Array): number => {
  let most = 0
  for (const row of rows) {
    const centre = centres[strata[row] as number] as number
    most = Math.max(most, Math.abs((column[row] as number) - centre))
  }
  return most
}

const none = new Float64Array(0)

/** Rows are laid out so many at a time, all of their covariates while they are in the cache. */
const block = 512

/** Write one covariate of some of the sorted rows into its places. */
const place = (
  { order, values, width }: Pick<CoxRows, "order" | "values" | "width">,
  from: number,
  at: number,
  column: Float64Array,
  centres: Float64Array,
  strata: Uint32Array,
  scale: number
): void => {
  const to = Math.min(order.length, from + block)
  for (let i = from; i < to; i++) {
    const row = order[i] as number
    values[i * width + at] = ((column[row] as number) - (centres[strata[row] as number] as number)) / scale
  }
}

/**
 * Sort the rows at the given places and lay their covariates out.
 *
 * The partial likelihood stays the same when all covariates of a stratum move by the same amount, so they are centred in
 * each: sums then lose no digits to an offset that says nothing.
 */
export const coxRows = (
  histories: Histories,
  rows: Uint32Array,
  columns: ReadonlyArray<Float64Array>,
  weights: Float64Array | null
): CoxRows => {
  const { strata, strataCount } = histories
  const sorted = eventTimes(histories, rows)
  const { order } = sorted
  const width = columns.length
  const centres = columns.map((column) => centresOf(column, rows, strata, strataCount))
  const scales = columns.map((column, at) => spread(column, rows, strata, centres[at] ?? none) || 1)
  const laid = { order, width, values: new Float64Array(order.length * width) }
  for (let from = 0; from < order.length; from += block) {
    columns.forEach((column, at) => {
      place(laid, from, at, column, centres[at] ?? none, strata, scales[at] ?? 1)
    })
  }
  const one = (): Float64Array => new Float64Array(order.length).fill(1)
  const sortedWeights = weights === null ? one() : Float64Array.from(order, (row) => weights[row] ?? 0)
  return { ...sorted, ...laid, weights: sortedWeights, centres, scales }
}
