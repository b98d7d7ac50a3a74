import type { Excluded } from "../stats/Estimate.ts"
import type { Division } from "./Division.ts"

/** A cell as a number: `NaN` when it is missing, infinite when it is none. */
const numberOf = (cell: unknown): number => {
  if (typeof cell === "number") return cell
  if (typeof cell === "boolean") return cell ? 1 : 0
  return cell === null || cell === undefined ? Number.NaN : Number.POSITIVE_INFINITY
}

/** A column as numbers: `NaN` where a cell is missing, infinite where it is no number. */
export const numbersOf = (column: ArrayLike<unknown>): Float64Array => {
  if (column instanceof Float64Array) return column
  const numbers = new Float64Array(column.length)
  for (let row = 0; row < numbers.length; row++) numbers[row] = numberOf(column[row])
  return numbers
}

/** Why a row does not count: of two reasons, the greater. A row without any weight is not there at all. */
const mark = { none: 0, invalid: 1, missing: 2, weightless: 3 } as const

/** Which rows do not count, and why. */
export class CoxMarks {
  private readonly marks: Uint8Array

  constructor(rows: number) {
    this.marks = new Uint8Array(rows)
  }

  /** Mark the rows whose number is missing, below the least or infinite. */
  check(numbers: Float64Array, least: number): void {
    for (let row = 0; row < numbers.length; row++) {
      const number = numbers[row] as number
      if (number >= least && number < Number.POSITIVE_INFINITY) continue
      this.raise(row, Number.isNaN(number) ? mark.missing : mark.invalid)
    }
  }

  /** Mark the rows whose number is neither 0 nor 1. */
  checkOutcomes(numbers: Float64Array): void {
    for (let row = 0; row < numbers.length; row++) {
      const number = numbers[row] as number
      if (number !== 0 && number !== 1) this.raise(row, Number.isNaN(number) ? mark.missing : mark.invalid)
    }
  }

  /** Mark the rows that enter at their time or after; one that enters at 0 does not. */
  checkEntries(entries: Float64Array, times: Float64Array): void {
    for (let row = 0; row < entries.length; row++) {
      const entry = entries[row] as number
      if (entry !== 0 && entry >= (times[row] as number)) this.raise(row, mark.invalid)
    }
  }

  /** Mark the rows that are in no part of a division. */
  checkParts({ codes }: Division): void {
    for (let row = 0; row < codes.length; row++) if ((codes[row] as number) < 0) this.raise(row, mark.missing)
  }

  /** Mark the rows that weigh nothing. */
  checkWeights(weights: Float64Array): void {
    for (let row = 0; row < weights.length; row++) if (weights[row] === 0) this.raise(row, mark.weightless)
  }

  /** The places of the rows that count. */
  rows(): Uint32Array {
    const rows = new Uint32Array(this.marks.length)
    let length = 0
    for (let row = 0; row < rows.length; row++) if (this.marks[row] === mark.none) rows[length++] = row
    return rows.subarray(0, length)
  }

  /** The weight of the rows that do not count, by why; 1 where the weight is not known. */
  excluded(weights: Float64Array | null): Excluded {
    const excluded = { missing: 0, invalid: 0 }
    this.marks.forEach((each, row) => {
      if (each !== mark.invalid && each !== mark.missing) return
      const weight = weights?.[row] ?? 1
      excluded[each === mark.missing ? "missing" : "invalid"] += weight >= 0 && weight < 1 / 0 ? weight : 1
    })
    return excluded
  }

  private raise(row: number, to: number): void {
    this.marks[row] = Math.max(this.marks[row] as number, to)
  }
}
