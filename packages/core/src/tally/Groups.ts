import { type Cells, DenseCells } from "./DenseCells.ts"
import type { Dimension } from "./Dimension.ts"
import { SparseCells } from "./SparseCells.ts"
import { type Column, type Tally, TallyMismatch } from "./Tally.ts"
import { compare, type Value } from "./Value.ts"
import { withoutUnused } from "./withoutUnused.ts"

/** So many rows are counted at a time. */
export const chunkLength = 2048

const denseLimit = 1 << 20

/** The values of one dimension and the code that stands for each, counted from 0 in order of first sight. */
export class Dictionary {
  readonly values: Array<Value> = []
  private readonly codes = new Map<Value, number>()

  /** The code of a value. */
  code(value: Value): number {
    const known = this.codes.get(value)
    if (known !== undefined) return known
    this.codes.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}

/**
 * Counts while records or tallies arrive, a chunk at a time; `finish` puts the result in its one order.
 *
 * Write the codes of up to `chunkLength` rows into `codes`, and their amounts into `amounts`, then call `flush`.
 */
export class Groups<Name extends string> {
  readonly dictionaries: ReadonlyArray<Dictionary>
  /** Where the codes of a chunk are written: one array a dimension. */
  readonly codes: ReadonlyArray<Uint32Array>
  /** Where the amounts of a chunk are written: one array a sum, in the order of `sumNames`. */
  readonly amounts: ReadonlyArray<Float64Array>
  readonly sumNames: ReadonlyArray<string>
  private readonly dimensions: ReadonlyArray<Dimension<Name>>
  private capacities: ReadonlyArray<number>
  private cells: Cells

  constructor(dimensions: ReadonlyArray<Dimension<Name>>, sumNames: ReadonlyArray<string>) {
    refuseTwins(dimensions)
    this.dimensions = dimensions
    this.sumNames = [...sumNames].sort()
    this.dictionaries = dimensions.map(() => new Dictionary())
    this.codes = dimensions.map(() => new Uint32Array(chunkLength))
    this.amounts = this.sumNames.map(() => new Float64Array(chunkLength))
    this.capacities = dimensions.map(() => 1)
    this.cells = new DenseCells(this.capacities, this.sumNames)
  }

  /** Count the first `length` rows written; each stands for one record, or for so many as `counts` says. */
  flush(length: number, counts?: Float64Array): void {
    this.makeRoom()
    this.cells.add({ length, codes: this.codes, counts, amounts: this.amounts })
  }

  /** Count every group of a tally that has the same dimensions and sums. */
  addTally(tally: Tally<Name>): void {
    const tables = tally.columns.map(({ values }, d) => values.map((value) => this.dictionaries[d]?.code(value) ?? 0))
    for (let start = 0; start < tally.counts.length; start += chunkLength) {
      const counts = tally.counts.subarray(start, start + chunkLength)
      tally.columns.forEach(({ codes }, d) => {
        translate(codes, start, tables[d] ?? [], this.codes[d], counts.length)
      })
      this.sumNames.forEach((name, s) => {
        this.amounts[s]?.set(tally.sums[name]?.subarray(start, start + chunkLength) ?? [])
      })
      this.flush(counts.length, counts)
    }
  }

  /** The tally of what was counted so far. */
  finish(): Tally<Name> {
    const ordered = this.dictionaries.map(({ values }) => ranks(values))
    const { counts, order, placed, sums } = this.inOrder(ordered.map(({ rank }) => rank))
    const pick = (from: ReadonlyArray<number>): Float64Array => Float64Array.from(order, (group) => from[group] ?? 0)
    const columns = this.dimensions.map(
      (dimension, d): Column<Name> => ({
        dimension,
        values: ordered[d]?.values ?? [],
        codes: order.map((group) => placed[d]?.[group] ?? 0)
      })
    )
    return {
      columns: columns.map(withoutUnused),
      counts: pick(counts),
      sums: Object.fromEntries(this.sumNames.map((name, s) => [name, pick(sums[s] ?? [])]))
    }
  }

  /** The groups counted, and the order of the places of their values. */
  private inOrder(rankOf: ReadonlyArray<Uint32Array>) {
    const placed: ReadonlyArray<Array<number>> = rankOf.map(() => [])
    const counts: Array<number> = []
    const sums: ReadonlyArray<Array<number>> = this.sumNames.map(() => [])
    this.cells.each((codes, count, amounts) => {
      counts.push(count)
      placed.forEach((ofDimension, d) => {
        ofDimension.push(rankOf[d]?.[codes[d] ?? 0] ?? 0)
      })
      sums.forEach((sum, s) => {
        sum.push(amounts[s] ?? 0)
      })
    })
    const order = Uint32Array.from(counts.keys()).sort((a, b) => {
      for (const ofDimension of placed) {
        const difference = (ofDimension[a] ?? 0) - (ofDimension[b] ?? 0)
        if (difference !== 0) return difference
      }
      return 0
    })
    return { counts, order, placed, sums }
  }

  /** Make cells for the values seen: in one grid while it is small enough, else only for what occurs. */
  private makeRoom(): void {
    const sizes = this.dictionaries.map(({ values }) => values.length)
    if (this.cells instanceof SparseCells || sizes.every((size, d) => size <= (this.capacities[d] ?? 0))) return
    this.capacities = sizes.map((size, d) => Math.max(this.capacities[d] ?? 1, 2 ** Math.ceil(Math.log2(size))))
    const cells = this.capacities.reduce((product, capacity) => product * capacity, 1)
    const before = this.cells
    this.cells =
      cells <= denseLimit
        ? new DenseCells(this.capacities, this.sumNames)
        : new SparseCells(this.dimensions.length, this.sumNames)
    before.each((codes, count, sums) => {
      this.cells.add({
        length: 1,
        codes: Array.from(codes, (code) => Uint32Array.of(code)),
        counts: Float64Array.of(count),
        amounts: sums.map((sum) => Float64Array.of(sum))
      })
    })
  }
}

const refuseTwins = (dimensions: ReadonlyArray<Dimension>): void => {
  const names = dimensions.map(({ name }) => name)
  if (new Set(names).size < names.length) {
    throw new TallyMismatch(`Each dimension of a tally has its own name, found ${names.join(", ")}`)
  }
}

/** Write the codes that stand for other codes. */
const translate = (
  from: ArrayLike<number>,
  start: number,
  table: ArrayLike<number>,
  into: Uint32Array | undefined,
  length: number
): void => {
  if (into === undefined) return
  for (let i = 0; i < length; i++) into[i] = table[from[start + i] ?? 0] ?? 0
}

const ranks = (values: ReadonlyArray<Value>): { readonly rank: Uint32Array; readonly values: ReadonlyArray<Value> } => {
  const order = values.map((_, code) => code).sort((a, b) => compare(values[a] ?? null, values[b] ?? null))
  const rank = new Uint32Array(values.length)
  order.forEach((code, place) => {
    rank[code] = place
  })
  return { rank, values: order.map((code) => values[code] ?? null) }
}
