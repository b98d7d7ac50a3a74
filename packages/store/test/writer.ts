import { writeSync } from "node:fs"
import { flushCompileCache } from "node:module"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { visits } from "../src/crash/visits.ts"

/** Send batches one after the other, print which one was acknowledged, and stay until this process is killed. */
export const writeOn = (
  layer: Layer.Layer<Store, unknown>,
  [first, last, size]: ReadonlyArray<string>
): Promise<never> => {
  const program = Effect.gen(function* () {
    const store = yield* Store
    flushCompileCache()
    writeSync(1, `${Number(first) - 1}\n`)
    for (let batch = Number(first); batch <= Number(last); batch++) {
      yield* store.write(visits(batch, Number(size)))
      writeSync(1, `${batch}\n`)
    }
    return yield* Effect.never
  })
  return Effect.runPromise(Effect.provide(program, layer))
}
