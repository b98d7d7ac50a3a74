import { join } from "node:path"
import { CustomerId } from "@throughline/core"
import { Store, type StoreError } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { assert, test } from "vitest"
import { child } from "../../store/test/child.ts"
import { kills, size, survives } from "../../store/test/crashes.ts"
import { survivesFullDisk, untilFull } from "../../store/test/fullDisk.ts"
import { canMount, type SmallDisk, smallDisk } from "../../store/test/smallDisk.ts"
import { databaseFile } from "./folder.ts"

/** Erasing folds the log in, which here does not fit: the erasure is kept, and the store has to be opened again. */
const survivesCheckpoint = async (disk: SmallDisk, layer: Layer.Layer<Store, StoreError>): Promise<void> => {
  const run = <A, E>(use: (store: Store["Service"]) => Effect.Effect<A, E, Store>) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Store, use), layer, { local: true }))
  const before = await run((store) =>
    Effect.gen(function* () {
      const { refused } = yield* untilFull
      disk.grow(5)
      const count = yield* store.tally({ source: "interactions", by: [] })
      const { erased } = yield* store.erase(CustomerId.make("customer 3"))
      assert.isAbove(erased.interactions ?? 0, 100)
      for (const error of [
        yield* Effect.flip(store.write(visits(refused, size))),
        yield* Effect.flip(store.tally({ source: "interactions", by: [] }))
      ]) {
        assert.deepStrictEqual([error.reason, error.retry], ["Failed", "never"])
        assert.match(error.message, /disk is full.*open it again/)
      }
      return { refused, left: (count.counts[0] ?? 0) - (erased.interactions ?? 0) }
    })
  )
  disk.grow(1000)
  await run((store) =>
    Effect.gen(function* () {
      const { counts } = yield* store.tally({ source: "interactions", by: [] })
      assert.strictEqual(counts[0], before.left)
      const gone = yield* store.tally({
        source: "interactions",
        by: [],
        where: { customer: CustomerId.make("customer 3") }
      })
      assert.lengthOf(gone.counts, 0)
      const again = yield* store.write(visits(before.refused, size))
      assert.deepStrictEqual([again.written, again.alreadyWritten], [size, false])
    })
  )
}

test("a killed writer loses nothing acknowledged and tears no batch", async () => {
  const file = databaseFile()
  await survives({
    layer: DuckDbStore.layer({ file }),
    writer: (...batches) => child(new URL("./process/write.ts", import.meta.url), file, ...batches.map(String)),
    kills: kills(4, 50),
    seed: 20_260_329,
    isWhole: true
  })
}, 600_000)

if (canMount)
  test.each([
    [
      "a full disk",
      (disk: SmallDisk, layer: ReturnType<typeof DuckDbStore.layer>) => survivesFullDisk({ disk, layer, isWhole: true })
    ],
    ["a disk too full to fold the log in", survivesCheckpoint]
  ] as const)("%s loses nothing acknowledged and tears no batch", async (_, check) => {
    const disk = smallDisk(4)
    await check(disk, DuckDbStore.layer({ file: join(disk.path, "test.duckdb") }))
  })
