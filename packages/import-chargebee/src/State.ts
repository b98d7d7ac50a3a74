import { Amount, type JsonObject, type Unsaid } from "@throughline/import/format"

/** What is made of a subscription, beside what Chargebee says of it. */
export interface Columns {
  readonly plan: string | undefined
  /** `trial`: nothing was paid yet, or it ended so. */
  readonly stage: "unstarted" | "trial" | "running" | "ended" | "unclear"
  readonly paid_from: unknown
  readonly ended_at: unknown
  readonly reason_told: unknown
  readonly gained: "new" | undefined
  readonly lost: "churn" | undefined
  readonly price: number | undefined
  readonly mrr_now: number | undefined
  readonly list_mrr: number | undefined
  readonly lost_mrr: number | undefined
  readonly lost_list_mrr: number | undefined
}

const skip = "leave the rules for movements out, or such subscriptions with skipWhen"
const unsaid = {
  discount: {
    found: "a coupon or a discount",
    expected: "a price without a discount",
    fix: "take list_mrr and lost_list_mrr for the amounts: they leave it out"
  },
  amount: { found: "an item without an amount, as of metered prices", expected: "an amount for each item", fix: skip },
  period: { found: "no billing period", expected: "billing_period and billing_period_unit", fix: skip },
  paused: { found: "a paused subscription", expected: "a movement at the time of the pause", fix: skip },
  status: {
    found: "a subscription that moved elsewhere, or an unknown status",
    expected: "a status such as active or cancelled",
    fix: "say with skipWhen which to leave out"
  },
  start: {
    found: "no activated_at and no started_at",
    expected: "the time of the start",
    fix: "get the subscription again"
  },
  end: {
    found: "a cancelled subscription without cancelled_at",
    expected: "the time of the end",
    fix: "get the subscription again"
  }
} as const satisfies Readonly<Record<string, Unsaid>>
type Reason = keyof typeof unsaid

const objects = (value: unknown): ReadonlyArray<JsonObject> =>
  Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null && !Array.isArray(one)) : []

const time = (value: unknown): number | undefined => (Number.isSafeInteger(value) ? Number(value) : undefined)

const stages: ReadonlyMap<unknown, Columns["stage"]> = new Map([
  ["future", "unstarted"],
  ["in_trial", "trial"],
  ["active", "running"],
  ["non_renewing", "running"],
  ["paused", "running"],
  ["cancelled", "ended"]
])

interface State {
  readonly stage: Columns["stage"]
  readonly paidFrom: number | undefined
  readonly because: Reason | undefined
}

const stateOf = (subscription: JsonObject): State => {
  const { activated_at, cancelled_at, started_at, status, trial_end } = subscription
  const stage = stages.get(status)
  const trialEnd = time(trial_end)
  const paidFrom = time(activated_at) ?? trialEnd ?? time(started_at)
  const end = time(cancelled_at)
  if (stage === undefined) return { stage: "unclear", paidFrom: undefined, because: "status" }
  if (stage === "unstarted" || stage === "trial") return { stage, paidFrom: undefined, because: undefined }
  if (stage === "ended" && end === undefined) return { stage: "unclear", paidFrom: undefined, because: "end" }
  if (stage === "ended" && time(activated_at) === undefined && end !== undefined && end <= (trialEnd ?? end)) {
    return { stage: "trial", paidFrom: undefined, because: undefined }
  }
  return paidFrom === undefined
    ? { stage: "unclear", paidFrom, because: "start" }
    : { stage, paidFrom, because: undefined }
}

/** What is paid again and again: charges that are paid once do not count. */
const itemsOf = (subscription: JsonObject): ReadonlyArray<JsonObject> => {
  const items = objects(subscription.subscription_items)
  if (items.length > 0) return items.filter(({ item_type }) => item_type !== "charge")
  return [{ amount: subscription.plan_amount }, ...objects(subscription.addons)]
}

const monthlyOf = (subscription: JsonObject): number | Reason => {
  let sum = Amount.nothing
  for (const item of itemsOf(subscription).slice(0, 200)) {
    const own = Amount.periodOf(item.billing_period_unit, item.billing_period)
    const period = own ?? Amount.periodOf(subscription.billing_period_unit, subscription.billing_period)
    const amount = item.amount === undefined ? undefined : Amount.amountOf(item.amount)
    if (amount === undefined) return "amount"
    if (period === undefined) return "period"
    sum = Amount.plus(sum, Amount.monthly(amount, period))
  }
  return Amount.whole(sum) ?? "amount"
}

const priceOf = (subscription: JsonObject): number | undefined => {
  const items = itemsOf(subscription)
  if (items.some(({ billing_period }) => billing_period !== undefined)) return undefined
  const amounts = items.map(({ amount }) => (Number.isSafeInteger(amount) ? Number(amount) : Number.NaN))
  const sum = amounts.reduce((total, amount) => total + amount, 0)
  return Number.isSafeInteger(sum) ? sum : undefined
}

const isReduced = ({ coupon, coupons, discounts }: JsonObject): boolean =>
  (coupon ?? undefined) !== undefined || objects(coupons).length > 0 || objects(discounts).length > 0

interface Revenue {
  readonly list: number | Reason
  readonly mrr: number | Reason
}

const revenueOf = (subscription: JsonObject): Revenue => {
  const list = subscription.status === "paused" ? "paused" : monthlyOf(subscription)
  return { list, mrr: typeof list === "number" && isReduced(subscription) ? "discount" : list }
}

const known = (amount: number | Reason): number | undefined => (typeof amount === "number" ? amount : undefined)
const lost = (amount: number | Reason): number | undefined => (typeof amount === "number" ? 0 - amount : undefined)

/** The item prices, or the plan of older accounts. */
const planOf = (subscription: JsonObject): string | undefined => {
  const items = itemsOf(subscription).map(({ item_price_id }) => item_price_id)
  const plans = items.concat(subscription.plan_id).filter((id) => typeof id === "string")
  return plans.length === 0 ? undefined : plans.join(" + ").slice(0, 500)
}

/** The columns that are made of a subscription. */
export const columnsOf = (subscription: JsonObject): Columns => {
  const { paidFrom, stage } = stateOf(subscription)
  const { list, mrr } = revenueOf(subscription)
  const hasLeft = stage === "ended"
  const isPaying = (hasLeft || stage === "running") && list !== 0
  return {
    plan: planOf(subscription),
    stage,
    paid_from: paidFrom,
    ended_at: hasLeft ? subscription.cancelled_at : undefined,
    reason_told: hasLeft ? (subscription.cancel_reason_code ?? subscription.cancel_reason) : undefined,
    gained: isPaying ? "new" : undefined,
    lost: isPaying && hasLeft ? "churn" : undefined,
    price: priceOf(subscription),
    mrr_now: known(mrr),
    list_mrr: known(list),
    lost_mrr: lost(mrr),
    lost_list_mrr: lost(list)
  }
}

/** By column: why it says nothing. */
export const whyNot = (subscription: JsonObject): ReadonlyMap<string, Unsaid> => {
  const { list, mrr } = revenueOf(subscription)
  const found: ReadonlyArray<readonly [string, number | Reason | undefined]> = [
    ["paid_from", stateOf(subscription).because],
    ["mrr_now", mrr],
    ["lost_mrr", mrr],
    ["list_mrr", list],
    ["lost_list_mrr", list]
  ]
  return new Map(found.flatMap(([column, reason]) => (typeof reason === "string" ? [[column, unsaid[reason]]] : [])))
}
