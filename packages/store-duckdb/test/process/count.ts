/** Counts visits by calendar periods and prints the tallies: the time zone of the process must not matter. */
import { Dimension, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { visits } from "@throughline/store/testing"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"

const program = Effect.gen(function* () {
  const store = yield* Store
  yield* store.write(visits(1, 400))
  for (const unit of ["day", "week", "month"] as const) {
    const by = ["touchpoint", Dimension.period("at", unit, "Europe/Berlin")] as const
    console.log(Tally.encode(yield* store.tally({ source: "interactions", by })))
  }
})

console.log(Intl.DateTimeFormat().resolvedOptions().timeZone)
await Effect.runPromise(Effect.provide(program, DuckDbStore.layer("memory")))
