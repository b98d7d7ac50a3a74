import { Tally } from "@throughline/core"
import { describeRejected, Input, readTable, type TableRow, tableFormat } from "@throughline/import"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { findSources } from "../ingest/folder.ts"

/** A column to count by: its name, the header it stands under, and whether it holds text. */
export interface TableColumn {
  readonly name: string
  readonly header: string
  readonly text: boolean
}

/** Which rows count: where a column holds a text. */
export type TableFilter = ReadonlyArray<readonly [header: string, text: string]>

const plainNumber = /^[+-]?\d{1,15}(\.\d{1,15})?$/

const logical: Readonly<Record<string, boolean>> = { true: true, false: false }

/** A cell as what it says: nothing, a number, true or false; anything else stays as it is, and is no number. */
const readCell = (cell: string | undefined, text: boolean): string | number | boolean | null => {
  const trimmed = cell?.trim() ?? ""
  if (trimmed === "") return null
  if (text) return trimmed
  return plainNumber.test(trimmed) ? Number(trimmed) : (logical[trimmed.toLowerCase()] ?? trimmed)
}

/** Turns rows into records of the named columns, and leaves out those that the filter does not want. */
const recordsOf = (columns: ReadonlyArray<TableColumn>, filter: TableFilter) => {
  const wanted = ({ cells }: TableRow): boolean =>
    filter.every(([, text], i) => cells[columns.length + i]?.trim() === text)
  const record = ({ cells }: TableRow): { readonly [name: string]: string | number | boolean | null } =>
    Object.fromEntries(columns.map(({ name, text }, i) => [name, readCell(cells[i], text)]))
  return (rows: ReadonlyArray<TableRow>) => rows.filter(wanted).map(record)
}

/** Count the rows of tables by some of their columns, and say on the error stream what became of each file. */
export const tallyOfTable = Effect.fn("tallyOfTable")(function* (
  paths: ReadonlyArray<string>,
  columns: ReadonlyArray<TableColumn>,
  filter: TableFilter
) {
  const { files } = yield* findSources(paths)
  const { addAll, finish } = Tally.counter<{ readonly [name: string]: unknown }, ReadonlyArray<string>>({
    by: columns.map(({ name }) => name)
  })
  const headers = [...columns.map(({ header }) => header), ...filter.map(([header]) => header)]
  const records = recordsOf(columns, filter)
  for (const { path } of files) {
    const input = yield* Input.fromFile(path)
    const { format, guessed } = yield* tableFormat(input)
    if (guessed) yield* Console.error(`${input.name}: the bytes are not UTF-8 and are read as ${format.encoding}`)
    const seen = { rows: 0, counted: 0, rejected: 0, first: "" }
    yield* Stream.runForEachArray(readTable(input, { columns: headers, format }), (all) =>
      Effect.sync(() => {
        const rows = all.filter((row) => row._tag === "Row")
        const rejected = all.filter((row) => row._tag === "Rejected")
        const counted = records(rows)
        addAll(counted)
        seen.rows += all.length
        seen.counted += counted.length
        seen.rejected += rejected.length
        if (seen.first === "" && rejected[0] !== undefined) seen.first = describeRejected(rejected[0])
      })
    )
    const { counted, first, rejected, rows } = seen
    const why = first === "" ? "" : `\n  first: ${first}`
    yield* Console.error(
      `${input.name}: read ${rows} = counted ${counted} + rejected ${rejected} + not asked for ${rows - counted - rejected}${why}`
    )
  }
  return finish()
})
