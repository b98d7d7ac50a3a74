import type { CustomerId, RecordKind } from "@throughline/core"
import { Columns, type EraseReport, type Sql, StoreError } from "@throughline/store"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { engine } from "./failure.ts"
import type { Shard } from "./Shard.ts"
import { quoted, rollupsIn, stored } from "./tables.ts"

const text = (value: string): Sql.Parameter => ({ type: "text", value })

/** Ids that one statement names. */
const many = 10_000

const chunks = (ids: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> =>
  Array.from({ length: Math.ceil(ids.length / many) }, (_, i) => ids.slice(i * many, (i + 1) * many))

const unfinished = (what: string, shard: string): StoreError =>
  new StoreError({
    reason: "Failed",
    engine,
    retry: "safe",
    message: `${what} in ClickHouse took longer than the time limit: ${shard} goes on with it by itself, if its disk has room; erase again to know that it is done, or raise executionTimeout`
  })

/** Wait until every change of a table is made: ClickHouse makes them in the background, and waits for room on its disk. */
export const settled = (
  shard: Shard,
  what: string,
  database: string,
  table: string
): Effect.Effect<void, StoreError> => {
  const waiting = shard
    .columns(what, {
      text: "SELECT count() FROM system.mutations WHERE database = {1} AND table = {2} AND is_done = 0",
      parameters: [text(database), text(table)]
    })
    .pipe(
      Effect.repeat({ schedule: Schedule.spaced("20 millis"), until: (counted) => Number(counted[0]?.[0]) === 0 }),
      Effect.asVoid
    )
  if (shard.limit === undefined) return waiting
  const orElse = () => Effect.fail(unfinished(what, shard.name))
  return Effect.timeoutOrElse(waiting, { duration: Duration.seconds(shard.limit), orElse })
}

/** Remove a customer's records from a shard: all versions of each, and old versions of those that are another's now. */
const eraseKind = Effect.fnUntraced(function* (
  shard: Shard,
  { table }: Sql.Dialect,
  database: string,
  [kind, column]: readonly [kind: RecordKind, column: string],
  customer: CustomerId
) {
  const what = `Erasing ${kind}`
  const [found = []] = yield* shard.columns(what, {
    text: `SELECT "id" FROM ${table(kind)} WHERE ${quoted(column)} = {1}`,
    parameters: [text(customer)]
  })
  const ids = found.map(String)
  const remove = (condition: string, values: ReadonlyArray<string>) =>
    shard.command(what, {
      text: `ALTER TABLE ${stored(database, kind)} DELETE WHERE ${condition}`,
      parameters: values.map(text)
    })
  for (const some of chunks(ids)) yield* remove(`"id" IN (${some.map((_, i) => `{${i + 1}}`).join(", ")})`, some)
  yield* remove(`${quoted(column)} = {1}`, [customer])
  yield* settled(shard, what, database, kind)
  return ids.length
})

const forgetTallies = (shard: Shard, database: string): Effect.Effect<void, StoreError> =>
  shard.command("Erasing a customer", { text: `TRUNCATE TABLE ${rollupsIn(database)}`, parameters: [] })

/** Remove a customer's records from every table of every shard, then every kept tally. */
export const erase = (
  shards: ReadonlyArray<Shard>,
  dialect: Sql.Dialect,
  database: string,
  customer: CustomerId
): Effect.Effect<EraseReport, StoreError> =>
  Effect.forEach(Columns.customerColumns, (owned) =>
    Effect.forEach(shards, (shard) => eraseKind(shard, dialect, database, owned, customer), {
      concurrency: "unbounded"
    }).pipe(
      Effect.map((counts): readonly [RecordKind, number] => [owned[0], counts.reduce((sum, count) => sum + count, 0)])
    )
  ).pipe(
    // A tally that is kept until here counts them; one that is kept from here on does not.
    Effect.tap(() => Effect.forEach(shards, (shard) => forgetTallies(shard, database), { discard: true })),
    Effect.map(Columns.erasedOf)
  )
