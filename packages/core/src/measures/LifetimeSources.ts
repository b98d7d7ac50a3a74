import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type Division, undivided } from "./Division.ts"
import { LifetimeReader, type LifetimeReading } from "./LifetimeReading.ts"

/** How long something was followed, and whether the event ended it (`true`) or it was still there when last seen. */
export interface FollowUp {
  /** `null` where it is not known: reported as missing. */
  readonly time: number | null
  readonly event: boolean
  /** The time at which it came under observation: 0 unless told, below `time`. */
  readonly entry?: number
  /** How many such lifetimes this stands for, a whole number: 1 unless told. */
  readonly weight?: number
}

/** Lifetimes in columns of one length: typed arrays, or any others. */
export interface LifetimeColumns {
  /** How long each was followed, from 0. */
  readonly times: ArrayLike<number | null>
  /** 1 or `true` where the event ended it, 0 or `false` where it was still there when last seen. */
  readonly ended: ArrayLike<number | boolean | null>
  /** The time at which each came under observation: 0 unless told. */
  readonly entries?: ArrayLike<number | null>
  /** How many lifetimes each row stands for: 1 unless told. */
  readonly counts?: ArrayLike<number>
}

/** Where a tally holds lifetimes. */
export interface LifetimeDimensions<Name extends string> {
  /** The dimension of the time followed: `"days"` unless told. */
  readonly time?: Name
  /** The dimension of what became of it: `"outcome"` unless told. */
  readonly outcome?: Name
  /** The outcome, or outcomes, that mean the event: `"ended"` unless told. Any other is censored. */
  readonly event?: Value | ReadonlyArray<Value>
  /** The dimension of the time at which it came under observation; unless told, all were followed from the start. */
  readonly entry?: Name
}

const commonLength = (columns: ReadonlyArray<ArrayLike<unknown>>): number => {
  const [{ length } = { length: 0 }] = columns
  if (columns.every((each) => each.length === length)) return length
  throw new RangeError(`Columns have one length, found ${columns.map((each) => each.length).join(", ")}`)
}

/** Read lifetimes that are columns. */
export const readColumns = (
  { counts, ended, entries, times }: LifetimeColumns,
  groups: Division = undivided,
  strata: Division = undivided
): LifetimeReading => {
  const optional = [entries, counts].filter((each) => each !== undefined)
  const divisions = [groups, strata].filter((each) => each !== undivided).map(({ codes }) => codes)
  const length = commonLength([times, ended, ...optional, ...divisions])
  const reader = new LifetimeReader(length, groups.values.length, strata.values.length)
  for (let row = 0; row < length; row++) {
    const entry = entries === undefined ? 0 : entries[row]
    const copies = counts === undefined ? 1 : counts[row]
    reader.add(times[row], ended[row], entry, copies, groups.codes[row] ?? 0, strata.codes[row] ?? 0)
  }
  return reader.finish()
}

/** Read lifetimes one by one. */
export const readLifetimes = (lifetimes: Iterable<FollowUp>): LifetimeReading => {
  const all = Array.from(lifetimes)
  const reader = new LifetimeReader(all.length, 1, 1)
  for (const { entry = 0, event, time, weight = 1 } of all) reader.add(time, event, entry, weight, 0, 0)
  return reader.finish()
}

/** Read the lifetimes of a tally. A `null` outcome is missing, unless it is an event. Throws `TallyMismatch`. */
export const readTally = (
  tally: Tally,
  { entry, event = "ended", outcome = "outcome", time = "days" }: LifetimeDimensions<string>,
  groups: Division = undivided,
  strata: Division = undivided
): LifetimeReading => {
  const times = column(tally, time)
  const outcomes = column(tally, outcome)
  const entries = entry === undefined ? undefined : column(tally, entry)
  const events = new Set([event].flat())
  const ended = outcomes.values.map((value) => events.has(value) || (value === null ? null : false))
  const reader = new LifetimeReader(tally.counts.length, groups.values.length, strata.values.length)
  tally.counts.forEach((count, row) => {
    const entered = entries === undefined ? 0 : valueAt(entries, row)
    const outcomeAt = ended[outcomes.codes[row] ?? 0]
    reader.add(valueAt(times, row), outcomeAt, entered, count, groups.codes[row] ?? 0, strata.codes[row] ?? 0)
  })
  return reader.finish()
}
