import { type Format, type Head, type MadeColumns, table as oneHeader, type ValueOf } from "@throughline/import/format"
import { table } from "./Mapping.ts"
import { isEnd, statusQuestions } from "./Status.ts"

const names = [
  "number",
  "title",
  "description",
  "created_at",
  "created_by",
  "status",
  "responded_at",
  "original_number"
]

const stateOf = (value: ValueOf): string => value("status").trim().toLowerCase()

/** What a mapping can name beside the columns of the export. Older versions of Fider write the number of votes as `total_votes`. */
const made: MadeColumns = {
  names: ["state", "closed", "votes"],
  values: (value) => {
    const state = stateOf(value)
    return [state, isEnd(state) ? value("responded_at") : "", value("votes_count") || value("total_votes")]
  }
}

const headerOf = (head: Head): ReadonlyArray<string> => head.table().rows[0] ?? []

const isExport = (head: Head): boolean => names.every((name) => headerOf(head).includes(name))

const statesOf = (head: Head): ReadonlyArray<string> => {
  const column = headerOf(head).indexOf("status")
  const [, ...posts] = head.table().rows
  return posts.map((row) => (row[column] ?? "").trim().toLowerCase())
}

/** The CSV that Fider exports. */
export const csvFormat: Format = {
  id: "fider-csv",
  emits: ["requests"],
  expects: "the CSV export of Fider",
  layout: { ...oneHeader, made },
  detect: (head) =>
    isExport(head)
      ? { confidence: 1, because: ["the columns of Fider's export"] }
      : { confidence: 0, because: ["not the columns of Fider's export"] },
  propose: (head) => (isExport(head) ? { mapping: table, questions: statusQuestions(statesOf(head)) } : undefined)
}
