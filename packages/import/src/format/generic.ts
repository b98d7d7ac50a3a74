import { recordKinds } from "@throughline/core"
import type { Detection } from "../contract/Importer.ts"
import { proposeFrom } from "../propose/Propose.ts"
import { delimitedColumns, jsonColumns } from "../propose/Sample.ts"
import type { JsonObject } from "../source/JsonLinesScanner.ts"
import type { Format } from "./Format.ts"
import { type JsonLayout, lines, type TableLayout, table } from "./Layout.ts"

/** Whether a text starts as JSON and XML do. */
export const isMarkup = (text: string): boolean => /^\s*[[{<]/.test(text)

const hasEnding = (name: string, ...endings: ReadonlyArray<string>): boolean =>
  endings.some((ending) => name.toLowerCase().endsWith(ending))

const no = (because: string, confidence = 0): Detection => ({ confidence, because: [because] })

/** Delimited text: comma, semicolon, tab or bar, below a row of names. */
export const csv: Format<TableLayout> = {
  id: "csv",
  emits: recordKinds,
  expects: "a header and records",
  layout: table,
  detect: ({ name, table: found, text }) => {
    const isNamed = hasEnding(name, ".csv", ".tsv")
    const { delimiter, rows } = found()
    const [first = [], ...rest] = rows
    if (!isNamed && isMarkup(text)) return no("it starts as JSON or XML does")
    if (text.includes("\0") || first.length < 2) return no("no delimiter", isNamed ? 0.3 : 0)
    const even = rest.length === 0 ? 1 : rest.filter((row) => row.length === first.length).length / rest.length
    const because = [
      `${first.length} columns by ${JSON.stringify(delimiter)}`,
      `${Math.round(even * 100)} % of rows even`
    ]
    return { confidence: even * (isNamed ? 0.6 : 0.5), because }
  },
  propose: (head) => {
    const { delimiter, rows } = head.table()
    const columns = delimitedColumns(rows)
    return columns.length === 0 ? undefined : proposeFrom("csv", head, { columns, delimiter })
  }
}

/** A page of an API, or a log: it has no id itself, but a list of objects, or objects by their names. */
const isPage = (document: JsonObject): boolean =>
  !Object.hasOwn(document, "id") &&
  Object.values(document).some((value) => {
    const inner = Object.values(Object(value))
    return inner.length > 0 && inner.every((item) => typeof item === "object" && item !== null)
  })

/** One JSON object a line. */
export const ndjson: Format<JsonLayout> = {
  id: "ndjson",
  emits: recordKinds,
  expects: "one JSON object a line",
  layout: lines,
  detect: (head) => {
    const objects = head.objects("lines")
    const [first, ...others] = objects
    if (first === undefined) return no("no line is a JSON object")
    if (others.length === 0 && isPage(first)) return no("one JSON object, with a list of others in it")
    const isNamed = hasEnding(head.name, ".ndjson", ".jsonl")
    return { confidence: isNamed ? 0.6 : 0.55, because: [`${objects.length} lines are JSON objects`] }
  },
  propose: (head) => {
    const columns = jsonColumns(head.objects("lines"))
    return columns.length === 0 ? undefined : proposeFrom("ndjson", head, { columns })
  }
}
