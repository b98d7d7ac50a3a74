import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat } from "./CsvFormat.ts"
import { format } from "./Format.ts"

export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads subscriptions of Stripe, and the events of them, as the API gives them: a list, one object, or one a line.
 *
 * Beside what Stripe says of a subscription, a mapping can name: `stage` (`running`, `ended`, `trial` while nothing was paid,
 * `unstarted`, `unclear`), `paid_from` (the end of the trial that it began with, or its start), `plan` (its prices as people
 * call them), `price` of a period, `reason` (why it ended), `mrr` and `list_mrr` (without discounts and metered prices), the
 * same below zero as `lost_mrr` and `lost_list_mrr`, `gained` (`new`) and `lost` (`churn`). Of an event: `movement`, `change`,
 * `list_change`, `moved_at`, `event` and `version`. Amounts are whole minor units of ISO 4217.
 *
 * An amount that the subscription does not tell (tiers, metered prices, discounts, paused or unpaid) is rejected with the
 * reason; the subscription is kept.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./Stripe.ts"
 *
 * const price = { currency: "eur", unit_amount: 12000, recurring: { interval: "year", interval_count: 1 } }
 * const left = { object: "subscription", id: "sub_1", customer: "cus_1", status: "canceled", currency: "eur",
 *   start_date: 1735689600, ended_at: 1767225600, cancellation_details: { feedback: "unused" },
 *   items: { data: [{ price, quantity: 1 }] } }
 * const input = Input.fromText("subscriptions.json", JSON.stringify({ object: "list", data: [left] }))
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * const messages = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
 * messages[0].record.reason // => "unused"
 * messages.slice(1, 3).map(({ record }) => [record.kind, record.amountMinor]) // => [["new", 1000], ["churn", -1000]]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads tables of Stripe's subscriptions: the Dashboard's export as CSV, or a table that a warehouse keeps of the API.
 *
 * Beside the columns of the file, a mapping can name `stage`, `paid_from`, `ended`, `reason_told`, `currency_code`, `gained` and
 * `lost`, and the amounts `mrr` (where the quantity is 1 and there is no coupon), `mrr_of_each` and `mrr_of_all`, each also
 * below zero with `lost_` before it. A column of the file that has such a name wins.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { csv } from "./Stripe.ts"
 *
 * const text = "id,Customer ID,Status,Start Date (UTC),Current Period End (UTC)\nsub_1,cus_1,active,2026-01-01 10:00,2026-02-01 10:00\n"
 * const { mapping } = await Effect.runPromise(csv.propose(Input.fromText("subscriptions.csv", text)))
 * mapping.records[0].fields // => { customer: "Customer ID", startedAt: "paid_from", endedAt: "ended" }
 * ```
 */
export const csv: Importer<Mapping> = importerOf(csvFormat)
