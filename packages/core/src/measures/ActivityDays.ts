import { next, ofDay, ordinal, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { ActivityCounter } from "./ActivityCounts.ts"

/** That a customer was active on a day, as often as it is said. */
export interface CustomerDay {
  readonly customer: string | null | undefined
  /** A date such as `"2026-03-29"`. */
  readonly day: string | null | undefined
}

/** The days on which a customer was active, by period. */
type Periods = Map<string, Set<string>>

/** The active days of each customer. What is no customer or no day is counted as such. */
const customersOf = (
  active: Iterable<CustomerDay>,
  unit: PeriodUnit,
  counter: ActivityCounter
): ReadonlyMap<string, Periods> => {
  const customers = new Map<string, Periods>()
  for (const { customer, day } of active) {
    const date = day ?? ""
    if (!customer || ordinal("day", date) === undefined) {
      counter.add({ period: customer ? day : null, state: null, days: null, count: 1 })
      continue
    }
    const periods = customers.get(customer) ?? new Map<string, Set<string>>()
    const period = ofDay(unit, date)
    customers.set(customer, periods.set(period, (periods.get(period) ?? new Set()).add(date)))
  }
  return customers
}

/** Count the periods of one customer, in order, and those after them in which they were not active. */
const countCustomer = (periods: Periods, last: string, unit: PeriodUnit, counter: ActivityCounter): void => {
  let before: string | undefined
  for (const period of [...periods.keys()].sort()) {
    const again = before !== undefined && next(unit, before) === period ? "returning" : "resurrecting"
    const state = before === undefined ? "new" : again
    counter.add({ period, state, days: periods.get(period)?.size, count: 1 })
    const after = next(unit, period)
    if (after <= last && !periods.has(after)) counter.add({ period: after, state: "dormant", days: 0, count: 1 })
    before = period
  }
}

/** Count who was active on which days, from the first of them on. */
export const countDays = (
  active: Iterable<CustomerDay>,
  unit: PeriodUnit,
  through: string | undefined
): ActivityCounter => {
  const counter = new ActivityCounter(unit)
  const customers = customersOf(active, unit, counter)
  const later = (a: string, b: string): string => (a > b ? a : b)
  const last = [...customers.values()].flatMap((periods) => [...periods.keys()]).reduce(later, through ?? "")
  for (const periods of customers.values()) countCustomer(periods, last, unit, counter)
  return counter
}
