import { addExactly, type Cells, type Chunk, type Visit } from "./DenseCells.ts"

const keyOf = (node: number, code: number): number => node * 67_108_864 + code

/** A cell for every combination of codes that was seen, found through a chain of maps: for many values in many dimensions. */
export class SparseCells implements Cells {
  private readonly width: number
  private readonly sumNames: ReadonlyArray<string>
  /** The nodes above the last dimension, by parent and code. */
  private readonly nodes = new Map<number, number>()
  /** The cells, by the node above them and the last code. */
  private readonly leaves = new Map<number, number>()
  private codes = new Uint32Array(64)
  private counts = new Float64Array(64)
  private sums: Array<Float64Array>

  constructor(width: number, sumNames: ReadonlyArray<string>) {
    this.width = width
    this.sumNames = sumNames
    this.sums = sumNames.map(() => new Float64Array(64))
  }

  add({ amounts, codes, counts, length }: Chunk): void {
    for (let row = 0; row < length; row++) {
      const cell = this.find(codes, row)
      addExactly(this.counts, cell, counts === undefined ? 1 : (counts[row] ?? 0), "A count")
      this.sums.forEach((sum, s) => {
        addExactly(sum, cell, amounts[s]?.[row] ?? 0, `The sum of ${this.sumNames[s]}`)
      })
    }
  }

  each(visit: Visit): void {
    for (let cell = 0; cell < this.leaves.size; cell++) {
      const count = this.counts[cell] ?? 0
      const codes = this.codes.subarray(cell * this.width, (cell + 1) * this.width)
      const sums = this.sums.map((sum) => sum[cell] ?? 0)
      if (count !== 0) visit(codes, count, sums)
    }
  }

  private find(codes: ReadonlyArray<Uint32Array>, row: number): number {
    const last = this.width - 1
    let node = 0
    for (let d = 0; d < last; d++) node = numbered(this.nodes, keyOf(node, codes[d]?.[row] ?? 0), 1)
    const known = this.leaves.size
    const cell = numbered(this.leaves, keyOf(node, codes[last]?.[row] ?? 0), 0)
    if (cell === known) this.append(cell, codes, row)
    return cell
  }

  private append(cell: number, codes: ReadonlyArray<Uint32Array>, row: number): void {
    if (cell >= this.counts.length) {
      this.counts = doubled(this.counts)
      this.sums = this.sums.map(doubled)
    }
    const start = cell * this.width
    if (start + this.width > this.codes.length) {
      const larger = new Uint32Array(Math.max(this.codes.length * 2, start + this.width))
      larger.set(this.codes)
      this.codes = larger
    }
    codes.forEach((ofDimension, d) => {
      this.codes[start + d] = ofDimension[row] ?? 0
    })
  }
}

/** The number of a key: the next one, counted from `first`, when it is new. */
const numbered = (numbers: Map<number, number>, key: number, first: 0 | 1): number => {
  const known = numbers.get(key)
  if (known !== undefined) return known
  const next = numbers.size + first
  numbers.set(key, next)
  return next
}

const doubled = (array: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
}
