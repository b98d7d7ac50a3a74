import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { test } from "vitest"
import { hasTheVisit, takesMore } from "../../store/test/earlier.ts"
import { databaseFile } from "./folder.ts"
import { run } from "./run.ts"
import { version3 } from "./version3.ts"

test("a database of version 3 opens with all it holds", async () => {
  const file = databaseFile()
  await run(file, version3)
  for (const program of [hasTheVisit, Effect.andThen(hasTheVisit, takesMore)])
    await Effect.runPromise(Effect.provide(program, DuckDbStore.layer({ file }), { local: true }))
})
