import { type RecordKind, recordKinds } from "@throughline/core"
import { Columns, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { types } from "./bindings.ts"
import { dialect } from "./dialect.ts"
import { type Session, transaction } from "./Session.ts"

/** Which tables this package writes: raised by one with every change to them. */
const version = 5

/** The statement that makes the empty table of a kind. */
export const table = (kind: RecordKind): string => {
  const columns = Columns.columnsOf(kind).map(
    ({ name, required, type }) => `${dialect.identifier(name)} ${types[type]}${required ? " NOT NULL" : ""}`
  )
  return `CREATE TABLE ${dialect.table(kind)} (${columns.join(", ")})`
}

/** Tallies that are kept: which rows they count, what of them, and as of which stamp. */
const rollups =
  "CREATE TABLE throughline_rollups (origin VARCHAR NOT NULL, counting VARCHAR NOT NULL, stamp VARCHAR NOT NULL, tally VARCHAR NOT NULL)"

const statements: ReadonlyArray<string> = [
  "CREATE TABLE throughline_version (version INTEGER NOT NULL)",
  `INSERT INTO throughline_version VALUES (${version})`,
  "CREATE TABLE throughline_batches (kind VARCHAR NOT NULL, id VARCHAR NOT NULL, written BIGINT NOT NULL, replaced BIGINT NOT NULL, PRIMARY KEY (kind, id))",
  rollups,
  ...recordKinds.map(table)
]

const unsupported = (found: number): StoreError =>
  new StoreError({
    reason: "UnsupportedVersion",
    engine: dialect.engine,
    retry: "never",
    message: `The database has version ${found} of the tables and this package knows up to ${version}; update @throughline/store-duckdb`
  })

const tooOld = (found: number): StoreError =>
  new StoreError({
    reason: "UnsupportedVersion",
    engine: dialect.engine,
    retry: "never",
    message: `The database has version ${found} of the tables and this package reads version ${version}; open it once for writing, which brings it up to date`
  })

const noTables = new StoreError({
  reason: "Unavailable",
  engine: dialect.engine,
  retry: "never",
  message: "The database has no tables of this package and reading makes none; open it once for writing"
})

/** The columns that a table has, in order; none when there is no such table. */
const present = (session: Session, kind: RecordKind): Effect.Effect<ReadonlyArray<string>, StoreError> =>
  session
    .columns({
      text: "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND table_name = $1 ORDER BY column_index",
      parameters: [{ type: "text", value: kind }]
    })
    .pipe(Effect.map(([names = []]) => names.map(String)))

/** Bring the table of a kind to its columns of today. Records keep every value; fields that are new are missing. */
const renew = Effect.fnUntraced(function* (session: Session, kind: RecordKind) {
  const before = yield* present(session, kind)
  const now = Columns.columnsOf(kind).map(({ name }) => name)
  if (before.join() === now.join()) return
  if (before.length === 0) {
    yield* session.execute(table(kind))
    return
  }
  const names = before.map(dialect.identifier).join(", ")
  const stored = dialect.table(kind)
  yield* session.execute(`ALTER TABLE ${stored} RENAME TO throughline_before`)
  yield* session.execute(table(kind))
  yield* session.execute(`INSERT INTO ${stored} (${names}) SELECT ${names} FROM throughline_before`)
  yield* session.execute("DROP TABLE throughline_before")
})

/** Bring the tables of an older version to this one: all of them or, when it fails, none. */
const migrate = (session: Session): Effect.Effect<unknown, StoreError> =>
  transaction(
    session,
    Effect.forEach(recordKinds, (kind) => renew(session, kind), { discard: true }).pipe(
      Effect.andThen(session.execute(rollups.replace("TABLE", "TABLE IF NOT EXISTS"))),
      Effect.andThen(session.execute(`UPDATE throughline_version SET version = ${version}`))
    )
  )

/** The version of the tables; `undefined` when there are none. */
const versionOf = Effect.fnUntraced(function* (session: Session) {
  const [[tables] = []] = yield* session.columns({
    text: "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'throughline_version'",
    parameters: []
  })
  if (Number(tables) === 0) return undefined
  const [[found] = []] = yield* session.columns({
    text: "SELECT max(version) FROM throughline_version",
    parameters: []
  })
  return Number(found)
})

/**
 * Make the tables in an empty database, or bring those of an older version to this one. Fails with `UnsupportedVersion`
 * when a newer package made them.
 */
export const prepare = Effect.fnUntraced(function* (session: Session) {
  const found = yield* versionOf(session)
  if (found === undefined) {
    return yield* transaction(
      session,
      Effect.forEach(statements, (statement) => session.execute(statement), { discard: true })
    )
  }
  if (found > version) return yield* unsupported(found)
  if (found < version) yield* migrate(session)
})

/** Check that the tables are those of this version: where nothing may be written, none are made or changed. */
export const recognise = Effect.fnUntraced(function* (session: Session) {
  const found = yield* versionOf(session)
  if (found === undefined) return yield* noTables
  if (found > version) return yield* unsupported(found)
  if (found < version) return yield* tooOld(found)
})
