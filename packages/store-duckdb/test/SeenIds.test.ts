import { assert, describe, it } from "@effect/vitest"
import { Interaction } from "@throughline/core"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { SeenIds } from "../src/SeenIds.ts"
import { databaseFile } from "./folder.ts"

const half = fc.nat(0xffff_ffff)
/** Few places and fingerprints, 0 among them, so that they meet. */
const crowded = fc.tuple(fc.nat(3), fc.nat(3))

describe("ids that were written", () => {
  it("are known once added, whatever else is", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(crowded, fc.tuple(half, half)), { maxLength: 300 }), (hashes) => {
        const seen = new SeenIds()
        for (const [place, print] of hashes) seen.add(place, print)
        for (const [place, print] of hashes) assert.isTrue(seen.add(place, print))
      })
    )
  })

  it("are told from those that were not, over several tables", () => {
    const seen = new SeenIds()
    const count = 150_000
    const hash = (i: number): readonly [number, number] => [
      Math.imul(i, 0x9e3779b1) >>> 0,
      Math.imul(i, 0x85ebca6b) >>> 0
    ]
    for (let i = 1; i <= count; i++) assert.isFalse(seen.add(...hash(i)))
    for (let i = 1; i <= count; i++) assert.isTrue(seen.add(...hash(i)))
    assert.isFalse(seen.add(...hash(count + 1)))
  })
})

const visit = (id: string) =>
  Schema.decodeUnknownSync(Interaction)({
    id,
    customer: "ada",
    touchpoint: "checkout",
    at: "2026-01-05T10:00:00Z",
    evidence: { source: "shop", kind: "objective" }
  })

const write = (batch: string, ids: ReadonlyArray<string>) =>
  Effect.flatMap(Store, (store) => store.write({ id: batch, kind: "interactions", records: ids.map(visit) }))

it.effect("what an earlier store wrote is replaced, not stored twice", () =>
  Effect.gen(function* () {
    const file = databaseFile()
    const opened = <A, E>(program: Effect.Effect<A, E, Store>) => Effect.provide(program, DuckDbStore.layer({ file }))
    yield* opened(write("a", ["1", "2"]))
    const report = yield* opened(Effect.andThen(write("b", ["3"]), write("c", ["2", "3", "4"])))
    assert.deepStrictEqual(report, { written: 3, replaced: 2, alreadyWritten: false })
  })
)
