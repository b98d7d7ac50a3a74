import { MemoryStore, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { assert, test } from "vitest"

test("numbers with fractions are not added up: no two engines would agree on the last digit", async () => {
  const program = Effect.gen(function* () {
    const store = yield* Store
    return yield* Effect.flip(store.tally({ source: "improvements", by: [], sums: ["target" as never] }))
  })
  const error = await Effect.runPromise(Effect.provide(program, MemoryStore.layer))
  assert.deepStrictEqual([error.reason, error.retry], ["InvalidQuery", "never"])
  assert.match(error.message, /only whole numbers add up exactly.*target/)
})
