import type { Removal, RemoveReport, Sql, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import type { Shard } from "./Shard.ts"
import { stored } from "./tables.ts"
import { nextVersion, present, withdraw } from "./write.ts"

/** Remove records: the last version of each says that it is gone, until a later one is written. Then their kept tallies. */
export const remove = Effect.fnUntraced(function* (
  shards: ReadonlyArray<Shard>,
  dialect: Sql.Dialect,
  database: string,
  { ids, kind }: Removal,
  forget: Effect.Effect<void, StoreError>
) {
  const what = `Removing ${kind}`
  const into = stored(database, kind)
  const found = yield* Effect.forEach(shards, (shard) => present(shard, dialect, what, into, ids), {
    concurrency: "unbounded"
  })
  const version = yield* nextVersion
  yield* Effect.forEach(
    shards,
    (shard, place) => {
      const there = found[place] ?? []
      return there.length === 0 ? Effect.void : withdraw(shard, what, into, there, version)
    },
    { concurrency: "unbounded", discard: true }
  )
  yield* forget
  const report: RemoveReport = { removed: new Set(found.flat()).size, alreadyRemoved: false }
  return report
})
