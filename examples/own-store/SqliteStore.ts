// A store over the SQLite that comes with Node: in a file, or in memory.
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite"
import { type CustomerId, recordKinds } from "@throughline/core"
import type { Batch, EraseReport, WriteReport } from "@throughline/store"
import { Columns, fromEngine, Sql, Store, StoreError } from "@throughline/store"
import { Effect, Layer, Option, Semaphore, Stream } from "effect"

const engine = "sqlite"

const dialect: Sql.Dialect = {
  engine,
  identifier: (name) => `"${name}"`,
  parameter: (place) => `:p${place}`,
  table: (kind) => `"${kind}"`,
  returned: (expression) => expression,
  byBytes: (text) => text,
  divide: (dividend, divisor) => `(${dividend} / ${divisor})`,
  first: (column, order) => `(json_group_array(${column} ORDER BY ${order}) ->> 0)`,
  isAmong: (column, _, values, { bind }) =>
    `${column} IN (SELECT value FROM json_each(${bind("text", JSON.stringify(values))}))`
}

const promises = { atomicBatch: true, exactlyOnceBatch: true, readYourWrites: true, distributed: false }

/** A column's type in a STRICT table. */
const types = { text: "TEXT", integer: "INTEGER", real: "REAL", instant: "INTEGER", boolean: "INTEGER" }

/** A value as it is bound: yes and no are 1 and 0, and only a bigint is a whole number. */
const toValue = (type: Columns.ColumnType, value: Columns.Stored): SQLInputValue => {
  if (value === null || typeof value === "string") return value
  return type === "real" ? Number(value) : BigInt(value)
}

/** What a result code of SQLite comes to. Its messages can quote a row, so none is passed on. */
const failure = (cause: unknown): StoreError => {
  const code = cause instanceof Error && "errcode" in cause ? Number(cause.errcode) & 0xff : 0
  const because = (reason: StoreError["reason"], retry: StoreError["retry"], message: string) =>
    new StoreError({ engine, reason, retry, message: `${message} (SQLite result code ${code})` })
  if (cause instanceof Error && cause.message === "integer overflow")
    return because("Overflow", "never", "A sum is beyond 64 bits: filter, or count by more dimensions")
  if ([5, 6].includes(code)) return because("Locked", "safe", "Another process has the database: try again")
  if ([8, 14, 26].includes(code)) return because("Unavailable", "never", "The file is no database to write to")
  return because("Failed", [7, 10, 13].includes(code) ? "safe" : "never", "SQLite gave up; nothing was changed")
}

const attempt = <A>(act: () => A): Effect.Effect<A, StoreError> => Effect.try({ try: act, catch: failure })

/** A connection, closed with the scope. It waits for another process for a second. */
const open = (file: string, readOnly: boolean) =>
  Effect.acquireRelease(
    attempt(() => new DatabaseSync(file, { readOnly, timeout: 1000 })),
    (db) => Effect.sync(() => db.close())
  )

/** Do something in a transaction: kept whole when it succeeds, gone when it fails or is interrupted. */
const transaction = <A>(db: DatabaseSync, begin: string, body: Effect.Effect<A, StoreError>) =>
  Effect.uninterruptibleMask((restore) =>
    attempt(() => db.exec(begin)).pipe(
      Effect.andThen(restore(body)),
      Effect.tap(() => attempt(() => db.exec("COMMIT"))),
      Effect.onError(() => Effect.ignore(attempt(() => db.exec("ROLLBACK"))))
    )
  )

/** Make what is missing: tables, and columns that a newer version of the packages has. */
const prepare = (db: DatabaseSync): void => {
  db.exec(`CREATE TABLE IF NOT EXISTS batches
    (kind TEXT, id TEXT, written INTEGER, replaced INTEGER, PRIMARY KEY (kind, id)) STRICT`)
  for (const kind of recordKinds) {
    const columns = Columns.columnsOf(kind).map(({ name, type }) => `"${name}" ${types[type]}`)
    db.exec(`CREATE TABLE IF NOT EXISTS "${kind}" (${columns.join(", ")}, PRIMARY KEY ("id")) STRICT`)
    const there = db.prepare(`PRAGMA table_info("${kind}")`).all()
    const missing = columns.filter((column) => !there.some(({ name }) => column.startsWith(`"${name}" `)))
    for (const column of missing) db.exec(`ALTER TABLE "${kind}" ADD COLUMN ${column}`)
  }
}

