import type { MrrMovement, Subscription } from "../domain/Subscription.ts"
import { exact } from "../tally/exact.ts"

/** What a customer pays in one currency, in minor units (cents). */
export interface CustomerRevenue {
  readonly customer: string
  readonly currency: string
  /** A whole number from 0. */
  readonly amountMinor: number
}

type Amounts = ReadonlyMap<string, ReadonlyMap<string, number>>

const compareText = (a: string, b: string): number => (a < b ? -1 : 1)

/** Amounts by currency and customer, each added up, in the order of their names. */
export const addUp = (rows: Iterable<CustomerRevenue>): Amounts => {
  const found = new Map<string, Map<string, number>>()
  for (const { amountMinor, currency, customer } of rows) {
    const customers = found.get(currency) ?? new Map<string, number>()
    found.set(currency, customers)
    customers.set(customer, exact((customers.get(customer) ?? 0) + amountMinor, "What a customer pays"))
  }
  return new Map(
    [...found]
      .sort(([a], [b]) => compareText(a, b))
      .map(([currency, customers]) => [currency, new Map([...customers].sort(([a], [b]) => compareText(a, b)))])
  )
}

const rowsOf = (amounts: Amounts): ReadonlyArray<CustomerRevenue> =>
  [...amounts]
    .flatMap(([currency, customers]) =>
      Array.from(customers, ([customer, amountMinor]) => ({ customer, currency, amountMinor }))
    )
    .filter(({ amountMinor }) => amountMinor > 0)

const signs = { new: 1, expansion: 1, reactivation: 1, contraction: -1, churn: -1 } as const

/**
 * What each customer pays a month as of an instant, from the movements of recurring revenue until then, a row for each customer and
 * currency that pays. Losses may be written above or below zero. Throws `TallyOverflow` beyond 2^53 − 1.
 */
export const revenueOfMovements = (
  movements: Iterable<Pick<MrrMovement, "amountMinor" | "at" | "currency" | "customer" | "kind">>,
  asOf: Date
): ReadonlyArray<CustomerRevenue> =>
  rowsOf(
    addUp(
      [...movements]
        .filter(({ at }) => at <= asOf)
        .map(({ amountMinor, currency, customer, kind }) => ({
          customer,
          currency,
          amountMinor: signs[kind] * Math.abs(amountMinor)
        }))
    )
  )

/**
 * What each customer pays a billing period as of an instant, from the subscriptions that run then, a row for each customer and
 * currency that pays. Throws `TallyOverflow` beyond 2^53 − 1.
 */
export const revenueOfSubscriptions = (
  subscriptions: Iterable<Pick<Subscription, "currency" | "customer" | "endedAt" | "priceMinor" | "startedAt">>,
  asOf: Date
): ReadonlyArray<CustomerRevenue> =>
  rowsOf(
    addUp(
      [...subscriptions].flatMap(({ currency, customer, endedAt, priceMinor, startedAt }) =>
        startedAt <= asOf && (endedAt === undefined || endedAt > asOf) && currency !== undefined
          ? [{ customer, currency, amountMinor: priceMinor ?? 0 }]
          : []
      )
    )
  )
