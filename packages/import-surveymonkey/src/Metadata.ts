/** What SurveyMonkey itself says of a response, beside the answers. */
export type Metadata = "respondentId" | "collectorId" | "start" | "end" | "email" | "custom" | "other"

/** Each by its names in exports of all ages, letters only. */
const names: ReadonlyMap<string, Metadata> = new Map([
  ["respondentid", "respondentId"],
  ["collectorid", "collectorId"],
  ["startdate", "start"],
  ["datecreated", "start"],
  ["enddate", "end"],
  ["datemodified", "end"],
  ["emailaddress", "email"],
  ["email", "email"],
  ["customdata", "custom"],
  ["custom", "custom"],
  ["customvalue", "custom"],
  ["ipaddress", "other"],
  ["firstname", "other"],
  ["lastname", "other"],
  ["languagecode", "other"]
])

/**
 * What a column of this name holds; `undefined` for answers.
 *
 * ```ts import.meta.vitest
 * import { metadata } from "./Metadata.ts"
 *
 * ["Respondent ID", "RespondentID", "respondent_id"].map(metadata) // => ["respondentId", "respondentId", "respondentId"]
 * ["Custom Data 1", "date_modified", "How old are you?"].map(metadata) // => ["custom", "end", undefined]
 * ```
 */
export const metadata = (name: string): Metadata | undefined => names.get(name.replace(/[^\p{L}]+/gu, "").toLowerCase())
