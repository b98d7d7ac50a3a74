import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat } from "./CsvFormat.ts"
import { format } from "./Format.ts"

export { mappingOf } from "./Form.ts"
export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads pages of responses as the API gives them (`/forms/{id}/responses`), saved as JSON: one page or several one after the
 * other. An answer is `answers.REF`, by the reference of its question, and what was written beside a choice
 * `answers.REF.other`. `readApi` asks the API itself.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { importer } from "./Typeform.ts"
 *
 * const answer = { type: "number", number: 9, field: { id: "a1", ref: "recommend", type: "nps" } }
 * const items = [{ response_id: "r1", landed_at: "2026-03-29T10:00:00Z", submitted_at: "2026-03-29T10:01:00Z", answers: [answer] }]
 * const { mapping } = await Effect.runPromise(importer.propose(Input.fromText("page.json", JSON.stringify({ items }))))
 * mapping.records[0].fields // => { customer: "response_id", at: "submitted_at", score: "answers.recommend" }
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads results downloaded as CSV: one row a response. A mapping names a column by the question as people see it, without
 * markup; the second column of a name is `name#2`. Times are in UTC: a mapping that says another zone fails with
 * `BadMapping`.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { csv } from "./Typeform.ts"
 *
 * const text = `#,Would you <b>recommend</b> us?,Start Date (UTC),Submit Date (UTC),Network ID
 * r1,9,2026-03-29 10:00:00,2026-03-29 10:01:00,5f57f20d14
 * `
 * const { mapping } = await Effect.runPromise(csv.propose(Input.fromText("results.csv", text)))
 * mapping.time // => { format: "iso", timeZone: "UTC" }
 * mapping.records[0].fields.score // => "Would you recommend us?"
 * ```
 */
export const csv: Importer<Mapping> = importerOf(csvFormat)
