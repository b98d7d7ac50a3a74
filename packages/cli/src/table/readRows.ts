import { describeRejected, type Input, readTable, type TableRow, tableFormat } from "@throughline/import"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** What became of the rows of a file. */
export interface ReadRows {
  readonly name: string
  readonly rows: number
  readonly rejected: number
  /** The first rejected row, as a line to add; empty without one. */
  readonly why: string
}

/**
 * Hand the rows of some columns of a file to `take`, at its pace, and tell what became of all. Says when the encoding is a
 * guess.
 */
export const readRows = Effect.fn("readRows")(function* (
  input: Input,
  columns: ReadonlyArray<string>,
  take: (rows: ReadonlyArray<TableRow>, name: string) => Effect.Effect<unknown>
) {
  const { name } = input
  const { format, guessed } = yield* tableFormat(input)
  if (guessed) yield* Console.error(`${name}: the bytes are not UTF-8 and are read as ${format.encoding}`)
  const seen = { rows: 0, rejected: 0, why: "" }
  yield* Stream.runForEachArray(readTable(input, { columns, format }), (all) =>
    Effect.suspend(() => {
      const rows = all.filter((row) => row._tag === "Row")
      const rejected = all.filter((row) => row._tag === "Rejected")
      seen.rows += rows.length
      seen.rejected += rejected.length
      if (seen.why === "" && rejected[0] !== undefined) seen.why = `\n  first: ${describeRejected(rejected[0])}`
      return take(rows, name)
    })
  )
  const read: ReadRows = { name, ...seen }
  return read
})
