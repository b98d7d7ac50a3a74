import type { RecordKind } from "@throughline/core"
import { Columns, type Sql, type StoreError, type WriteReport } from "@throughline/store"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { rowBinary } from "./rowBinary.ts"
import type { Shard } from "./Shard.ts"
import { deleted, quoted, stored, version as versionColumn } from "./tables.ts"

type Row = ReadonlyArray<Columns.Stored>

/** FNV-1a of 32 bits over UTF-16 units. It decides where records are, so it must never change. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}

/** The shard of each row: all that a customer has is together. What belongs to no customer goes by its id. */
const placesOf = (kind: RecordKind, { columns, rows }: Columns.Rows, shards: number): ReadonlyArray<number> => {
  const owner = Columns.customerColumns.find(([known]) => known === kind)?.[1] ?? "id"
  const column = columns.findIndex(({ name }) => name === owner)
  return rows.map((row) => (shards === 1 ? 0 : hash(String(row[column] ?? row[0])) % shards))
}

const idsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<string> => rows.map(([id]) => String(id))

/** What stands between ids: no id has it. */
const between = "\0"

/**
 * Which of the ids a shard has a record of. They go as one text, which is read much faster than a list, and their versions
 * are looked at one by one: FINAL would bring those of all other ids together too.
 */
export const present = (
  shard: Shard,
  { identifier }: Sql.Dialect,
  what: string,
  into: string,
  ids: ReadonlyArray<string>
): Effect.Effect<ReadonlyArray<string>, StoreError> => {
  if (ids.length === 0) return Effect.succeed([])
  const id = identifier("id")
  const asked = "SELECT arrayJoin(splitByChar('\\0', {1}))"
  const statement: Sql.Statement = {
    text: `SELECT ${id} FROM ${into} WHERE ${id} IN (${asked}) GROUP BY ${id} HAVING argMax(${deleted}, ${versionColumn}) = 0`,
    parameters: [{ type: "text", value: ids.join(between) }]
  }
  return Effect.map(shard.columns(what, statement), ([found = []]) => found.map(String))
}

/** Later versions have larger numbers, also within a nanosecond and when the clock goes back. */
let newest = 0n
export const nextVersion = Effect.map(Clock.currentTimeNanos, (now) => {
  newest = now > newest ? now : newest + 1n
  return newest
})

/** Records that are on another shard now, or gone, are deleted here: a further version of each says so. */
export const withdraw = (shard: Shard, what: string, into: string, ids: ReadonlyArray<string>, version: bigint) => {
  const id: Columns.Column = { name: "id", type: "text", required: true, path: ["id"] }
  const rows = ids.map((value): Row => [value])
  return shard.insert(what, `${into} ("id", ${versionColumn}, ${deleted})`, rowBinary([id], rows, version, 1))
}

/** Write a batch: each record to the shard of its customer, where the last version of it is the one that counts. */
export const write = Effect.fnUntraced(function* (
  shards: ReadonlyArray<Shard>,
  dialect: Sql.Dialect,
  database: string,
  kind: RecordKind,
  given: Columns.Rows
) {
  const places = placesOf(kind, given, shards.length)
  const ids = idsOf(given.rows)
  const into = stored(database, kind)
  const home = new Map(ids.map((id, i) => [id, places[i]]))
  const found = yield* Effect.forEach(shards, (shard) => present(shard, dialect, `Writing ${kind}`, into, ids), {
    concurrency: "unbounded"
  })
  const version = yield* nextVersion
  const names = [...given.columns.map(({ name }) => quoted(name)), versionColumn, deleted].join(", ")
  yield* Effect.forEach(
    shards,
    (shard, place) => {
      const rows = given.rows.filter((_, i) => places[i] === place)
      if (rows.length === 0) return Effect.void
      return shard.insert(`Writing ${kind}`, `${into} (${names})`, rowBinary(given.columns, rows, version, 0))
    },
    { concurrency: "unbounded", discard: true }
  )
  yield* Effect.forEach(
    shards,
    (shard, place) => {
      const moved = (found[place] ?? []).filter((id) => home.get(id) !== place)
      return moved.length === 0 ? Effect.void : withdraw(shard, `Writing ${kind}`, into, moved, version)
    },
    { concurrency: "unbounded", discard: true }
  )
  const report: WriteReport = {
    written: given.rows.length,
    replaced: new Set(found.flat()).size,
    alreadyWritten: false
  }
  return report
})
