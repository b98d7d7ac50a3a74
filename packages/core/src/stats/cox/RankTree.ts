import { radixOrder } from "./RadixOrder.ts"

/** The place of each value among the distinct ones, from 0 up. */
export const ranksOf = (values: Float64Array): Uint32Array => {
  const places = new Uint32Array(values.length).map((_, place) => place)
  const ranks = new Uint32Array(values.length)
  let [rank, before] = [-1, Number.NaN]
  for (const place of radixOrder(values, places)) {
    const value = values[place] ?? 0
    if (value !== before) rank++
    before = value
    ranks[place] = rank
  }
  return ranks
}

/** A set of rows that tells the weight of those with a lower value than a row, in a few steps (Fenwick 1994). */
export class RankTree {
  /** The weight of all rows in the set. */
  total = 0
  private readonly ranks: Uint32Array
  private readonly weights: Float64Array
  private readonly first: number
  private readonly sums: Float64Array
  private readonly levels: Float64Array

  /** Of rows from one on, by the ranks of their values; at first none of them is in the set. */
  constructor(ranks: Uint32Array, weights: Float64Array, first: number) {
    this.ranks = ranks
    this.weights = weights
    this.first = first
    this.sums = new Float64Array(ranks.length + 1)
    this.levels = new Float64Array(ranks.length)
  }

  /** Take a row in, or out when `sign` is −1. */
  add(row: number, sign = 1): void {
    const weight = sign * (this.weights[row] ?? 0)
    const rank = this.rank(row)
    this.total += weight
    this.levels[rank] = (this.levels[rank] ?? 0) + weight
    for (let at = rank + 1; at < this.sums.length; at += at & -at) this.sums[at] = (this.sums[at] as number) + weight
  }

  /** The weight of those with a lower value than the row. */
  below(row: number): number {
    let sum = 0
    for (let at = this.rank(row); at > 0; at -= at & -at) sum += this.sums[at] as number
    return sum
  }

  /** The weight of those with the same value as the row. */
  level(row: number): number {
    return this.levels[this.rank(row)] ?? 0
  }

  private rank(row: number): number {
    return this.ranks[row - this.first] ?? 0
  }
}
