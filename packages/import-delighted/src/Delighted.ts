import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { csvFormat } from "./CsvFormat.ts"
import { format } from "./Format.ts"

export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads survey responses of Delighted: pages of its API, payloads of its webhooks, or records of Airbyte, as one document or
 * one a line. Bounces and unsubscribes are skipped: they are no answers.
 *
 * Beside what Delighted says of a response, a mapping can name: `person` (always the id), `changed_at` (when it was last
 * written), and `answers.QUESTION`, the answer to an additional question.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { importer } from "./Delighted.ts"
 *
 * const response = { id: "1", person: "10", survey_type: "ces", score: 6, comment: null, created_at: 1772445900,
 *   permalink: "https://app.delighted.com/r/2jo3B7" }
 * const { mapping } = await Effect.runPromise(importer.propose(Input.fromText("page.json", JSON.stringify([response]))))
 * const [rule] = mapping.records
 * [rule.metric, rule.scale, rule.when.equals] // => ["ces2", "1-7", ["ces"]]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads responses exported as CSV, known by their addresses at Delighted. Columns go by the names of their headers; what they
 * do not tell is asked.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { csv } from "./Delighted.ts"
 *
 * const text = `Person ID,Score,Created at,Permalink
 * 10,9,2026-03-29 10:00:00,https://app.delighted.com/r/2jo3B7
 * `
 * const { mapping } = await Effect.runPromise(csv.propose(Input.fromText("responses.csv", text)))
 * mapping.records[0].id // => "Permalink"
 * ```
 */
export const csv: Importer<Mapping> = importerOf(csvFormat)
