import type { Excluded } from "../stats/Estimate.ts"
import type { LifetimeRows } from "../stats/LifetimeRows.ts"
import { exact } from "../tally/exact.ts"

/** Lifetimes that count, and those that do not. */
export interface LifetimeReading {
  readonly rows: LifetimeRows
  /** By group; the last is of those whose group is not known. */
  readonly excluded: ReadonlyArray<Excluded>
}

const isMissing = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

const isTime = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY

const isOutcome = (value: unknown): boolean => value === true || value === false || value === 0 || value === 1

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** Why a lifetime does not count. */
const problem = (time: unknown, ended: unknown, entry: unknown): keyof Excluded | undefined => {
  if (isMissing(time) || isMissing(ended) || isMissing(entry)) return "missing"
  if (!(isTime(time) && isTime(entry) && isOutcome(ended))) return "invalid"
  return entry >= time && entry > 0 ? "invalid" : undefined
}

/**
 * Reads lifetimes into columns, and counts apart what is no lifetime.
 *
 * Missing: no time, outcome or entry, or a group or stratum below 0. Invalid: a time or entry that is negative, infinite or no number, an entry that is not
 * before its time (but at 0), an outcome that is neither of two, a weight that is no whole number from 0. A weight of 0 is
 * not there at all.
 */
export class LifetimeReader {
  private readonly times: Float64Array
  private readonly ended: Uint8Array
  private readonly entries: Float64Array
  private readonly copies: Float64Array
  private readonly groups: Uint32Array
  private readonly strata: Uint32Array
  private readonly excluded: ReadonlyArray<Record<keyof Excluded, number>>
  private length = 0
  private total = 0
  private late = false

  /** Room for so many rows, of so many groups and strata. */
  constructor(rows: number, groups: number, strata: number) {
    this.times = new Float64Array(rows)
    this.ended = new Uint8Array(rows)
    this.entries = new Float64Array(rows)
    this.copies = new Float64Array(rows)
    this.groups = new Uint32Array(groups > 1 ? rows : 0)
    this.strata = new Uint32Array(strata > 1 ? rows : 0)
    this.excluded = Array.from({ length: groups + 1 }, () => ({ missing: 0, invalid: 0 }))
  }

  /** Read one row. */
  add(time: unknown, ended: unknown, entry: unknown, copies: unknown, group: number, stratum: number): void {
    const from = group < 0 || stratum < 0 ? null : entry
    const why = isCount(copies) ? problem(time, ended, from) : "invalid"
    const count = isCount(copies) ? copies : 1
    const excluded = this.excluded.at(group)
    if (why !== undefined && excluded !== undefined) excluded[why] += count
    if (why !== undefined || count === 0) return
    this.total += count
    const row = this.length++
    // Adding 0 makes −0 a plain 0.
    this.times[row] = Number(time) + 0
    this.ended[row] = Number(ended)
    this.entries[row] = Number(entry) + 0
    if (this.entries[row] !== 0) this.late = true
    this.copies[row] = count
    this.groups[row] = group
    this.strata[row] = stratum
  }

  /** What was read. Throws `TallyOverflow` for more than 2^53 − 1 lifetimes. */
  finish(): LifetimeReading {
    exact(this.total, "The number of lifetimes")
    const { length } = this
    return {
      rows: {
        times: this.times.subarray(0, length),
        ended: this.ended.subarray(0, length),
        copies: this.copies.subarray(0, length),
        entries: this.late ? this.entries.subarray(0, length) : null,
        groups: this.groups.subarray(0, length),
        strata: this.strata.subarray(0, length)
      },
      excluded: this.excluded
    }
  }
}
