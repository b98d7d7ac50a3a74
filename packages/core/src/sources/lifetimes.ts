import type { Subscription } from "../domain/Subscription.ts"
import { compareText } from "./compareText.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** How long a customer has been, or was, subscribed: whole days of 24 hours, rounded down. */
export interface Lifetime extends Pick<Subscription, "customer" | "startedAt" | "plan" | "segment"> {
  readonly outcome: "active" | "ended"
  readonly days: number
  readonly endedAt?: Date
  readonly reason?: Exclude<Subscription["reason"], undefined>
}

const day = 86_400_000

/**
 * One row for each customer with a subscription that started by `asOf`: from the first start to the last end.
 *
 * A customer is `active` while any of their subscriptions runs at `asOf` (it has no end, or a later one); else `ended`,
 * with the time and reason of the subscription that ended last. So a change of plan and a pause are not churn: a customer
 * who comes back before `asOf` was never lost. `plan` and `segment` are those of the first subscription. Of several at
 * the same time, the one with the smallest id starts first and the one with the greatest id ends last, in code point
 * order.
 *
 * Rows come in the order of the customers, whatever the order of the input. Subscriptions that start after `asOf` count
 * for nothing.
 *
 * ```ts import.meta.vitest
 * import { Subscription } from "../domain/Subscription.ts"
 * import { lifetimes } from "./lifetimes.ts"
 * import { Schema } from "effect"
 *
 * const subscription = Schema.decodeUnknownSync(Subscription)({
 *   id: "1", customer: "ada", startedAt: "2026-01-01T00:00:00Z", endedAt: "2026-01-31T12:00:00Z", reason: "unused",
 *   evidence: { source: "billing", kind: "objective" }
 * })
 * const row = (day) => Array.from(lifetimes([subscription], new Date(day)), ({ days, outcome }) => [outcome, days])
 * row("2026-01-11") // => [["active", 10]]
 * row("2026-02-28") // => [["ended", 30]]
 * ```
 */
export function* lifetimes(subscriptions: Iterable<Subscription>, asOf: Date): Generator<Lifetime> {
  const started = [...subscriptions].filter((subscription) => subscription.startedAt <= asOf)
  for (const [, ofCustomer] of grouped(started, (subscription) => subscription.customer)) {
    const first = ofCustomer.reduce((a, b) => (byStart(b, a) < 0 ? b : a))
    const last = ofCustomer.reduce((a, b) => (byEnd(b, a) > 0 ? b : a))
    const { endedAt } = last
    const known = pick(first, ["customer", "startedAt", "plan", "segment"])
    yield endedAt === undefined || endedAt > asOf
      ? { ...known, outcome: "active", days: daysBetween(first.startedAt, asOf) }
      : { ...known, outcome: "ended", days: daysBetween(first.startedAt, endedAt), endedAt, ...pick(last, ["reason"]) }
  }
}

const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / day)

const byStart = (a: Subscription, b: Subscription): number =>
  a.startedAt.getTime() - b.startedAt.getTime() || compareText(a.id, b.id)

const end = (subscription: Subscription): number => subscription.endedAt?.getTime() ?? Number.MAX_SAFE_INTEGER

/** By end, those without one last. */
const byEnd = (a: Subscription, b: Subscription): number => end(a) - end(b) || compareText(a.id, b.id)