/** Put a batch in its table and in the ledger, unless the ledger has it. */
const put = (
  db: DatabaseSync,
  { id, kind }: Pick<Batch, "id" | "kind">,
  { columns, rows }: Columns.Rows
): WriteReport => {
  const known = db.prepare("SELECT written, replaced FROM batches WHERE kind = ? AND id = ?").get(kind, id)
  if (known) return { written: Number(known.written), replaced: Number(known.replaced), alreadyWritten: true }
  const names = columns.map(({ name }) => `"${name}"`).join(", ")
  const takeOut = db.prepare(`DELETE FROM "${kind}" WHERE "id" = ?`)
  const insert = db.prepare(`INSERT INTO "${kind}" (${names}) VALUES (${columns.map(() => "?").join(", ")})`)
  let replaced = 0
  for (const row of rows) {
    const values = columns.map(({ type }, place) => toValue(type, row[place] ?? null))
    replaced += Number(takeOut.run(values[0] ?? null).changes)
    insert.run(...values)
  }
  db.prepare("INSERT INTO batches VALUES (?, ?, ?, ?)").run(kind, id, rows.length, replaced)
  return { written: rows.length, replaced, alreadyWritten: false }
}

/** Delete a customer and all records of theirs. */
const eraseAll = (db: DatabaseSync, customer: CustomerId): EraseReport => {
  const counts = Columns.customerColumns.map(([kind, column]) => {
    const { changes } = db.prepare(`DELETE FROM "${kind}" WHERE "${column}" = ?`).run(customer)
    return [kind, Number(changes)] as const
  })
  return { erased: Object.fromEntries(counts.filter(([, rows]) => rows > 0)) }
}

/** The values of a statement by the names of its parameters. */
const valuesOf = ({ parameters }: Sql.Statement) =>
  Object.fromEntries(parameters.map(({ type, value }, place) => [`p${place + 1}`, toValue(type, value)]))

/** How many rows a statement changes. */
const changes = (db: DatabaseSync, statement: Sql.Statement): number =>
  Number(db.prepare(statement.text).run(valuesOf(statement)).changes)

/** The rows of a statement as arrays, one after the other. Whole numbers are bigints: a sum can be beyond 2^53. */
const rowsOf = (db: DatabaseSync, statement: Sql.Statement): Iterator<Record<string, SQLOutputValue>> => {
  const prepared = db.prepare(statement.text)
  prepared.setReadBigInts(true)
  prepared.setReturnArrays(true)
  return prepared.iterate(valuesOf(statement))
}

/** As many rows as are asked for, fewer at the end. */
const take = <Row>(rows: Iterator<Row>, many: number): ReadonlyArray<Row> => {
  const taken: Array<Row> = []
  for (let next = rows.next(); !next.done; next = rows.next()) if (taken.push(next.value) === many) break
  return taken
}

/** The whole result of a statement, by column. */
const columnsOf = (db: DatabaseSync, statement: Sql.Statement): Sql.ResultColumns => {
  const rows = take(rowsOf(db, statement), Number.POSITIVE_INFINITY)
  return Object.keys(rows[0] ?? {}).map((column) => rows.map((row) => row[column]))
}

const make = Effect.fnUntraced(function* (file: string) {
  const isFile = file !== ":memory:"
  const db = yield* open(file, false)
  yield* attempt(() => db.exec("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON"))
  const oneAtATime = Semaphore.withPermits(yield* Semaphore.make(1), 1)
  const change = <A>(act: () => A) => oneAtATime(transaction(db, "BEGIN IMMEDIATE", attempt(act)))
  const forgetLog = Effect.ignore(attempt(() => db.exec("PRAGMA wal_checkpoint(TRUNCATE)")))
  const running: Sql.Running = {
    columns: (statement) => attempt(() => columnsOf(db, statement)),
    changed: (statement) => attempt(() => changes(db, statement))
  }
  yield* change(() => prepare(db))
  return fromEngine({
    name: engine,
    capabilities: { ...promises, snapshotReads: isFile, survivesPowerLoss: isFile, rollups: false },
    write: (batch, rows) => change(() => put(db, batch, rows)),
    read: (kind, tests) =>
      Stream.unwrap(
        Effect.gen(function* () {
          const reader = isFile ? yield* open(file, true) : db
          const rows = yield* Effect.acquireRelease(
            attempt(() => rowsOf(reader, Sql.read(dialect, kind, tests))),
            (rows) => Effect.sync(() => rows.return?.())
          )
          const record = Columns.fromRow(kind)
          const page = attempt(() => take(rows, 1024).map((row) => record((column) => row[column])))
          return Stream.paginate(true, () =>
            Effect.map(page, (records) => [records, records.length < 1024 ? Option.none() : Option.some(true)])
          )
        })
      ),
    tally: (query) => oneAtATime(transaction(db, "BEGIN", Sql.tally(dialect, query, running.columns))),
    remove: (removal) =>
      oneAtATime(transaction(db, "BEGIN IMMEDIATE", Sql.remove(dialect, "batches", removal, running))),
    erase: (customer) =>
      Effect.tap(
        change(() => eraseAll(db, customer)),
        () => forgetLog
      )
  })
})

/** A store in a database file, made when it is not there, or in memory: `":memory:"`. */
export const layer = (file: string): Layer.Layer<Store, StoreError> => Layer.effect(Store, make(file))
