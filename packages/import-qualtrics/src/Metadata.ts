/** What Qualtrics itself says of a response, beside the answers. */
export type Metadata =
  | "responseId"
  | "startDate"
  | "endDate"
  | "recordedDate"
  | "status"
  | "finished"
  | "progress"
  | "duration"
  | "email"
  | "externalReference"
  | "distributionChannel"
  | "other"

/** Each by its names in a header and in the row of ImportIds, without blanks, marks and the `panel-` of older exports. */
const names: ReadonlyMap<string, Metadata> = new Map([
  ["responseid", "responseId"],
  ["recordid", "responseId"],
  ["startdate", "startDate"],
  ["enddate", "endDate"],
  ["recordeddate", "recordedDate"],
  ["status", "status"],
  ["finished", "finished"],
  ["progress", "progress"],
  ["duration", "duration"],
  ["durationinseconds", "duration"],
  ["recipientemail", "email"],
  ["emailaddress", "email"],
  ["externalreference", "externalReference"],
  ["externaldatareference", "externalReference"],
  ["distributionchannel", "distributionChannel"],
  ["responseset", "other"],
  ["responsesetid", "other"],
  ["name", "other"],
  ["ipaddress", "other"],
  ["recipientlastname", "other"],
  ["recipientfirstname", "other"],
  ["locationlatitude", "other"],
  ["locationlongitude", "other"],
  ["locationaccuracy", "other"],
  ["userlanguage", "other"],
  ["qrecaptchascore", "other"],
  ["qballotboxstuffing", "other"],
  ["qrelevantidduplicate", "other"],
  ["qrelevantidduplicatescore", "other"],
  ["qrelevantidfraudscore", "other"],
  ["qrelevantidlaststartdate", "other"]
])

/**
 * What a column of this name, or with this ImportId, holds; `undefined` for answers and embedded data.
 *
 * ```ts import.meta.vitest
 * import { metadata } from "./Metadata.ts"
 *
 * ["_recordId", "Duration (in seconds)", "panel-RecipientEmail"].map(metadata) // => ["responseId", "duration", "email"]
 * metadata("QID3_TEXT") // => undefined
 * ```
 */
export const metadata = (name: string): Metadata | undefined =>
  names.get(
    name
      .replace(/^(?:panel|location)-/i, "")
      .replace(/[^a-z\d]/gi, "")
      .toLowerCase()
  )

/** What is never empty, nor without a digit, in a response. */
const written: ReadonlySet<Metadata | undefined> = new Set([
  "responseId",
  "startDate",
  "endDate",
  "recordedDate",
  "progress",
  "duration"
])

/** Whether a response always says something with a digit in a column of this name. */
export const isWrittenInDigits = (name: string): boolean => written.has(metadata(name))
