import { join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import { dataTable } from "./dataTable.ts"
import type { FileQuality } from "./Report.ts"
import { atMost, section } from "./section.ts"

const mostFiles = 100
const mostReasons = 200

const counts = ["read", "imported", "rejected", "skipped", "duplicate"] as const

const names = { read: "Read", imported: "Imported", rejected: "Rejected", skipped: "Skipped", duplicate: "Duplicate" }

const files = (all: ReadonlyArray<FileQuality>): Markup => {
  const { shown, note } = atMost(all, mostFiles, "files")
  return dataTable(
    `Records by file.${note}`,
    [{ name: "File" }, ...counts.map((key) => ({ name: names[key], numeric: true }))],
    shown.map((file) => [clean(file.file), ...counts.map((key) => number(file[key], 0))])
  )
}

const reasons = (all: ReadonlyArray<FileQuality>): Markup => {
  const rows = all.flatMap(({ file, reasons: found }) =>
    found.map(({ reason, count, howToFix }) => [clean(file), clean(reason), number(count, 0), clean(howToFix)])
  )
  const { shown, note } = atMost(rows, mostReasons, "reasons")
  const columns = [{ name: "File" }, { name: "Reason" }, { name: "Records", numeric: true }, { name: "How to fix it" }]
  return rows.length === 0 ? join([]) : dataTable(`Why records were rejected.${note}`, columns, shown)
}

/** What became of the records of each file. */
export const drawQuality = (all: ReadonlyArray<FileQuality> = []): Markup =>
  all.length === 0 ? join([]) : section("quality", "Data quality", files(all), reasons(all))
