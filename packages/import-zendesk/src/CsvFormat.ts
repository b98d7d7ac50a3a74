import type { Detection } from "@throughline/import"
import { delimitedColumns, type Format, type Head, table } from "@throughline/import/format"
import { csvColumns, tellingColumns } from "./CsvColumns.ts"
import { waits } from "./CsvWaits.ts"
import { proposeCsv } from "./ProposeCsv.ts"

const no: Detection = { confidence: 0, because: ["no table of tickets as Zendesk writes them"] }

const detect = (head: Head): Detection => {
  const all = delimitedColumns(head.table().rows)
  const columns = csvColumns(all)
  const telling = tellingColumns(all)
  const isTickets = columns.has("id") && columns.has("status") && columns.has("subject")
  if (!isTickets || telling.length === 0) return no
  return { confidence: telling.length > 1 ? 1 : 0.9, because: [`columns ${telling.join(", ")}`] }
}

/** Tickets as CSV: the export of an account, a view, or a table of a warehouse. */
export const csvFormat: Format = {
  id: "zendesk-csv",
  emits: ["tickets"],
  expects: "tickets of Zendesk: a header and a ticket a line",
  layout: { ...table, made: waits },
  detect,
  propose: proposeCsv
}
