import { type RecordKind, recordKinds } from "@throughline/core"
import { Columns, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { types } from "./bindings.ts"
import { dialect } from "./dialect.ts"
import { type Session, transaction } from "./Session.ts"

/** Which tables this package writes: raised by one with every change to them. */
const version = 1

const table = (kind: RecordKind): string => {
  const columns = Columns.columnsOf(kind).map(
    ({ name, required, type }) => `${dialect.identifier(name)} ${types[type]}${required ? " NOT NULL" : ""}`
  )
  return `CREATE TABLE ${dialect.table(kind)} (${columns.join(", ")})`
}

const statements: ReadonlyArray<string> = [
  "CREATE TABLE throughline_version (version INTEGER NOT NULL)",
  `INSERT INTO throughline_version VALUES (${version})`,
  "CREATE TABLE throughline_batches (kind VARCHAR NOT NULL, id VARCHAR NOT NULL, written BIGINT NOT NULL, replaced BIGINT NOT NULL, PRIMARY KEY (kind, id))",
  ...recordKinds.map(table)
]

const unsupported = (found: number): StoreError =>
  new StoreError({
    reason: "UnsupportedVersion",
    engine: dialect.engine,
    retry: "never",
    message: `The database has version ${found} of the tables and this package knows up to ${version}; update @throughline/store-duckdb`
  })

/** Make the tables in an empty database. Fails with `UnsupportedVersion` when a newer package made them. */
export const prepare = Effect.fnUntraced(function* (session: Session) {
  const [[present] = []] = yield* session.columns({
    text: "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'throughline_version'",
    parameters: []
  })
  if (Number(present) === 0) {
    return yield* transaction(
      session,
      Effect.forEach(statements, (statement) => session.execute(statement), { discard: true })
    )
  }
  const [[found] = []] = yield* session.columns({
    text: "SELECT max(version) FROM throughline_version",
    parameters: []
  })
  if (Number(found) > version) return yield* unsupported(Number(found))
})
