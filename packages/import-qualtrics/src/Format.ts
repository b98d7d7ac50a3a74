import type { Detection } from "@throughline/import"
import type { Fields, Format, Head, TableLayout } from "@throughline/import/format"
import { headerRows } from "./HeaderRows.ts"
import { metadata } from "./Metadata.ts"
import { propose } from "./Propose.ts"
import { zoneIssues } from "./ZoneAgreement.ts"

const layout: TableLayout = {
  _tag: "Table",
  mostHeaderRows: 3,
  columns: (header, next) => {
    const { count, names } = headerRows([...header, next])
    return count > header.length ? undefined : names
  },
  against: zoneIssues
}

const no: Detection = { confidence: 0, because: ["no header as Qualtrics writes it"] }

/** Sure by a row of ImportIds, by the second row of a legacy export, or by ids of responses below `ResponseId`. */
const detect = (head: Head): Detection => {
  const { rows } = head.table()
  const { count, importIds, names } = headerRows(rows)
  const found = names.map((name) => metadata(name))
  const at = found.indexOf("responseId")
  const known = found.filter((content) => content !== undefined).length
  if (importIds.length > 0) return { confidence: 1, because: [`${count} header rows, one of ImportIds`] }
  if (at < 0 || known < 3) return no
  if (count > 1) return { confidence: 1, because: ["two header rows, as of Qualtrics"] }
  return isResponse(rows[count], at) ? { confidence: 0.9, because: [`ids of responses in ${names[at]}`] } : no
}

const isResponse = (row: Fields | undefined, at: number): boolean => /^[A-Z]{1,3}_[\da-zA-Z]{8,}$/.test(row?.[at] ?? "")

/** Survey exports of Qualtrics: CSV or TSV below one, two or three header rows. */
export const format: Format = {
  id: "qualtrics",
  emits: ["responses", "expectations", "invitations", "interactions", "customers"],
  expects: "a survey export of Qualtrics: a header and responses",
  layout,
  detect,
  propose
}
