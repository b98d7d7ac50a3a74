import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert } from "vitest"

const visit = {
  id: "v",
  customer: "ada",
  touchpoint: "checkout",
  at: new Date(1_760_000_000_000),
  team: "blue",
  waitSeconds: 12,
  responder: "human",
  evidence: { source: "shop", kind: "objective" }
}

/** A store whose tables an earlier version made has the one visit and knows the batch it came in, where batches are known. */
export const hasTheVisit = Effect.gen(function* () {
  const store = yield* Store
  const read = yield* Stream.runCollect(store.read({ kind: "interactions" }))
  assert.deepStrictEqual(JSON.stringify(read), JSON.stringify([visit]))
  const { counts } = yield* store.tally({ source: "interactions", by: [] })
  assert.deepStrictEqual([...counts], [1])
  if (!store.capabilities.exactlyOnceBatch) return
  const again = yield* store.write({ id: "first", kind: "interactions", records: [] })
  assert.deepStrictEqual(again, { written: 1, replaced: 0, alreadyWritten: true })
})

/** It takes further records. */
export const takesMore = Effect.gen(function* () {
  const store = yield* Store
  yield* store.write(visits(1, 10))
  yield* store.write({ id: "none", kind: "votes", records: [] })
  const { counts } = yield* store.tally({ source: "interactions", by: [] })
  assert.deepStrictEqual([...counts], [11])
})
