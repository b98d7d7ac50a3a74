import { Amount } from "@throughline/import/format"
import { listOf, own, text } from "./Own.ts"
import type { Reason } from "./Unsaid.ts"

/** What the items of a subscription cost. */
export interface Price {
  /** For each month, of the items whose price is known before it is used. */
  readonly monthly: Amount.Amount
  /** For each period; `undefined` when the items have several. */
  readonly each: Amount.Amount | undefined
  /** What the price leaves out. */
  readonly leavesOut: "metered" | undefined
}

/** What one item costs, or why that cannot be told. */
type Item = { readonly amount: Amount.Amount; readonly period: Amount.Period } | Reason

const mostItems = 100

/** The price of all items, or why it cannot be told. Legacy subscriptions have one `plan` in place of items. */
export const priceOf = (subscription: unknown, currency: string): Price | Reason => {
  const list = own(subscription, "items")
  const items = list === undefined && own(subscription, "plan") !== undefined ? [subscription] : listOf(list)
  if (items.length === 0 || items.length > mostItems || own(list, "has_more") === true) return "items"
  const read = items.map((item) => itemOf(item, currency))
  const unknown = read.find((item): item is Reason => typeof item === "string" && item !== "metered")
  if (unknown !== undefined) return unknown
  const fixed = read.filter((item) => typeof item === "object")
  return {
    monthly: fixed.reduce(
      (sum, { amount, period }) => Amount.plus(sum, Amount.monthly(amount, period)),
      Amount.nothing
    ),
    each: isSame(fixed.map(({ period }) => period))
      ? fixed.reduce((sum, { amount }) => Amount.plus(sum, amount), Amount.nothing)
      : undefined,
    leavesOut: fixed.length < read.length ? "metered" : undefined
  }
}

const isSame = (periods: ReadonlyArray<Amount.Period>): boolean =>
  periods.length > 0 &&
  periods.every(({ count, interval }) => count === periods[0]?.count && interval === periods[0]?.interval)

const itemOf = (item: unknown, currency: string): Item => {
  const price = own(item, "price") ?? own(item, "plan")
  const recurring = own(price, "recurring") ?? price
  const period = Amount.periodOf(own(recurring, "interval"), own(recurring, "interval_count"))
  if (own(recurring, "usage_type") === "metered") return "metered"
  if (period === undefined) return "period"
  const unit = unitAmount(price, currency)
  if (typeof unit === "string") return unit
  const quantity = quantityOf(item, own(price, "transform_quantity") ?? own(price, "transform_usage"))
  return quantity === undefined ? "quantity" : { amount: Amount.times(unit, quantity), period }
}

/** What one piece costs. A price of several currencies says it for its first, and for others where they are expanded. */
const unitAmount = (price: unknown, currency: string): Amount.Amount | Reason => {
  const isOwn = text(own(price, "currency"))?.toUpperCase() === currency
  const said = isOwn ? price : own(own(price, "currency_options"), currency.toLowerCase())
  if (said === undefined) return "currency"
  if (own(price, "billing_scheme") === "tiered" || own(said, "tiers") !== undefined) return "tiers"
  const written = own(said, "unit_amount_decimal") ?? own(said, "unit_amount")
  const legacy = own(said, "amount_decimal") ?? own(said, "amount")
  return Amount.amountOf(written ?? legacy) ?? "tiers"
}

/** How many pieces are charged: of prices for packages how many packages. */
const quantityOf = (item: unknown, package_: unknown): number | undefined => {
  const quantity = own(item, "quantity")
  if (!Number.isSafeInteger(quantity) || Number(quantity) < 0) return undefined
  if (package_ === undefined) return Number(quantity)
  const size = own(package_, "divide_by")
  if (!Number.isSafeInteger(size) || Number(size) < 1) return undefined
  const whole = Math.floor(Number(quantity) / Number(size))
  const isMore = own(package_, "round") === "up" && Number(quantity) % Number(size) > 0
  return isMore ? whole + 1 : whole
}
