import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"
import { tableFormat } from "./TableFormat.ts"

export { contacts, conversations } from "./Mappings.ts"
export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads conversations and contacts of Intercom: pages of its API, or one record a line.
 *
 * Beside what Intercom says of a conversation, a mapping can name: `customer_id` and `customer_external_id`, Intercom's and your
 * own id of the contact; `began_by` (`customer` or `company`); `first_reply_at` and `first_reply_by`, the first reply of a
 * person (`human`), where there is none that of a bot (`automated`), which only parts tell; `rating_state` (`asked` or
 * `given`), `rated_at`, and `rated_by` (`human` or `automated`); `subject` and `text` without markup. Of a contact: `company_id`.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { conversations, importer } from "./Intercom.ts"
 *
 * const conversation = { type: "conversation", id: "7", state: "closed", created_at: 1772445900, updated_at: 1772449500,
 *   contacts: { type: "contact.list", contacts: [{ type: "contact", id: "5ba682" }] }, waiting_since: null,
 *   source: { type: "conversation", delivered_as: "customer_initiated", body: "<p>Where is it?</p>" },
 *   statistics: { first_admin_reply_at: 1772446200 }, conversation_rating: { rating: 5, created_at: 1772449000 } }
 * const input = Input.fromText("page.json", JSON.stringify({ conversations: [conversation] }))
 * const messages = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping: conversations })))
 * messages.flatMap(({ id }) => id ?? [])
 * // => ["intercom:tickets:7", "intercom:responses:7:csat:rating", "intercom:invitations:7:csat:rating"]
 * messages[0].record.firstReplyBy // => "human"
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads the tables of conversations and of contacts that warehouses have of Intercom, each state of a record a row. Columns go
 * by their headers; besides, `customer_id`, `began_by`, `rating_state` and `text` are as in JSON. When a conversation was
 * replied to and closed, the table does not tell.
 */
export const csv: Importer<Mapping> = importerOf(tableFormat)
