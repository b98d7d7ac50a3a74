import { exact } from "./exact.ts"

/** A chunk of rows to count: for each dimension the codes, for each sum the amounts. Only the first `length` entries count. */
export interface Chunk {
  readonly length: number
  readonly codes: ReadonlyArray<Uint32Array>
  /** How many records each row stands for; one each when there is none. */
  readonly counts: Float64Array | undefined
  readonly amounts: ReadonlyArray<Float64Array>
}

/** Receives each group once: its codes, its count and its sums. The codes are only good until the next call. */
export type Visit = (codes: Uint32Array, count: number, sums: ReadonlyArray<number>) => void

/** What chunks of rows are counted into. */
export interface Cells {
  readonly add: (chunk: Chunk) => void
  readonly each: (visit: Visit) => void
}

/** Adds without losing a digit, or throws. */
export const addExactly = (into: Float64Array, cell: number, amount: number, what: string): void => {
  into[cell] = exact((into[cell] ?? 0) + amount, what)
}

/** A cell for every combination of codes: the fastest there is while there are not too many. */
export class DenseCells implements Cells {
  private readonly capacities: ReadonlyArray<number>
  private readonly sumNames: ReadonlyArray<string>
  private readonly counts: Float64Array
  private readonly sums: ReadonlyArray<Float64Array>
  private places = new Uint32Array(0)

  constructor(capacities: ReadonlyArray<number>, sumNames: ReadonlyArray<string>) {
    const size = capacities.reduce((product, capacity) => product * capacity, 1)
    this.capacities = capacities
    this.sumNames = sumNames
    this.counts = new Float64Array(size)
    this.sums = sumNames.map(() => new Float64Array(size))
  }

  add(chunk: Chunk): void {
    const { amounts, codes, counts, length } = chunk
    const places = this.placesOf(codes, length)
    if (counts === undefined) countOnce(this.counts, places, length)
    else countCopies(this.counts, places, counts, length)
    this.sums.forEach((sum, s) => {
      const what = `The sum of ${this.sumNames[s]}`
      for (let i = 0; i < length; i++) addExactly(sum, places[i] ?? 0, amounts[s]?.[i] ?? 0, what)
    })
  }

  each(visit: Visit): void {
    const codes = new Uint32Array(this.capacities.length)
    this.counts.forEach((count, cell) => {
      if (count === 0) return
      let rest = cell
      for (let d = codes.length - 1; d >= 0; d--) {
        const capacity = this.capacities[d] ?? 1
        codes[d] = rest % capacity
        rest = Math.floor(rest / capacity)
      }
      visit(
        codes,
        count,
        this.sums.map((sum) => sum[cell] ?? 0)
      )
    })
  }

  private placesOf(codes: ReadonlyArray<Uint32Array>, length: number): Uint32Array {
    const [first, ...others] = codes
    if (this.places.length < length) this.places = new Uint32Array(length)
    const { places } = this
    if (first !== undefined) places.set(first.subarray(0, length))
    others.forEach((ofDimension, d) => {
      shiftIn(places, this.capacities[d + 1] ?? 1, ofDimension, length)
    })
    return places
  }
}

const shiftIn = (places: Uint32Array, capacity: number, codes: Uint32Array, length: number): void => {
  for (let i = 0; i < length; i++) places[i] = (places[i] as number) * capacity + (codes[i] as number)
}

/** One record a row: fewer rows than 2^53 were ever read, so nothing can overflow. */
const countOnce = (counts: Float64Array, places: Uint32Array, length: number): void => {
  for (let i = 0; i < length; i++) {
    const place = places[i] as number
    counts[place] = (counts[place] as number) + 1
  }
}

const countCopies = (counts: Float64Array, places: Uint32Array, copies: Float64Array, length: number): void => {
  for (let i = 0; i < length; i++) addExactly(counts, places[i] ?? 0, copies[i] ?? 0, "A count")
}
