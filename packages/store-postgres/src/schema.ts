import { type RecordKind, recordKinds } from "@throughline/core"
import { Columns, type Sql, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { types } from "./dialect.ts"
import { engine } from "./failure.ts"
import { type Session, transaction } from "./Session.ts"

/** Which tables this package writes: raised by one with every change to them. */
const version = 3

const what = "Preparing the tables"

const refused = (reason: StoreError["reason"], message: string): StoreError =>
  new StoreError({ reason, engine, retry: "never", message })

const columnsOf = (kind: RecordKind): ReadonlyArray<string> =>
  Columns.columnsOf(kind).map(
    ({ name, required, type }) =>
      `"${name}" ${types[type]}${required ? " NOT NULL" : ""}${name === "id" ? " PRIMARY KEY" : ""}`
  )

/** What finds the records of a customer that is erased. Journeys are sorted whole: an index in their order is no quicker. */
const indexesOf = ({ table }: Sql.Dialect, kind: RecordKind): ReadonlyArray<string> =>
  Columns.customerColumns
    .filter(([owned, column]) => owned === kind && column !== "id")
    .map(
      ([, column]) =>
        `CREATE INDEX IF NOT EXISTS "${kind}_${column}" ON ${table(kind)} ("${column}") WHERE "${column}" IS NOT NULL`
    )

const create = (dialect: Sql.Dialect, kind: RecordKind): ReadonlyArray<string> => [
  `CREATE TABLE IF NOT EXISTS ${dialect.table(kind)} (${columnsOf(kind).join(", ")})`,
  ...indexesOf(dialect, kind)
]

/** Bring a table of an older version to the columns of today: records keep every value, fields that are new are missing. */
const renew = (dialect: Sql.Dialect, kind: RecordKind): ReadonlyArray<string> => [
  ...create(dialect, kind),
  ...columnsOf(kind).map((column) => `ALTER TABLE ${dialect.table(kind)} ADD COLUMN IF NOT EXISTS ${column}`)
]

/** Tallies that are kept: which rows they count, what of them, and as of which stamp. */
const rollups = (schema: string): string =>
  `CREATE TABLE IF NOT EXISTS "${schema}".throughline_rollups (origin text COLLATE "C" NOT NULL, counting text COLLATE "C" NOT NULL, stamp text COLLATE "C" NOT NULL, tally text NOT NULL)`

const made = (dialect: Sql.Dialect, schema: string): ReadonlyArray<string> => [
  `CREATE SCHEMA IF NOT EXISTS "${schema}"`,
  `CREATE TABLE "${schema}".throughline_version (version integer NOT NULL)`,
  `INSERT INTO "${schema}".throughline_version VALUES (${version})`,
  `CREATE TABLE "${schema}".throughline_batches (kind text NOT NULL, id text COLLATE "C" NOT NULL, written bigint NOT NULL, replaced bigint NOT NULL, PRIMARY KEY (kind, id))`,
  rollups(schema),
  ...recordKinds.flatMap((kind) => create(dialect, kind))
]

const renewed = (dialect: Sql.Dialect, schema: string): ReadonlyArray<string> => [
  ...recordKinds.flatMap((kind) => renew(dialect, kind)),
  rollups(schema),
  `UPDATE "${schema}".throughline_version SET version = ${version}`
]

/** The first value of a result of one row. */
const one = (session: Session, text: string) =>
  Effect.map(session.columns(what, { text, parameters: [] }), (columns): unknown => columns[0]?.[0])

const versionIn = Effect.fnUntraced(function* (session: Session, schema: string) {
  const table = yield* one(session, `SELECT to_regclass('"${schema}".throughline_version')`)
  if (table === null || table === undefined) return undefined
  return Number(yield* one(session, `SELECT max(version) FROM "${schema}".throughline_version`))
})

/** Many starters at once: the first makes the tables, the others wait for it. Any number that only we take will do. */
const lock = "SELECT pg_advisory_xact_lock(7368726577)"

/** A schema that PostgreSQL takes as it is written, and that is not its own. */
export const checkSchema = (schema: string): Effect.Effect<string, StoreError> =>
  /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/.test(schema)
    ? Effect.succeed(schema)
    : Effect.fail(
        refused(
          "Unavailable",
          "The name of a schema is 1 to 63 small letters, digits and _, no digit first and not pg_ at the start"
        )
      )

/**
 * Make the tables in a schema, or bring those of an older version to this one. Fails with `UnsupportedVersion` when a newer
 * package made them.
 */
export const prepare = (session: Session, dialect: Sql.Dialect, schema: string): Effect.Effect<void, StoreError> =>
  transaction(
    session,
    what,
    "BEGIN",
    Effect.gen(function* () {
      yield* session.execute(what, lock)
      if ((yield* one(session, "SHOW server_encoding")) !== "UTF8")
        return yield* refused(
          "Unavailable",
          "The database does not keep text as UTF-8: use one made with ENCODING 'UTF8'"
        )
      const found = yield* versionIn(session, schema)
      if (found !== undefined && found > version)
        return yield* refused(
          "UnsupportedVersion",
          `The schema has version ${found} of the tables and this package knows up to ${version}; update @throughline/store-postgres`
        )
      if (found === version) return
      const statements = found === undefined ? made(dialect, schema) : renewed(dialect, schema)
      yield* session.run(what, (client) => client.query(statements.join(";\n")))
    })
  )
