import type { Excluded } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { isCurrency } from "./RevenueLedger.ts"

/** What a customer bought, in one currency. */
export interface RfmCustomer {
  /** The time since the last purchase, from 0, in any one unit. */
  readonly recency: number
  /** How many purchases. */
  readonly frequency: number
  /** What they were worth, in minor units of the currency. */
  readonly amountMinor: number
  /** An ISO 4217 code. */
  readonly currency: string
}

/** Where a tally holds what the customers bought. */
export interface CustomerDimensions<Name extends string> {
  /** The dimension of the time since the last purchase: `"recency"` unless told. */
  readonly recency?: Name
  /** The dimension of the number of purchases: `"frequency"` unless told. */
  readonly frequency?: Name
  /** The dimension of what a customer spent, in minor units: `"amountMinor"` unless told. */
  readonly amount?: Name
  /** The currency of customers that have none of their own; else that of the dimension `currency`. */
  readonly currency?: string
}

/** So many such customers. */
export interface CountedCustomers extends RfmCustomer {
  readonly count: number
}

/** Whether this can be. */
export const isCustomer = ({ amountMinor, currency, frequency, recency }: RfmCustomer): boolean =>
  recency >= 0 &&
  recency < Number.POSITIVE_INFINITY &&
  Number.isSafeInteger(frequency) &&
  frequency >= 0 &&
  Number.isSafeInteger(amountMinor) &&
  isCurrency(currency)

/** Not known, as a tally has it: an infinity is no time either. */
const isAbsent = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))

/** Customers, and those who cannot be scored. */
export interface ReadCustomers {
  readonly customers: ReadonlyArray<CountedCustomers>
  readonly excluded: Excluded
}

/** Collects customers, in any order. */
export class CustomerCounter implements ReadCustomers {
  readonly customers: Array<CountedCustomers> = []
  readonly excluded = { missing: 0, invalid: 0 }

  add(
    { amountMinor, currency, frequency, recency }: { readonly [Field in keyof RfmCustomer]?: unknown },
    count: number
  ): void {
    if ([recency, frequency, amountMinor, currency].some(isAbsent)) {
      this.excluded.missing += count
      return
    }
    const customer = {
      recency: numberOf(recency),
      frequency: numberOf(frequency),
      amountMinor: numberOf(amountMinor),
      currency: String(currency)
    }
    if (isCustomer(customer)) this.customers.push({ ...customer, count })
    else this.excluded.invalid += count
  }
}

/** What is no number is none that can be. */
const numberOf = (value: unknown): number => (typeof value === "number" ? value : Number.NaN)

/** How to read the currency of a group: that of the dimension `currency`, or the one that the option says. */
const currencies = (tally: Tally, { currency }: CustomerDimensions<string>): ((group: number) => Value) => {
  const found = tally.columns.find(({ dimension }) => dimension.name === "currency")
  if (found !== undefined) return (group) => valueAt(found, group) ?? currency ?? null
  if (currency === undefined) throw new TallyMismatch("This tally does not count by currency: say which it is in")
  return () => currency
}

/**
 * Read a tally by recency, frequency, money and currency: the groups apart, by the place that `split` gives them.
 *
 * Throws `TallyMismatch` when a dimension is not there.
 */
export const readCustomers = (
  tally: Tally,
  options: CustomerDimensions<string>,
  parts: number,
  split: (group: number) => number
): ReadonlyArray<ReadCustomers> => {
  const { amount = "amountMinor", frequency = "frequency", recency = "recency" } = options
  const columns = [recency, frequency, amount].map((name) => column(tally, name))
  const currencyOf = currencies(tally, options)
  const counters = Array.from({ length: parts }, () => new CustomerCounter())
  tally.counts.forEach((count, group) => {
    const [recency, frequency, amountMinor] = columns.map((each) => valueAt(each, group))
    counters[split(group)]?.add({ recency, frequency, amountMinor, currency: currencyOf(group) }, count)
  })
  return counters
}
