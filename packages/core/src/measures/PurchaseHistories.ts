import type { Excluded } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"

/** What is known of a customer's purchases, in any one unit of time. */
export interface PurchaseHistory {
  /** How many purchases came after the first. */
  readonly frequency: number
  /** How old the customer was at the last purchase: the time from the first to the last, 0 with one purchase. */
  readonly recency: number
  /** How old the customer is: the time from the first purchase to the end of what is observed. */
  readonly age: number
}

/** Histories with how many customers have each, in the order of their values. */
export interface Histories {
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly age: Float64Array
  readonly counts: Float64Array
  readonly n: number
  readonly excluded: Excluded
}

/** The dimensions of a tally that hold the history. */
export interface HistoryDimensions<Name extends string> {
  /** `"frequency"` unless told. */
  readonly frequency?: Name
  /** `"recency"` unless told. */
  readonly recency?: Name
  /** `"age"` unless told. */
  readonly age?: Name
}

/** Whether this can be: whole purchases, the last of them not after now, and none at a later age than the first if it is the only one. */
export const isHistory = ({ age, frequency, recency }: PurchaseHistory): boolean =>
  Number.isSafeInteger(frequency) &&
  frequency >= 0 &&
  recency >= 0 &&
  recency <= age &&
  age < Number.POSITIVE_INFINITY &&
  (frequency > 0 || recency === 0)

const inOrder = (a: PurchaseHistory, b: PurchaseHistory): number =>
  a.frequency - b.frequency || a.recency - b.recency || a.age - b.age

/** Not known, as a tally has it: an infinity is no time either. */
const isAbsent = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))

/** Collects histories, in any order. */
export class HistoryCounter {
  private readonly seen: Array<PurchaseHistory & { count: number }> = []
  private missing = 0
  private invalid = 0

  add(frequency: unknown, recency: unknown, age: unknown, count: number): void {
    if (count === 0) return
    if (isAbsent(frequency) || isAbsent(recency) || isAbsent(age)) this.missing += count
    else if (typeof frequency !== "number" || typeof recency !== "number" || typeof age !== "number") {
      this.invalid += count
    } else if (!isHistory({ frequency, recency, age })) this.invalid += count
    else this.seen.push({ frequency, recency, age, count })
  }

  /** Each history once. */
  finish(): Histories {
    const distinct: Array<PurchaseHistory & { count: number }> = []
    for (const each of this.seen.sort(inOrder)) {
      const last = distinct.at(-1)
      if (last !== undefined && inOrder(last, each) === 0) last.count += each.count
      else distinct.push({ ...each })
    }
    return {
      frequency: Float64Array.from(distinct, (each) => each.frequency),
      recency: Float64Array.from(distinct, (each) => each.recency),
      age: Float64Array.from(distinct, (each) => each.age),
      counts: Float64Array.from(distinct, (each) => each.count),
      n: distinct.reduce((sum, { count }) => sum + count, 0),
      excluded: { missing: this.missing, invalid: this.invalid }
    }
  }
}

/**
 * Read a tally by frequency, recency and age: the groups apart, by the place that `split` gives them. Throws `TallyMismatch`
 * when a dimension is not there.
 */
export const readHistories = (
  tally: Tally,
  { age = "age", frequency = "frequency", recency = "recency" }: HistoryDimensions<string>,
  parts: number,
  split: (group: number) => number
): ReadonlyArray<Histories> => {
  const [frequencies, recencies, ages] = [column(tally, frequency), column(tally, recency), column(tally, age)]
  const counters = Array.from({ length: parts }, () => new HistoryCounter())
  tally.counts.forEach((count, group) => {
    const counter = counters[split(group)]
    counter?.add(valueAt(frequencies, group), valueAt(recencies, group), valueAt(ages, group), count)
  })
  return counters.map((counter) => counter.finish())
}
