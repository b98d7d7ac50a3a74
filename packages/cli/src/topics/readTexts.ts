import type { TableRow } from "@throughline/import"
import { Store } from "@throughline/store"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { findSources } from "../ingest/folder.ts"
import { readRows } from "../table/readRows.ts"

/** A text, where it stands, and who wrote it, where that is known. */
export interface FoundText {
  /** The file and line, or the id of the ticket. */
  readonly where: string
  readonly text: string
  readonly customer?: string
}

/** Which columns hold the texts, put together in this order, and which one the customer. */
export interface TextColumns {
  readonly texts: ReadonlyArray<string>
  readonly customer: string | undefined
}

/** The text of a row, whose last cell is the customer where that column was asked for. */
const textOf = (name: string, { cells, line }: TableRow, { customer, texts }: TextColumns): FoundText => {
  const who = customer === undefined ? "" : (cells[texts.length] ?? "").trim()
  const found = { where: `${name}:${line}`, text: cells.slice(0, texts.length).join("\n") }
  return who === "" ? found : { ...found, customer: who }
}

const readFile = Effect.fn("readFile")(function* (path: string, asked: TextColumns) {
  const columns = asked.customer === undefined ? asked.texts : [...asked.texts, asked.customer]
  const found: Array<FoundText> = []
  const { name, rejected, rows, why } = yield* readRows(path, columns, (read, file) => {
    for (const row of read) found.push(textOf(file, row, asked))
  })
  yield* Console.error(`${name}: read ${rows + rejected} = texts ${rows} + rejected ${rejected}${why}`)
  return found
})

/** The texts of some columns of files. */
export const textsOfFiles = Effect.fn("textsOfFiles")(function* (paths: ReadonlyArray<string>, columns: TextColumns) {
  const { files } = yield* findSources(paths)
  return (yield* Effect.forEach(files, ({ path }) => readFile(path, columns))).flat()
})

/** The texts of the tickets in a store: subject and body. */
export const textsOfTickets = Effect.gen(function* () {
  const store = yield* Store
  const tickets = yield* Stream.runCollect(store.read({ kind: "tickets" }))
  return tickets.map(
    ({ body, customer, id, subject }): FoundText => ({
      where: id,
      text: `${subject}\n${body}`,
      ...(customer === undefined ? {} : { customer })
    })
  )
})
