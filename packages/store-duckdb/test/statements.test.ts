import { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import { CustomerId, Dimension } from "@throughline/core"
import { visits } from "@throughline/store/testing"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, onTestFinished, test, vi } from "vitest"
import { databaseFile } from "./folder.ts"
import { inStore, run } from "./run.ts"
import { version2 } from "./version2.ts"

test("whatever is run is one statement: of several, the engine gives the result of the first", async () => {
  const file = databaseFile()
  await run(file, version2)
  const ran = vi.spyOn(DuckDBConnection.prototype, "run")
  const streamed = vi.spyOn(DuckDBConnection.prototype, "stream")
  onTestFinished(() => void vi.restoreAllMocks())
  await inStore({ file }, (store) =>
    Effect.gen(function* () {
      yield* store.write(visits(1, 100))
      yield* store.write(visits(1, 100))
      const by = ["touchpoint", Dimension.period("at", "month", "Europe/Berlin")] as const
      yield* store.tally({ source: "interactions", by, sums: ["waitSeconds"] })
      yield* store.tally({ source: "steps", by: [] })
      yield* Stream.runDrain(store.read({ kind: "interactions" }))
      yield* store.erase(CustomerId.make("customer 1"))
    })
  )
  const texts = new Set([...ran.mock.calls, ...streamed.mock.calls].map(([text]) => text))
  assert.isAbove(texts.size, 30)
  const engine = await (await DuckDBInstance.create(":memory:")).connect()
  for (const text of texts) assert.strictEqual((await engine.extractStatements(text)).count, 1, text)
  engine.closeSync()
})
