import type { Excluded } from "../stats/Estimate.ts"
import { valueAt } from "../tally/read.ts"
import { marginal } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

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

const historyOf = (values: ReadonlyArray<Value>): PurchaseHistory | "missing" | "invalid" => {
  const [frequency, recency, age] = values
  if (values.includes(null)) return "missing"
  if (typeof frequency !== "number" || typeof recency !== "number" || typeof age !== "number") return "invalid"
  const history = { frequency, recency, age }
  return isHistory(history) ? history : "invalid"
}

/** Read a tally by frequency, recency and age. Throws `TallyMismatch` when one is no dimension of it. */
export const readHistories = <Name extends string>(
  tally: Tally<Name>,
  {
    age = "age" as Name,
    frequency = "frequency" as Name,
    recency = "recency" as Name
  }: HistoryDimensions<NoInfer<Name>>
): Histories => {
  const { columns, counts } = marginal(tally, [frequency, recency, age])
  const kept: Array<PurchaseHistory> = []
  const copies: Array<number> = []
  const excluded = { missing: 0, invalid: 0 }
  counts.forEach((count, group) => {
    const history = historyOf(columns.map((each) => valueAt(each, group)))
    if (typeof history === "string") excluded[history] += count
    else {
      kept.push(history)
      copies.push(count)
    }
  })
  return {
    frequency: Float64Array.from(kept, (each) => each.frequency),
    recency: Float64Array.from(kept, (each) => each.recency),
    age: Float64Array.from(kept, (each) => each.age),
    counts: Float64Array.from(copies),
    n: copies.reduce((sum, count) => sum + count, 0),
    excluded
  }
}
