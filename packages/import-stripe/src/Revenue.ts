import { type Price, priceOf } from "./Items.ts"
import { listOf, own, text } from "./Own.ts"
import { rounded } from "./Units.ts"
import type { Reason } from "./Unsaid.ts"

/** What a subscription brings in, in minor units of its currency; a `Reason` where that cannot be told. */
export interface Revenue {
  readonly currency: string
  /** In a month. */
  readonly mrr: number | Reason
  /** In a month, without discounts and without metered prices. */
  readonly listMrr: number | Reason
  /** In a period, without discounts. */
  readonly price: number | undefined
}

/** The revenue that the items of a subscription say. */
export const revenueOf = (subscription: unknown): Revenue => {
  const currency = (text(own(subscription, "currency")) ?? "").toUpperCase()
  const price = priceOf(subscription, currency)
  if (typeof price === "string") return { currency, mrr: price, listMrr: price, price: undefined }
  const listMrr = rounded(price.monthly, currency) ?? "huge"
  const isWhole = price.leavesOut === undefined
  return {
    currency,
    mrr: reduced(subscription, price) ?? listMrr,
    listMrr,
    price: isWhole && price.each !== undefined ? rounded(price.each, currency) : undefined
  }
}

/** What makes the price another one than that of the list. */
const reduced = (subscription: unknown, { leavesOut }: Price): Reason | undefined => {
  const holders = [subscription, own(subscription, "customer"), ...listOf(own(subscription, "items"))]
  const isReduced = holders.some(
    (one) => own(one, "discount") !== undefined || listOf(own(one, "discounts")).length > 0
  )
  return isReduced ? "discount" : leavesOut
}

/** Whether payments are paused without being asked for later. */
export const isPaused = (subscription: unknown): boolean => {
  const behavior = own(own(subscription, "pause_collection"), "behavior")
  return behavior !== undefined && behavior !== "keep_as_draft"
}
