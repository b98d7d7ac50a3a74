// Write batches to a file until killed, and print the number of each that the store acknowledged.
import { Store } from "@throughline/store"
import { Console, Effect } from "effect"
import * as SqliteStore from "../SqliteStore.ts"
import { visits } from "./visits.ts"

const [file = ""] = process.argv.slice(2)
const writing = Effect.gen(function* () {
  const store = yield* Store
  for (let batch = 1; ; batch++) {
    yield* store.write(visits(batch))
    yield* Console.log(batch)
  }
})
await Effect.runPromise(Effect.provide(writing, SqliteStore.layer(file)))
