import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat, format } from "./Format.ts"

export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads subscriptions of Recurly as the API gives them (version 3): a list, one object, or one a line.
 *
 * Beside what Recurly says of a subscription, a mapping can name: `stage` (`running`, `ended`, `trial` while nothing was paid,
 * `unstarted`, `unclear`), `paid_from`, `ended_at` (once it has expired), `reason_told`, `mrr` and `list_mrr` (without coupons),
 * the same below zero as `lost_mrr` and `lost_list_mrr`, `gained` and `lost`. Amounts are whole minor units. What a subscription
 * does not tell is rejected with the reason.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./Recurly.ts"
 *
 * const canceled = { object: "subscription", id: "s1", account: { code: "c1" }, state: "canceled", currency: "EUR", subtotal: 9.5,
 *   activated_at: "2026-01-01T10:00:00Z", updated_at: "2026-03-05T10:00:00Z", expires_at: "2026-04-01T10:00:00Z",
 *   current_period_started_at: "2026-03-01T10:00:00Z", current_period_ends_at: "2026-04-01T10:00:00Z" }
 * const input = Input.fromText("subscriptions.json", JSON.stringify({ data: [canceled] }))
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * const messages = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
 * messages[0].record.endedAt // => undefined
 * messages[1].record.amountMinor // => 950
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/** Reads tables that a warehouse keeps of Recurly's subscriptions, with the same columns beside those of the file. */
export const csv: Importer<Mapping> = importerOf(csvFormat)
