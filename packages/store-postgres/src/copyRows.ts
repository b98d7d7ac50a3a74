import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { Columns, StoreError } from "@throughline/store"
import type * as Effect from "effect/Effect"
import { from } from "pg-copy-streams"
import type { Session } from "./Session.ts"

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" }

/** A value as COPY's text format has it. */
const cell = (value: Columns.Stored | undefined): string => {
  if (value === null || value === undefined) return "\\N"
  if (typeof value !== "string") return String(value)
  return special.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : value
}

/** How much is written at once, in characters. */
const block = 1 << 16

/** Rows in COPY's text format, in blocks of some size. */
function* copyText(rows: ReadonlyArray<ReadonlyArray<Columns.Stored>>, width: number): Generator<string> {
  let text = ""
  for (const row of rows) {
    for (let c = 0; c < width; c++) text += `${c === 0 ? "" : "\t"}${cell(row[c])}`
    text += "\n"
    if (text.length < block) continue
    yield text
    text = ""
  }
  if (text !== "") yield text
}

/** What the server says when an id is there already. */
const isTaken = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === "23505"

/**
 * Copy rows into a table; gives whether it took them. It takes none when one of their ids is there already, and then the
 * transaction goes on from its last savepoint only. Interrupting it ends the copy: the server takes none of it.
 */
export const copyRows = (
  session: Session,
  what: string,
  table: string,
  { columns, rows }: Columns.Rows
): Effect.Effect<boolean, StoreError> => {
  const names = columns.map(({ name }) => `"${name}"`).join(", ")
  return session.run(what, async (client) => {
    try {
      await pipeline(
        Readable.from(copyText(rows, columns.length), { objectMode: false }),
        client.query(from(`COPY ${table} (${names}) FROM STDIN`))
      )
      return true
    } catch (cause) {
      if (isTaken(cause)) return false
      throw cause
    }
  })
}
