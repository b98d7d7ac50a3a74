/** Writes batches to the file given, one after the other, and says which one was acknowledged, until it is killed. */
import { writeSync } from "node:fs"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import { visits } from "../visits.ts"

const [file = "", batches = "0", records = "0"] = process.argv.slice(2)

const program = Effect.gen(function* () {
  const store = yield* Store
  writeSync(1, "open\n")
  for (let batch = 1; batch <= Number(batches); batch++) {
    yield* store.write(visits(batch, Number(records)))
    writeSync(1, `${batch}\n`)
  }
  return yield* Effect.never
})

await Effect.runPromise(Effect.provide(program, DuckDbStore.layer({ file })))
