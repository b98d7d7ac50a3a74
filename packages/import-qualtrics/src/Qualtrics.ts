import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./Format.ts"

/**
 * Reads survey exports of Qualtrics: one row a response, below one, two or three header rows.
 *
 * A mapping names columns by the first header row; the second column of a name is `name#2`. In legacy exports, whose first
 * columns are `V1` to `V10`, these go by the second row: `ResponseID`, `EndDate`. A row that is not surely one of the header
 * is a response, and rejected if it is none. Where the row of ImportIds names a time zone, a mapping that says another
 * fails with `BadMapping`.
 *
 * `propose` finds questions that ask to recommend (those with an NPS group), for satisfaction or for effort, the rows of a
 * matrix, the text behind each, who answered and when, and leaves out previews, tests and spam.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect } from "effect"
 * import { importer } from "./Qualtrics.ts"
 *
 * const text = `EndDate,ResponseId,ExternalReference,Q1_NPS_GROUP,Q1
 * End Date,Response ID,External Data Reference,How likely are you to recommend us? - Group,How likely are you to recommend us?
 * "{""ImportId"":""endDate"",""timeZone"":""America/Denver""}","{""ImportId"":""_recordId""}","{""ImportId"":""externalDataReference""}","{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}"
 * 2026-03-29 10:00:00,R_2YPOQ602ER1jkf1,c1,3,9
 * `
 * const { mapping, questions } = await Effect.runPromise(importer.propose(Input.fromText("survey.csv", text)))
 * mapping.time // => { format: "iso", timeZone: "America/Denver" }
 * mapping.records[0].fields // => { customer: "ExternalReference", at: "EndDate", score: "Q1" }
 * questions // => []
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)
