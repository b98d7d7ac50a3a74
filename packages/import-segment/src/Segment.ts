import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"

/**
 * Reads calls to Segment (`track`, `page`, `screen`, `identify`, `group`, `alias`) as JSON: one a line, as Segment stores
 * them, or lists of them.
 *
 * Columns that are made of a call, beside its own (`event`, `properties.plan`, `context.page.path`, …):
 *
 * - `kind`: its type; `"bot"` when its user agent is that of a machine, `"unknown"` when its type is none of Segment's.
 * - `customer`: its `userId`, or else its `anonymousId`.
 * - `at`: its `timestamp`, which Segment has corrected for the clock of the device; without one
 *   `receivedAt - (sentAt - originalTimestamp)`, and nothing when one of these is missing.
 * - `contact`: the event of a `track` call; `page` or `screen` with category and name, or else with the path.
 * - `via`: `"web"` or `"app"`, where the call tells.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { importer } from "./Segment.ts"
 *
 * const call = { type: "track", event: "Order Completed", messageId: "m1", userId: "c1", timestamp: "2026-03-29T10:00:00Z" }
 * const { mapping, questions } = await Effect.runPromise(importer.propose(Input.fromText("a.json", JSON.stringify(call))))
 * mapping.records[0].id // => "messageId"
 * mapping.records[0].fields.touchpoint // => { column: "contact", values: { "Order Completed": "Order Completed" } }
 * questions.length // => 1
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)
