import type { Dimension } from "./Dimension.ts"
import { exact, exactCount } from "./exact.ts"
import { GroupIndex } from "./GroupIndex.ts"
import { type Column, type Tally, TallyMismatch } from "./Tally.ts"
import { compare, type Value } from "./Value.ts"
import { withoutUnused } from "./withoutUnused.ts"

/** Counts while records or tallies arrive; `finish` puts the result in its one order. */
export class Groups<Name extends string> {
  private readonly dimensions: ReadonlyArray<Dimension<Name>>
  private readonly sumNames: ReadonlyArray<string>
  private readonly index: GroupIndex
  private readonly values: ReadonlyArray<Array<Value>>
  private readonly known: ReadonlyArray<Map<Value, number>>
  private counts = new Float64Array(16)
  private sums: Array<Float64Array>
  private readonly scratch: Uint32Array

  constructor(dimensions: ReadonlyArray<Dimension<Name>>, sumNames: ReadonlyArray<string>) {
    const names = new Set(dimensions.map(({ name }) => name))
    if (names.size < dimensions.length) {
      throw new TallyMismatch(
        `Each dimension of a tally has its own name, found ${dimensions.map(({ name }) => name).join(", ")}`
      )
    }
    this.dimensions = dimensions
    this.sumNames = [...sumNames].sort()
    this.index = new GroupIndex(dimensions.length)
    this.values = dimensions.map(() => [])
    this.known = dimensions.map(() => new Map())
    this.sums = this.sumNames.map(() => new Float64Array(16))
    this.scratch = new Uint32Array(dimensions.length)
  }

  /** Set the value of a dimension for the record that `count` counts next. */
  set(dimension: number, value: Value): void {
    this.scratch[dimension] = this.code(dimension, value)
  }

  /** Set the code of a dimension, as `code` gave it. */
  setCode(dimension: number, code: number): void {
    this.scratch[dimension] = code
  }

  /** The number that stands for a value of a dimension here. */
  code(dimension: number, value: Value): number {
    const known = this.known[dimension]?.get(value)
    if (known !== undefined) return known
    const values = this.values[dimension] ?? []
    this.known[dimension]?.set(value, values.length)
    return values.push(value) - 1
  }

  /** Count `count` records of the values set; returns their group. */
  count(count: number): number {
    const group = this.index.find(this.scratch)
    if (group >= this.counts.length) {
      this.counts = doubled(this.counts)
      this.sums = this.sums.map(doubled)
    }
    this.counts[group] = exact((this.counts[group] ?? 0) + exactCount(count), "A count")
    return group
  }

  /** Add to a sum of a group, by the sum's place in the sorted names. */
  addSum(group: number, place: number, amount: unknown, copies = 1): void {
    const sum = this.sums[place]
    const what = `The sum of ${this.sumNames[place]}`
    if (sum !== undefined) sum[group] = exact((sum[group] ?? 0) + exact(amount, what) * copies, what)
  }

  /** Count every group of a tally that has the same dimensions and sums. */
  addTally(tally: Tally<Name>): void {
    const codes = tally.columns.map((column, d) => column.values.map((value) => this.code(d, value)))
    const sums = this.sumNames.map((name) => tally.sums[name])
    for (let i = 0; i < tally.counts.length; i++) {
      for (let d = 0; d < codes.length; d++) {
        this.scratch[d] = codes[d]?.[tally.columns[d]?.codes[i] ?? 0] ?? 0
      }
      const group = this.count(tally.counts[i] ?? 0)
      for (let s = 0; s < sums.length; s++) this.addSum(group, s, sums[s]?.[i] ?? 0)
    }
  }

  /** The tally of what was counted so far. */
  finish(): Tally<Name> {
    const ordered = this.dimensions.map((_, d) => ranks(this.values[d] ?? []))
    const groups = this.order(ordered.map((each) => each.rank))
    const columns = this.dimensions.map((dimension, d): Column<Name> => {
      const { rank, values } = ordered[d] ?? { rank: new Uint32Array(0), values: [] }
      return { dimension, values, codes: groups.map((group) => rank[this.index.codeOf(group, d)] ?? 0) }
    })
    return {
      columns: columns.map(withoutUnused),
      counts: Float64Array.from(groups, (group) => this.counts[group] ?? 0),
      sums: Object.fromEntries(
        this.sumNames.map((name, s) => [name, Float64Array.from(groups, (group) => this.sums[s]?.[group] ?? 0)])
      )
    }
  }

  private order(ranks: ReadonlyArray<Uint32Array>): Uint32Array {
    const counted = Uint32Array.from({ length: this.index.size }, (_, group) => group).filter(
      (group) => (this.counts[group] ?? 0) > 0
    )
    const rankOf = (group: number, d: number): number => ranks[d]?.[this.index.codeOf(group, d)] ?? 0
    return counted.sort((a, b) => {
      for (let d = 0; d < ranks.length; d++) {
        const difference = rankOf(a, d) - rankOf(b, d)
        if (difference !== 0) return difference
      }
      return 0
    })
  }
}

const doubled = (array: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
}

const ranks = (values: ReadonlyArray<Value>): { readonly rank: Uint32Array; readonly values: ReadonlyArray<Value> } => {
  const order = values.map((_, code) => code).sort((a, b) => compare(values[a] ?? null, values[b] ?? null))
  const rank = new Uint32Array(values.length)
  order.forEach((code, place) => {
    rank[code] = place
  })
  return { rank, values: order.map((code) => values[code] ?? null) }
}
