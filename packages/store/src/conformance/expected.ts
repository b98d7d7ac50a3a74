import { assert } from "@effect/vitest"
import { type RecordKind, recordKinds, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { rowsOf } from "../memory/rowsOf.ts"
import { checkQuery, type UncheckedQuery } from "../query/CheckedQuery.ts"
import type { TallyQuery } from "../query/Query.ts"
import { Store } from "../Store.ts"
import type { Dataset } from "./records.ts"

/** What a query counts over these records: the definition, in memory, without a store. */
export const expected = (data: Dataset, query: UncheckedQuery): Tally.Tally => {
  const { dimensions, most, origin, sums, where } = Result.getOrThrow(checkQuery("memory", query))
  const all = Tally.from(
    rowsOf(origin, (kind) => data[kind]),
    { by: dimensions, where, sums }
  )
  return most === undefined ? all : Tally.most(all, most)
}

/** Ask a store for a query that was put together at run time. */
export const ask = (query: UncheckedQuery) => Effect.flatMap(Store, (store) => store.tally(query as TallyQuery))

/** Write the records of these kinds, a batch each. */
export const writeAll = Effect.fnUntraced(function* (data: Dataset, kinds: ReadonlyArray<RecordKind> = recordKinds) {
  const store = yield* Store
  const write = <Kind extends RecordKind>(kind: Kind) => store.write({ id: "all", kind, records: data[kind] })
  yield* Effect.forEach(kinds, (kind) => write(kind), { discard: true })
})

/** All records of a kind, as a store gives them. */
export const readAll = <Kind extends RecordKind>(kind: Kind) =>
  Effect.flatMap(Store, (store) => Stream.runCollect(store.read({ kind })))

/** A query as text, without its lists of periods. */
const shownQuery = ({ days = [], periods = [], ...query }: UncheckedQuery): string =>
  `${JSON.stringify(query)} in ${periods.length} periods and ${days.length} days`

/** The store counts what the definition counts, to the byte. */
export const assertCounts = Effect.fnUntraced(function* (data: Dataset, query: UncheckedQuery) {
  const counted = yield* ask(query)
  assert.strictEqual(Tally.encode(counted), Tally.encode(expected(data, query)), shownQuery(query))
})
