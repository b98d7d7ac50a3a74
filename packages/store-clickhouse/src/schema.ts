import { type RecordKind, recordKinds } from "@throughline/core"
import { Columns, type Sql, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { engine } from "./failure.ts"
import type { Shard } from "./Shard.ts"
import { deleted, quoted, rollupsIn, stored, typeOf, version as versionColumn } from "./tables.ts"

/** Which tables this package writes: raised by one with every change to them. */
const version = 3

const what = "Preparing the tables"

const plain = (text: string): Sql.Statement => ({ text, parameters: [] })

const refused = (reason: StoreError["reason"], message: string): StoreError =>
  new StoreError({ reason, engine, retry: "never", message })

/** A database that ClickHouse takes as it is written. */
export const checkDatabase = (database: string): Effect.Effect<string, StoreError> =>
  /^[a-z_][a-z0-9_]{0,62}$/.test(database)
    ? Effect.succeed(database)
    : Effect.fail(
        refused(
          "Unavailable",
          "The name of a database is 1 to 63 small letters, digits and _, and begins with no digit"
        )
      )

const tableOf = (database: string, kind: RecordKind): string => {
  const columns = Columns.columnsOf(kind).map((column) => `${quoted(column.name)} ${typeOf(column)}`)
  const own = [`${versionColumn} UInt64`, `${deleted} UInt8`]
  return `CREATE TABLE IF NOT EXISTS ${stored(database, kind)} (${[...columns, ...own].join(", ")}) ENGINE = ReplacingMergeTree(${versionColumn}) ORDER BY "id"`
}

/** Tallies that are kept: which rows they count, what of them, and as of which stamp. */
const rollups = (database: string): string =>
  `CREATE TABLE IF NOT EXISTS ${rollupsIn(database)} (origin String, counting String, stamp String, tally String) ENGINE = MergeTree ORDER BY tuple()`

const columnsIn = (
  shard: Shard,
  database: string,
  kind: RecordKind
): Effect.Effect<ReadonlyArray<string>, StoreError> =>
  shard
    .columns(what, {
      text: `SELECT name FROM system.columns WHERE database = {1} AND table = {2}`,
      parameters: [
        { type: "text", value: database },
        { type: "text", value: kind }
      ]
    })
    .pipe(Effect.map(([names = []]) => names.map(String)))

/** Bring the table of an older version to the columns of today: fields that are new are missing in what it has. */
const renew = Effect.fnUntraced(function* (shard: Shard, database: string, kind: RecordKind) {
  const before = yield* columnsIn(shard, database, kind)
  for (const column of Columns.columnsOf(kind).filter(({ name }) => !before.includes(name)))
    yield* shard
      .command(what, plain(`ALTER TABLE ${stored(database, kind)} ADD COLUMN ${quoted(column.name)} ${typeOf(column)}`))
      .pipe(
        // Another starter may have added it meanwhile.
        Effect.catch((error) =>
          Effect.flatMap(columnsIn(shard, database, kind), (now) =>
            now.includes(column.name) ? Effect.void : Effect.fail(error)
          )
        )
      )
})

/** Make the tables of a server, or bring those of an older version to this one. */
export const prepare = Effect.fnUntraced(function* (shard: Shard, database: string) {
  const versions = `"${database}".throughline_version`
  yield* shard.command(what, plain(`CREATE DATABASE IF NOT EXISTS "${database}"`))
  yield* shard.command(
    what,
    plain(`CREATE TABLE IF NOT EXISTS ${versions} (version Int64) ENGINE = MergeTree ORDER BY version`)
  )
  const [[newest] = []] = yield* shard.columns(what, plain(`SELECT max(version) FROM ${versions}`))
  const found = Number(newest)
  if (found > version)
    return yield* refused(
      "UnsupportedVersion",
      `${shard.name} has version ${found} of the tables and this package knows up to ${version}; update @throughline/store-clickhouse`
    )
  if (found === version) return
  for (const kind of recordKinds) yield* shard.command(what, plain(tableOf(database, kind)))
  yield* shard.command(what, plain(rollups(database)))
  const [[tables] = []] = yield* shard.columns(what, plain(`SELECT count() FROM ${versions}`))
  if (Number(tables) > 0) yield* Effect.forEach(recordKinds, (kind) => renew(shard, database, kind), { discard: true })
  yield* shard.command(what, plain(`INSERT INTO ${versions} VALUES (${version})`))
})
