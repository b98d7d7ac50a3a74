import { assert, describe } from "@effect/vitest"
import { CustomerId, recordKinds } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { customerColumns } from "../columns/customerColumns.ts"
import { Store } from "../Store.ts"
import { assertCounts, readAll, writeAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { ids } from "./pools.ts"
import { queries, sources } from "./queries.ts"
import { type Dataset, datasets } from "./records.ts"

const isTheirs = (kind: string, record: object, customer: string): boolean =>
  customerColumns.some(([owned, column]) => owned === kind && Reflect.get(record, column) === customer)

/** The records without those of a customer. */
export const without = (data: Dataset, customer: string): Dataset =>
  Object.fromEntries(
    recordKinds.map((kind) => [kind, data[kind].filter((record: object) => !isTheirs(kind, record, customer))])
  ) as unknown as Dataset

const asked = fc.tuple(...sources.map(queries))

/** What is left of a customer who was erased: nothing. */
export const erasure = (layer: EmptyStore): void => {
  describe("erasure", () => {
    forAll(
      "an erased customer was never there",
      layer,
      fc.tuple(datasets(12), fc.constantFrom(...ids), asked),
      10,
      ([data, customer, after]) =>
        Effect.gen(function* () {
          const store = yield* Store
          yield* writeAll(data)
          const { erased } = yield* store.erase(CustomerId.make(customer))
          const left = without(data, customer)
          for (const kind of recordKinds) {
            assert.strictEqual(erased[kind] ?? 0, data[kind].length - left[kind].length, kind)
            assert.lengthOf(yield* readAll(kind), left[kind].length)
          }
          yield* Effect.forEach(after, (query) => assertCounts(left, query), { discard: true })
          assert.deepStrictEqual(yield* store.erase(CustomerId.make(customer)), { erased: {} })
          // A batch that is sent again brings an erased customer back where it is written again.
          yield* writeAll(data)
          const { exactlyOnceBatch } = store.capabilities
          yield* Effect.forEach(after, (query) => assertCounts(exactlyOnceBatch ? left : data, query), {
            discard: true
          })
        })
    )
  })
}
