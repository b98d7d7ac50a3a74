import type { DuckDBAppender, DuckDBDataChunk } from "@duckdb/node-api"
import type { RecordKind } from "@throughline/core"
import type { Columns, Sql, StoreError, WriteReport } from "@throughline/store"
import * as Effect from "effect/Effect"
import { dialect } from "./dialect.ts"
import { failure } from "./failure.ts"
import { SeenIds } from "./SeenIds.ts"
import { type Session, transaction } from "./Session.ts"

/** Ids of the batch being written: a table of the connection, gone with it. */
const ids = "throughline_ids"

/** Make what `write` needs on a connection. */
export const prepareWrites = (session: Session): Effect.Effect<number, StoreError> =>
  session.execute(`CREATE TEMP TABLE ${ids} (id VARCHAR NOT NULL)`)

/** Write a batch in one transaction with its row in the ledger, unless the ledger has it. */
export const write = (
  session: Session,
  batch: { readonly kind: RecordKind; readonly id: string },
  { columns, rows }: Columns.Rows
): Effect.Effect<WriteReport, StoreError> =>
  transaction(
    session,
    Effect.gen(function* () {
      const known = yield* ledgerEntry(session, batch)
      if (known !== undefined) return known
      yield* append(session, { table: ids, schema: "main", catalog: "temp" }, columns.slice(0, 1), rows)
      const stored = dialect.table(batch.kind)
      const replaced = (yield* mayBeStored(session, batch.kind))
        ? yield* session.execute(`DELETE FROM ${stored} WHERE "id" IN (SELECT id FROM temp.${ids})`)
        : 0
      yield* session.execute(`DELETE FROM temp.${ids}`)
      yield* append(session, { table: batch.kind }, columns, rows)
      const report = { written: rows.length, replaced, alreadyWritten: false }
      yield* session.columns(insertEntry(batch, report))
      return report
    })
  )

/** The ids that a connection has found or written, by kind. It is the only one that writes to the database. */
const seenBy = new WeakMap<Session, Map<RecordKind, SeenIds>>()

/** The two halves of the hash of an id. */
const halves = 'CAST(hash("id") >> 32 AS UINTEGER), CAST(hash("id") & 4294967295 AS UINTEGER)'

/** Add the ids whose halves a chunk has; gives whether one of them may have been added before. */
const addAll = (seen: SeenIds, chunk: DuckDBDataChunk): boolean => {
  const [places, prints] = [chunk.getColumnVector(0), chunk.getColumnVector(1)]
  let isSeen = false
  for (let row = 0; row < chunk.rowCount; row++)
    if (seen.add(Number(places.getItem(row)), Number(prints.getItem(row)))) isSeen = true
  return isSeen
}

/** The ids that are stored, read when a kind is first written to. */
const seenIds = Effect.fnUntraced(function* (session: Session, kind: RecordKind) {
  const ofSession = seenBy.get(session) ?? new Map<RecordKind, SeenIds>()
  seenBy.set(session, ofSession)
  const known = ofSession.get(kind)
  if (known !== undefined) return known
  const seen = new SeenIds()
  yield* session.stream({ text: `SELECT ${halves} FROM ${dialect.table(kind)}`, parameters: [] })
  for (let chunk = yield* session.fetch(); chunk !== undefined; chunk = yield* session.fetch()) addAll(seen, chunk)
  ofSession.set(kind, seen)
  return seen
})

/** Whether an id of the batch may be in the table. Ids of a batch that fails afterwards stay known, which does no harm. */
const mayBeStored = Effect.fnUntraced(function* (session: Session, kind: RecordKind) {
  const seen = yield* seenIds(session, kind)
  const chunks = yield* session.run(async (connection) =>
    (await connection.run(`SELECT ${halves} FROM temp.${ids}`)).fetchAllChunks()
  )
  return chunks.map((chunk) => addAll(seen, chunk)).includes(true)
})

const key = (batch: { readonly kind: RecordKind; readonly id: string }): ReadonlyArray<Sql.Parameter> => [
  { type: "text", value: batch.kind },
  { type: "text", value: batch.id }
]

const ledgerEntry = (
  session: Session,
  batch: { readonly kind: RecordKind; readonly id: string }
): Effect.Effect<WriteReport | undefined, StoreError> =>
  session
    .columns({
      text: "SELECT written, replaced FROM throughline_batches WHERE kind = $1 AND id = $2",
      parameters: key(batch)
    })
    .pipe(
      Effect.map((found) => {
        const [written, replaced] = found.map((column) => column[0])
        if (written === undefined) return undefined
        return { written: Number(written), replaced: Number(replaced), alreadyWritten: true }
      })
    )

const insertEntry = (
  batch: { readonly kind: RecordKind; readonly id: string },
  { replaced, written }: WriteReport
): Sql.Statement => ({
  text: "INSERT INTO throughline_batches VALUES ($1, $2, $3, $4)",
  parameters: [...key(batch), { type: "integer", value: written }, { type: "integer", value: replaced }]
})

type Put = (appender: DuckDBAppender, value: Columns.Stored) => void

const put: { readonly [Type in Columns.ColumnType]: Put } = {
  text: (appender, value) => appender.appendVarchar(String(value)),
  integer: (appender, value) => appender.appendBigInt(BigInt(value ?? 0)),
  instant: (appender, value) => appender.appendBigInt(BigInt(value ?? 0)),
  real: (appender, value) => appender.appendDouble(Number(value)),
  boolean: (appender, value) => appender.appendBoolean(value === true)
}

/** How many rows are appended before other fibers have their turn. */
const slice = 4096

/** Append the first columns of rows to a table, inside the transaction of the session. */
const append = (
  session: Session,
  target: { readonly table: string; readonly schema?: string; readonly catalog?: string },
  columns: ReadonlyArray<Columns.Column>,
  rows: ReadonlyArray<ReadonlyArray<Columns.Stored>>
): Effect.Effect<void, StoreError> => {
  const puts = columns.map((column) => put[column.type])
  return Effect.acquireUseRelease(
    session.run((connection) => connection.createAppender(target.table, target.schema, target.catalog)),
    (appender) =>
      Effect.gen(function* () {
        for (let from = 0; from < rows.length; from += slice) {
          yield* attempt(() => appendRows(appender, puts, rows, from))
          yield* Effect.yieldNow
        }
        yield* attempt(() => appender.flushSync())
      }),
    // What is left in it after a failure must not be flushed later, outside the transaction.
    (appender) =>
      attempt(() => {
        appender.clear()
        appender.closeSync()
      }).pipe(Effect.ignore)
  )
}

const attempt = (act: () => void): Effect.Effect<void, StoreError> => Effect.try({ try: act, catch: failure })

const appendRows = (
  appender: DuckDBAppender,
  puts: ReadonlyArray<Put>,
  rows: ReadonlyArray<ReadonlyArray<Columns.Stored>>,
  from: number
): void => {
  const to = Math.min(rows.length, from + slice)
  for (let r = from; r < to; r++) {
    const row = rows[r] ?? []
    for (let c = 0; c < puts.length; c++) {
      const value = row[c] ?? null
      if (value === null) appender.appendNull()
      else puts[c]?.(appender, value)
    }
    appender.endRow()
  }
}
