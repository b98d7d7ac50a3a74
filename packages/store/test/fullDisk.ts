import { Store, type StoreError } from "@throughline/store"
import { visits, visitsByBatch } from "@throughline/store/testing"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { assert } from "vitest"
import { assertKept, assertWhole, size } from "./crashes.ts"
import type { SmallDisk } from "./smallDisk.ts"

export interface FullDisk {
  readonly disk: SmallDisk
  /** A store that keeps its records on the disk. */
  readonly layer: Layer.Layer<Store, unknown>
  /** A batch is whole or absent: otherwise it may be there in part until it is sent again. */
  readonly isWhole: boolean
  /** Start a server anew that may stop on a full disk: then an error may say that it does not answer. */
  readonly restart?: () => Promise<void>
}

const assertTold = ({ engine, message, reason, retry }: StoreError): void => {
  assert.deepStrictEqual([reason, retry], ["Failed", "never"])
  assert.match(message, /^Writing interactions .*disk.* is full.*[Ff]ree space/)
  assert.include(message.toLowerCase(), engine)
}

/** Send batches until one fails; gives its number and why it did. */
export const untilFull = Effect.gen(function* () {
  const store = yield* Store
  const write = (batch: number): Effect.Effect<{ readonly refused: number; readonly error: StoreError }> =>
    Effect.matchEffect(
      Effect.suspend(() => store.write(visits(batch, size))),
      {
        onFailure: (error) => Effect.succeed({ refused: batch, error }),
        onSuccess: () => (batch < 1000 ? write(batch + 1) : Effect.die("The disk is not full"))
      }
    )
  return yield* write(1)
})

/**
 * Write until the disk is full: the error says so, nothing that was acknowledged is lost and no batch is torn where batches
 * are whole. With more room the same batch goes in, and all is there when the store is opened again.
 */
export const survivesFullDisk = async ({ disk, isWhole, layer, restart }: FullDisk): Promise<void> => {
  const run = <A>(program: Effect.Effect<A, unknown, Store>) =>
    Effect.runPromise(Effect.provide(program, layer, { local: true }))
  const last = await run(
    Effect.gen(function* () {
      const store = yield* Store
      const { error, refused } = yield* untilFull
      if (restart === undefined || error.retry === "never") assertTold(error)
      assert.notInclude(error.message, "customer ")
      disk.grow(1000)
      if (restart !== undefined) yield* Effect.promise(restart)
      const found = yield* visitsByBatch
      if (isWhole) assertWhole(found, refused - 1)
      else assertKept(found, refused - 1)
      if (isWhole) assert.isFalse(found.has(refused))
      const again = yield* store.write(visits(refused, size))
      assert.deepStrictEqual([again.written, again.alreadyWritten], [size, false])
      yield* store.write(visits(refused + 1, size))
      assertWhole(yield* visitsByBatch, refused + 1)
      return refused + 1
    })
  )
  assert.isAbove(last, 3)
  const found = await run(visitsByBatch)
  assert.strictEqual(found.size, last)
  assertWhole(found, last)
}
