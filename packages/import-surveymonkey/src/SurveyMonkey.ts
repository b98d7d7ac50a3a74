import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { pagesFormat } from "./PagesFormat.ts"
import { tableFormat } from "./TableFormat.ts"

export { mappingOf } from "./Details.ts"
export { type ApiOptions, readApi } from "./ReadApi.ts"

/**
 * Reads responses exported as CSV: one row a respondent, below one or two header rows.
 *
 * A mapping names a column by its question, and one of several of a question by both rows: `Question / Choice`. A row that
 * is not surely one of the header is a response, and rejected if it is none.
 *
 * `propose` finds questions that ask to recommend, for satisfaction or for effort, the text behind each, who answered and when.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { importer } from "./SurveyMonkey.ts"
 *
 * const text = `Respondent ID,Collector ID,End Date,Email Address,How likely are you to recommend us?,Why?
 * ,,,,Response,Open-Ended Response
 * 11870331821,405437100,03/29/2026 10:00:00 AM,,9,Quick and kind
 * `
 * const { mapping } = await Effect.runPromise(importer.propose(Input.fromText("survey.csv", text)))
 * mapping.records[0].fields
 * // => { customer: "Respondent ID", at: "End Date", score: "How likely are you to recommend us?", comment: "Why?" }
 * ```
 */
export const importer: Importer<Mapping> = importerOf(tableFormat)

/**
 * Reads pages of responses as the API gives them (`/v3/surveys/{id}/responses/bulk`), saved as JSON: one page or several one
 * after the other. Answers are `answers.QUESTION` or `answers.QUESTION.ROW`, with the id of the choice or the text that was
 * written; `mappingOf` makes the mapping from the details of the survey, `readApi` asks the API itself.
 *
 * ```ts import.meta.vitest
 * import { pages } from "./SurveyMonkey.ts"
 *
 * const page = { data: [{ id: "1", response_status: "completed", pages: [] }] }
 * pages.detect(new TextEncoder().encode(JSON.stringify(page)), "page.json").confidence // => 1
 * ```
 */
export const pages: Importer<Mapping> = importerOf(pagesFormat)
