import { idOf, listOf, objectOf, own, seconds, text } from "./Own.ts"
import { isPaused, revenueOf } from "./Revenue.ts"
import { isFirst, type Stage, stateOf, toldBy } from "./State.ts"
import type { Reason } from "./Unsaid.ts"

/** What an event did to monthly recurring revenue. */
export interface Change {
  readonly kind: "new" | "expansion" | "contraction" | "churn"
  /** Below zero when revenue is lost. A `Reason` where it cannot be told. */
  readonly mrr: number | Reason
  readonly listMrr: number | Reason
  /** Seconds since 1970. */
  readonly at: number | undefined
}

/** What a subscription brings in at one moment. */
interface Moment {
  readonly stage: Stage
  readonly isPaying: boolean
  /** Whether it brought in something earlier, and will again: payments are paused, or a trial was added. */
  readonly isResting: boolean
  readonly mrr: number | Reason
  readonly listMrr: number | Reason
}

const never: Moment = { stage: "unstarted", isPaying: false, isResting: false, mrr: 0, listMrr: 0 }

const momentOf = (subscription: unknown): Moment => {
  const told = toldBy(subscription)
  const { stage } = stateOf(told)
  if (stage === "running" && !isPaused(subscription)) {
    const { listMrr, mrr } = revenueOf(subscription)
    return { stage, isPaying: true, isResting: false, mrr, listMrr }
  }
  const start = told.start ?? told.created
  const isLaterTrial = stage === "trial" && start !== undefined && !isFirst(told, start)
  return { ...never, stage, isResting: stage === "running" || isLaterTrial }
}

/** What an event of a subscription did; `undefined` when nothing. */
export const changeOf = (event: unknown): Change | undefined => {
  const subscription = own(own(event, "data"), "object")
  const at = seconds(own(event, "created"))
  switch (text(own(event, "type"))) {
    case "customer.subscription.created":
      return between(never, momentOf(subscription), at)
    case "customer.subscription.deleted":
      return between(untilEnd(subscription), { ...never, stage: "ended" }, toldBy(subscription).endedAt ?? at)
    default:
      return updated(objectOf(subscription), objectOf(own(own(event, "data"), "previous_attributes")), at)
  }
}

/** A subscription as it was until it ended. */
const untilEnd = (subscription: unknown): Moment => {
  const status = stateOf(toldBy(subscription)).stage === "trial" ? "trialing" : "active"
  return momentOf({ ...objectOf(subscription), status, ended_at: null })
}

type Properties = Readonly<Record<string, unknown>>

const updated = (now: Properties, previous: Properties, at: number | undefined): Change | undefined => {
  const old: Properties = { ...now, ...previous }
  const moments = [momentOf(old), momentOf(now)] as const
  if (isUntold(now, previous)) return { kind: "expansion", mrr: "before", listMrr: "before", at }
  if (old.status !== "unpaid" && now.status === "unpaid")
    return { kind: "contraction", mrr: "unpaid", listMrr: "unpaid", at }
  const isSame = moments[0].isPaying === moments[1].isPaying && pricesOf(old) === pricesOf(now)
  return isSame ? undefined : between(...moments, at)
}

/** Whether the plan or the quantity changed, but not from which items. */
const isUntold = (now: Properties, previous: Properties): boolean =>
  (own(previous, "plan") ?? own(previous, "quantity")) !== undefined &&
  own(previous, "items") === undefined &&
  own(now, "items") !== undefined

/** All that the price is made of. */
const pricesOf = (subscription: Properties): string => {
  const discounts = (one: unknown) => [own(one, "discount"), ...listOf(own(one, "discounts"))].map(idOf)
  const items = listOf(own(subscription, "items")).map((item) => [
    idOf(own(item, "price") ?? own(item, "plan")),
    own(item, "quantity"),
    ...discounts(item)
  ])
  return JSON.stringify([items, own(subscription, "plan"), own(subscription, "quantity"), discounts(subscription)])
}

const between = (old: Moment, now: Moment, at: number | undefined): Change | undefined => {
  const listMrr = difference(old.listMrr, now.listMrr)
  const mrr = difference(old.mrr, now.mrr)
  return mrr === 0 && listMrr === 0 ? undefined : { kind: kindOf(old, now, listMrr), mrr, listMrr, at }
}

const difference = (old: number | Reason, now: number | Reason): number | Reason => {
  if (typeof old === "string") return old
  return typeof now === "string" ? now : now - old
}

const kindOf = (old: Moment, now: Moment, change: number | Reason): Change["kind"] => {
  if (now.stage === "ended") return "churn"
  if (old.listMrr === 0 && !old.isResting) return "new"
  return typeof change === "number" && change < 0 ? "contraction" : "expansion"
}
