import type { RecordKind } from "@throughline/core"
import { type RollupKey, RollupSql, type Rollups, type Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { settled } from "./erase.ts"
import type { Shard } from "./Shard.ts"
import { rollupsIn, rollupTable } from "./tables.ts"

const what = "Keeping a tally"

type Kinds = Parameters<Rollups["stamp"]>[0]

/**
 * The newest block of rows and the newest change of each table, and how many changes are under way. Merging parts leaves the
 * numbers of blocks as they are, and both only grow.
 */
const newest = (database: string, kinds: Kinds): Sql.Statement => {
  const tables = kinds.map((_, i) => `{${i + 2}}`).join(", ")
  const from = (table: string) => `FROM system.${table} WHERE database = {1} AND table IN (${tables})`
  const blocks = `SELECT 'blocks' AS what, table AS name, toInt64(max(max_block_number)) AS newest, toUInt64(0) AS waiting ${from("parts")} AND active GROUP BY table`
  const changes = `SELECT 'changes' AS what, table AS name, toInt64(max(arrayReduce('max', block_numbers.number))) AS newest, toUInt64(countIf(is_done = 0)) AS waiting ${from("mutations")} GROUP BY table`
  return {
    text: `SELECT what, name, newest, waiting FROM (${blocks} UNION ALL ${changes}) ORDER BY what, name`,
    parameters: [database, ...kinds].map((value) => ({ type: "text", value }))
  }
}

/** What a shard's tables were last changed by; `undefined` while a change is under way. */
const stampOn = (shard: Shard, database: string, kinds: Kinds): Effect.Effect<string | undefined, StoreError> =>
  Effect.map(shard.columns(what, newest(database, kinds)), ([whats = [], names = [], numbers = [], waiting = []]) =>
    waiting.some((changes) => Number(changes) > 0)
      ? undefined
      : whats.map((each, i) => `${each} ${names[i]} ${numbers[i]}`).join(", ")
  )

/** Remove the tallies whose rows meet a condition, if there are any. */
const removeWhere = (
  first: Shard,
  database: string,
  { parameters, text }: Sql.Statement
): Effect.Effect<void, StoreError> =>
  Effect.gen(function* () {
    const table = rollupsIn(database)
    const [[many] = []] = yield* first.columns(what, { parameters, text: `SELECT count() FROM ${table} WHERE ${text}` })
    if (Number(many) === 0) return
    yield* first.command(what, { parameters, text: `ALTER TABLE ${table} DELETE WHERE ${text}` })
    yield* settled(first, what, database, rollupTable)
  })

/** Remove the tallies that count a kind. */
export const forget = (
  first: Shard,
  dialect: Sql.Dialect,
  database: string,
  kind: RecordKind
): Effect.Effect<void, StoreError> =>
  removeWhere(first, database, RollupSql.statements(dialect, rollupsIn(database)).covering(kind))

/** Keeps tallies on the first shard, as of what all shards have. */
export const rollupsOf = (
  first: Shard,
  shards: ReadonlyArray<Shard>,
  dialect: Sql.Dialect,
  database: string
): Rollups => {
  const table = rollupsIn(database)
  const statements = RollupSql.statements(dialect, table)
  const stamp: Rollups["stamp"] = (kinds) =>
    Effect.map(
      Effect.forEach(shards, (shard) => stampOn(shard, database, kinds), { concurrency: "unbounded" }),
      (stamps) => (stamps.includes(undefined) ? undefined : stamps.join("; "))
    )
  return {
    stamp,
    kept: (origin) =>
      Effect.map(first.columns(what, statements.kept(origin)), ([countings = [], stamps = []]) =>
        countings.map((counting, i): RollupKey => ({ origin, counting: String(counting), stamp: String(stamps[i]) }))
      ),
    load: (key) =>
      Effect.map(first.columns(what, statements.load(key)), ([tallies = []]) =>
        tallies[0] === undefined ? undefined : String(tallies[0])
      ),
    keep: Effect.fnUntraced(function* (rollup) {
      const old = statements.replaced(rollup)
      yield* removeWhere(first, database, old)
      yield* first.command(what, statements.insert(rollup))
      if ((yield* stamp(rollup.kinds)) === rollup.stamp) return true
      yield* removeWhere(first, database, old)
      return false
    })
  }
}
