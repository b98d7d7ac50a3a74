import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"

export { mappingOf } from "./Definitions.ts"
export { type Project, readApi } from "./ReadApi.ts"

/**
 * Reads events of PostHog as JSON: one a line as batch exports write them, lists, and pages of the API.
 *
 * Columns that are made of an event, beside its own (`event`, `distinct_id`, `properties.$browser`, …):
 *
 * - `kind`: `event`, `survey sent`, `survey shown`, `survey dismissed`, `survey abandoned`, `internal` for other names that
 *   begin with `$`, `unknown` without a name.
 * - `eventId`: its `uuid`, or `id`.
 * - `contact`: its name; `page` with the path, or `screen` with its name, of what was seen.
 * - `via`: `"web"` or `"app"`, by the library that sent it.
 * - `sent`, `shown`: the id of the survey that was sent, or shown.
 * - `submission`: what the events of one answered survey have in common.
 * - `answers.ID`: what was answered to the question of this id; without ids `answers.0` is the first.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { importer } from "./PostHog.ts"
 *
 * const properties = { $survey_id: "s1", $survey_questions: [{ id: "q1", question: "Would you recommend us?" }], $survey_response_q1: "9" }
 * const event = { uuid: "e1", event: "survey sent", distinct_id: "c1", timestamp: "2026-03-29T10:00:00Z", properties }
 * const input = Input.fromText("events.jsonl", JSON.stringify(event))
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * mapping.records.map(({ kind, metric }) => [kind, metric]) // => [["responses", "nps"], ["invitations", "nps"]]
 * mapping.records[0].fields.score // => "answers.q1"
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)
