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

const customerOf = (values: ReadonlyArray<Value>): RfmCustomer | "missing" | "invalid" => {
  const [recency, frequency, amountMinor, currency] = values
  if (values.includes(null)) return "missing"
  if (typeof recency !== "number" || typeof frequency !== "number" || typeof amountMinor !== "number") return "invalid"
  const customer = { recency, frequency, amountMinor, currency: String(currency) }
  return isCustomer(customer) ? customer : "invalid"
}

/** How to read the currency of a group: that of the dimension `currency`, or the one that the option says. */
const currencies = (tally: Tally, { currency }: CustomerDimensions<string>): ((group: number) => Value) => {
  const found = tally.columns.find(({ dimension }) => dimension.name === "currency")
  if (currency !== undefined && !isCurrency(currency))
    throw new RangeError('A currency is an ISO 4217 code such as "EUR"')
  if (found !== undefined) return (group) => valueAt(found, group) ?? currency ?? null
  if (currency === undefined) throw new TallyMismatch("This tally does not count by currency: say which it is in")
  return () => currency
}

/** Customers, and those who cannot be scored. */
export interface ReadCustomers {
  readonly customers: ReadonlyArray<CountedCustomers>
  readonly excluded: Excluded
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
  const read = Array.from({ length: parts }, () => ({
    customers: [] as CountedCustomers[],
    excluded: { missing: 0, invalid: 0 }
  }))
  tally.counts.forEach((count, group) => {
    const customer = customerOf([...columns.map((each) => valueAt(each, group)), currencyOf(group)])
    const part = read[split(group)]
    if (typeof customer !== "string") part?.customers.push({ ...customer, count })
    else if (part !== undefined) part.excluded[customer] += count
  })
  return read
}
