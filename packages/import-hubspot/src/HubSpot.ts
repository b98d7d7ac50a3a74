import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat } from "./CsvFormat.ts"
import { format } from "./Format.ts"

export { type ApiOptions, readApi, type What } from "./ReadApi.ts"
export { statusesOf } from "./Stages.ts"

/**
 * Reads tickets, survey responses and contacts of HubSpot: pages of its API, or one object a line.
 *
 * A mapping names properties as HubSpot does (`hs_pipeline_stage`), and beside them: `id`, `archived`, `created_at` and
 * `updated_at` of the object, `contact_id` and `company_id`, the first that it is associated with, and `what` (`ticket`, `response`
 * or `contact`).
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./HubSpot.ts"
 *
 * const properties = { subject: "Refund", content: "", hs_pipeline: "0", hs_pipeline_stage: "4", createdate: "2026-03-02T10:00:00Z",
 *   closed_date: "2026-03-02T12:00:00Z", hs_ticket_priority: "HIGH" }
 * const ticket = { id: "7", properties, createdAt: "2026-03-02T10:00:00Z", updatedAt: "2026-03-02T12:00:00Z", archived: false,
 *   associations: { contacts: { results: [{ id: "51", type: "ticket_to_contact" }] } } }
 * const input = Input.fromText("tickets.json", JSON.stringify({ results: [ticket] }))
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * const [message] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
 * [message.id, message.record.customer, message.record.status] // => ["hubspot:tickets:7", "51", "solved"]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads tables of tickets, survey responses and contacts: an export, or a warehouse's copy of the API. Columns go by their headers;
 * besides, `contact_id` and `company_id` are the first of `Associated Contact IDs` and `Associated Company IDs`.
 */
export const csv: Importer<Mapping> = importerOf(csvFormat)
