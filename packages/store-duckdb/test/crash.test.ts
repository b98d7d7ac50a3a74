import { once } from "node:events"
import { Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { assert, test } from "vitest"
import { child, lines } from "./child.ts"
import { databaseFile } from "./folder.ts"
import { visits } from "./visits.ts"

const batches = 14
const size = 3000

/** Seeded moments: after how many acknowledgements of a run, and how many milliseconds later. */
const moments = [
  [0, 3],
  [2, 11],
  [1, 0],
  [3, 7]
] as const

const teams = Effect.gen(function* () {
  const store = yield* Store
  const tally = yield* store.tally({ source: "interactions", by: ["team"] })
  return new Map(Tally.rows(tally).map((row) => [Number(row.values.team), row.count]))
})

/** What a batch still has once the next one took one id in ten of it. */
const left = (next: boolean): number => (next ? size - size / 10 : size)

/** Send all batches again to where the writer before was killed, and kill this one some batches later. */
const writeUntilKilled = async (file: string, known: number, after: number, milliseconds: number): Promise<number> => {
  const writer = child(new URL("./process/write.ts", import.meta.url), file, String(batches), String(size))
  const gone = once(writer, "exit")
  let acknowledged = 0
  let aimed = false
  for await (const line of lines(writer)) {
    acknowledged = Number(line === "open" ? 0 : line)
    if (aimed || acknowledged < known + after) continue
    aimed = true
    setTimeout(() => writer.kill("SIGKILL"), milliseconds)
  }
  await gone
  return acknowledged
}

test("a killed writer loses nothing acknowledged and tears no batch", async () => {
  const file = databaseFile()
  const run = <A>(program: Effect.Effect<A, unknown, Store>) =>
    Effect.runPromise(Effect.provide(program, DuckDbStore.layer({ file })))
  let acknowledged = 0
  for (const [after, milliseconds] of moments) {
    acknowledged = Math.max(acknowledged, await writeUntilKilled(file, acknowledged, after, milliseconds))
    const found = await run(teams)
    const last = Math.max(0, ...found.keys())
    assert.isAtLeast(last, acknowledged)
    for (let batch = 1; batch <= last; batch++)
      assert.strictEqual(found.get(batch), left(batch < last), `batch ${batch}`)
  }
  assert.isBelow(acknowledged, batches)
  const found = await run(
    Effect.gen(function* () {
      const store = yield* Store
      for (let batch = 1; batch <= batches; batch++) {
        const report = yield* store.write(visits(batch, size))
        if (batch <= acknowledged) assert.isTrue(report.alreadyWritten)
      }
      return yield* teams
    })
  )
  for (let batch = 1; batch <= batches; batch++) assert.strictEqual(found.get(batch), left(batch < batches))
}, 60_000)
