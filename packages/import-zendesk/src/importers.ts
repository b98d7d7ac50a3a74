import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat } from "./CsvFormat.ts"
import { format } from "./Format.ts"

/**
 * Reads JSON of Zendesk's API, in pages or one record a line: tickets, satisfaction ratings, survey responses.
 *
 * Metrics that come within a ticket (`include=metric_sets`) are columns of it in the units of a record: `first_reply_at`, its
 * creation and the time to the first reply by the calendar; `requester_wait_seconds` by the calendar, and
 * `requester_wait_seconds_business` by business hours. A survey response has its rating as `rating_2`, `rating_3` or
 * `rating_5`, by the points that it was asked on, its time as `rated_at`, the last change as
 * `answered_at`, what was written as `comment`, and `ticket_id`.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./importers.ts"
 * import { tickets } from "./Mappings.ts"
 *
 * const ticket = { id: 7, requester_id: 3, status: "hold", subject: "Refund", description: "", generated_timestamp: 1772445900,
 *   created_at: "2026-03-02T10:00:00Z", satisfaction_rating: { score: "unoffered" },
 *   metric_set: { reply_time_in_minutes: { calendar: 95, business: 35 }, reopens: 0 } }
 * const input = Input.fromText("tickets.json", JSON.stringify({ tickets: [ticket] }))
 * const [message] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping: tickets })))
 * message.id // => "zendesk:tickets:7"
 * message.record.firstReplyAt // => new Date("2026-03-02T11:35:00Z")
 * [message.record.status, message.record.rating, message.record.reopens] // => ["pending", undefined, 0]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads tables of tickets: the CSV export of an account, a view, or a warehouse's copy of the API. Columns go by their
 * headers; besides, `requester_wait_seconds` and `requester_wait_seconds_business` are those that the export of an account has
 * in minutes. First replies it has only as a duration, from which no instant of local times can be told: the API has them.
 */
export const csv: Importer<Mapping> = importerOf(csvFormat)
