import { estimate, insufficientData, type Measured, nothingExcluded } from "../stats/Estimate.ts"
import type { Exact } from "../stats/Exact.ts"
import { wilson } from "../stats/Wilson.ts"
import { exact } from "../tally/exact.ts"
import { addUp, type CustomerRevenue } from "./CustomerRevenue.ts"

/** What the requesters of one request pay in one currency. */
export interface RequestRevenue {
  readonly currency: string
  /** In minor units: counted in full, each customer once. `n` is how many of the requesters pay in this currency. */
  readonly amount: Exact
  /** Of what all customers pay in this currency, from 0 to 1. */
  readonly share: Measured
}

/** What all customers pay in one currency. */
export interface Payers {
  readonly currency: string
  readonly amounts: ReadonlyMap<string, number>
  readonly total: number
  /** So many customers who pay alike would tell as much: (Σ amount)² / Σ amount². Kish (1965). */
  readonly effective: number
}

/** What all customers pay, a currency at a time, in the order of the currencies; what is not above 0 counts for nothing. */
export const payersOf = (revenue: Iterable<CustomerRevenue>): ReadonlyArray<Payers> =>
  Array.from(addUp(revenue), ([currency, all]) => {
    const amounts = new Map([...all].filter(([, amount]) => amount > 0))
    let [total, squares] = [0, 0]
    for (const amount of amounts.values()) {
      total = exact(total + amount, "What customers pay")
      squares += amount * amount
    }
    return { currency, amounts, total, effective: (total * total) / squares }
  }).filter(({ total }) => total > 0)

/** What some customers pay, in each currency. */
export const revenueOf = (
  customers: Iterable<string>,
  payers: ReadonlyArray<Payers>,
  level: number
): ReadonlyArray<RequestRevenue> => {
  const all = [...customers]
  return payers.map(({ amounts, currency, effective, total }) => {
    const paid = all.flatMap((customer) => amounts.get(customer) ?? [])
    const value = paid.reduce((sum, amount) => sum + amount, 0)
    const interval = { ...wilson((value / total) * effective, effective, level), level, method: "Wilson, weighted" }
    return {
      currency,
      amount: {
        _tag: "Exact",
        value,
        definition: "sum of what requesters pay",
        n: paid.length,
        excluded: { missing: all.length - paid.length, invalid: 0 }
      },
      share: estimate(value / total, interval, amounts.size)
    }
  })
}

/** How many of all customers asked, from 0 to 1. */
export const shareOf = (requesters: number, customers: number | undefined, level: number): Measured => {
  if (customers === undefined) return insufficientData("how many customers there are was not told", requesters)
  if (requesters > customers) return insufficientData("more requesters than customers", requesters)
  if (customers === 0) return insufficientData("no customers", 0)
  const interval = { ...wilson(requesters, customers, level), level, method: "Wilson" }
  return estimate(requesters / customers, interval, customers, nothingExcluded)
}
