import type { Unsaid } from "@throughline/import/format"
import { idOf, listOf, own, text } from "./Own.ts"
import { isPaused, revenueOf } from "./Revenue.ts"
import { stateOf, toldBy } from "./State.ts"
import { type Reason, unsaid } from "./Unsaid.ts"

/** What is made of a subscription, beside what Stripe says of it. */
export interface Columns {
  readonly customer: string | undefined
  readonly currency: string
  readonly plan: string | undefined
  readonly price: number | undefined
  readonly stage: string
  readonly paid_from: number | undefined
  readonly ended_at: number | undefined
  readonly reason: string | undefined
  readonly gained: "new" | undefined
  readonly lost: "churn" | undefined
  readonly mrr: number | undefined
  readonly list_mrr: number | undefined
  readonly lost_mrr: number | undefined
  readonly lost_list_mrr: number | undefined
}

/** The columns that are made of one state of a subscription. */
export const columnsOf = (subscription: unknown): Columns => {
  const state = stateOf(toldBy(subscription))
  const { currency, price, ...revenue } = revenueOf(subscription)
  const mrr = known(revenue.mrr, subscription)
  const listMrr = known(revenue.listMrr, subscription)
  const isPaying = (state.stage === "running" || state.stage === "ended") && listMrr !== 0
  const hasLeft = state.stage === "ended"
  return {
    customer: idOf(own(subscription, "customer")),
    currency,
    plan: planOf(subscription),
    price,
    stage: state.stage,
    paid_from: state.paidFrom,
    ended_at: state.endedAt,
    reason: hasLeft ? reasonOf(subscription) : undefined,
    gained: isPaying ? "new" : undefined,
    lost: isPaying && hasLeft ? "churn" : undefined,
    mrr,
    list_mrr: listMrr,
    lost_mrr: negative(mrr),
    lost_list_mrr: negative(listMrr)
  }
}

const negative = (amount: number | undefined): number | undefined => (amount === undefined ? undefined : 0 - amount)

/** An amount that is known: not of a subscription that stopped to bring it in at a time that is not told. */
const known = (amount: number | Reason, subscription: unknown): number | undefined =>
  typeof amount === "string" || stopped(subscription) !== undefined ? undefined : amount

const stopped = (subscription: unknown): Reason | undefined => {
  if (isPaused(subscription)) return "paused"
  return own(subscription, "status") === "unpaid" ? "unpaid" : undefined
}

/** By column: why it says nothing. */
export const whyNot = (subscription: unknown): ReadonlyMap<string, Unsaid> => {
  const state = stateOf(toldBy(subscription))
  const revenue = revenueOf(subscription)
  const mrr = stopped(subscription) ?? revenue.mrr
  const listMrr = stopped(subscription) ?? revenue.listMrr
  return reasons([
    ["paid_from", state.because],
    ["mrr", mrr],
    ["lost_mrr", mrr],
    ["list_mrr", listMrr],
    ["lost_list_mrr", listMrr]
  ])
}

/** The reasons among these, by column. */
export const reasons = (
  found: ReadonlyArray<readonly [string, Reason | number | undefined]>
): ReadonlyMap<string, Unsaid> =>
  new Map(found.flatMap(([column, reason]) => (typeof reason === "string" ? [[column, unsaid[reason]] as const] : [])))

/** The prices as people call them, in one text. */
const planOf = (subscription: unknown): string | undefined => {
  const items = listOf(own(subscription, "items"))
  const plans = (items.length === 0 ? [subscription] : items.slice(0, 20)).flatMap((item) => {
    const price = own(item, "price") ?? own(item, "plan")
    return text(own(price, "nickname")) ?? text(own(price, "lookup_key")) ?? idOf(price) ?? []
  })
  return plans.length === 0 ? undefined : plans.join(" + ").slice(0, 500)
}

/** Why it ended: a failed or disputed payment, or what the customer gave as the reason. */
const reasonOf = (subscription: unknown): string | undefined => {
  const details = own(subscription, "cancellation_details")
  const reason = text(own(details, "reason"))
  return reason === "payment_failed" || reason === "payment_disputed" ? reason : text(own(details, "feedback"))
}
