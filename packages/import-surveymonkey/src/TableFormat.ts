import type { Detection } from "@throughline/import"
import type { Format, Head, TableLayout } from "@throughline/import/format"
import { headerRows } from "./HeaderRows.ts"
import { metadata } from "./Metadata.ts"
import { proposeTable } from "./ProposeTable.ts"

const layout: TableLayout = {
  _tag: "Table",
  mostHeaderRows: 2,
  columns: (header, next) => {
    const { count, names } = headerRows([...header, next])
    return count > header.length ? undefined : names
  }
}

const no: Detection = { confidence: 0, because: ["no header as SurveyMonkey writes it"] }

/** Sure by the second header row, or by respondents and collectors; nearly so by ids of respondents alone. */
const detect = (head: Head): Detection => {
  const { rows } = head.table()
  const { count, names } = headerRows(rows)
  const found = names.map((name) => metadata(name))
  const at = found.indexOf("respondentId")
  if (at < 0) return no
  if (count === 2) return { confidence: 1, because: ["two header rows, the second with labels of choices"] }
  const responses = rows.slice(1)
  const isEach = responses.length > 0 && responses.every((row) => /^\d{8,15}$/.test(row[at]?.trim() ?? ""))
  if (!isEach) return no
  const because = [`ids of respondents in ${names[at]}`]
  if (found.includes("collectorId")) return { confidence: 1, because: [...because, "ids of collectors"] }
  return /^Respondent ?ID$/.test(names[at]?.trim() ?? "") ? { confidence: 0.9, because } : no
}

/** Responses exported as CSV, below one or two header rows. */
export const tableFormat: Format = {
  id: "surveymonkey",
  emits: ["responses", "expectations", "invitations", "interactions", "customers"],
  expects: "responses exported from SurveyMonkey: a header and responses",
  layout,
  detect,
  propose: proposeTable
}
