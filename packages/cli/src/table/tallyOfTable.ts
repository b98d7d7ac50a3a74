import { Tally } from "@throughline/core"
import type { TableRow } from "@throughline/import"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { findSources } from "../ingest/folder.ts"
import { readRows } from "./readRows.ts"

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

/** Columns that tell whether something was: elsewhere yes and no are texts, beside others. */
const facts: ReadonlySet<string> = new Set(["event", "outcome", "stayed", "accepted"])
const yesOrNo: Readonly<Record<string, boolean>> = { ...logical, yes: true, no: false }

/** A cell as what it says: nothing, a number, true or false; anything else stays as it is, and is no number. */
const readCell = (cell: string | undefined, { name, text }: TableColumn): string | number | boolean | null => {
  const trimmed = cell?.trim() ?? ""
  if (trimmed === "") return null
  if (text) return trimmed
  const words = facts.has(name) ? yesOrNo : logical
  return plainNumber.test(trimmed) ? Number(trimmed) : (words[trimmed.toLowerCase()] ?? trimmed)
}

/** Turns rows into records of the named columns, and leaves out those that the filter does not want. */
const recordsOf = (columns: ReadonlyArray<TableColumn>, filter: TableFilter) => {
  const wanted = ({ cells }: TableRow): boolean =>
    filter.every(([, text], i) => cells[columns.length + i]?.trim() === text)
  const record = ({ cells }: TableRow): { readonly [name: string]: string | number | boolean | null } =>
    Object.fromEntries(columns.map((column, i) => [column.name, readCell(cells[i], column)]))
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
  for (const { input } of files) {
    let counted = 0
    const { name, rejected, rows, why } = yield* readRows(input, headers, (found) =>
      Effect.sync(() => {
        const wanted = records(found)
        addAll(wanted)
        counted += wanted.length
      })
    )
    yield* Console.error(
      `${name}: read ${rows + rejected} = counted ${counted} + rejected ${rejected} + not asked for ${rows - counted}${why}`
    )
  }
  return finish()
})
