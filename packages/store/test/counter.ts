import { Dimension, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { visits } from "../src/crash/visits.ts"

/** Print the time zone of this process, then what an empty store counts by calendar periods and reads. */
export const printTallies = (layer: Layer.Layer<Store, unknown>): Promise<void> => {
  const program = Effect.gen(function* () {
    const store = yield* Store
    yield* store.write(visits(1, 400))
    for (const unit of ["day", "week", "month"] as const) {
      const by = ["touchpoint", Dimension.period("at", unit, "Europe/Berlin")] as const
      console.log(Tally.encode(yield* store.tally({ source: "interactions", by })))
    }
    console.log(JSON.stringify(yield* Stream.runCollect(store.read({ kind: "interactions" }))))
  })
  console.log(Intl.DateTimeFormat().resolvedOptions().timeZone)
  return Effect.runPromise(Effect.provide(program, layer))
}
