import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"

export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads subscriptions of Chargebee as the API gives them: a list, one object, one a line, or events that hold one.
 *
 * Beside what Chargebee says of a subscription, a mapping can name: `stage` (`running`, `ended`, `trial` while nothing was paid,
 * `unstarted`, `unclear`), `paid_from`, `ended_at` (once it is cancelled), `reason_told`, `price` of a period, `mrr_now` and
 * `list_mrr` (without coupons and discounts), the same below zero as `lost_mrr` and `lost_list_mrr`, `gained` and `lost`. Amounts
 * are whole minor units. What a subscription does not tell is rejected with the reason.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./Chargebee.ts"
 *
 * const subscription = { object: "subscription", id: "s1", customer_id: "c1", currency_code: "EUR", status: "non_renewing",
 *   activated_at: 1767225600, cancelled_at: 1769904000, resource_version: 1, billing_period: 1, billing_period_unit: "month",
 *   subscription_items: [{ item_type: "plan", amount: 1900 }] }
 * const input = Input.fromText("subscriptions.json", JSON.stringify({ list: [{ subscription }] }))
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * const messages = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
 * messages[0].record.endedAt // => undefined
 * messages[1].record.amountMinor // => 1900
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)
