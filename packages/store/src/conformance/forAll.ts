import { test } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as fc from "fast-check"
import type { Store } from "../Store.ts"
import type { StoreError } from "../StoreError.ts"

/** A store that is empty whenever it is built. */
export type EmptyStore = Layer.Layer<Store, StoreError>

/** Test a law on generated data, each time in an empty store. The seed is that of all tests; what fails first is shown. */
export const forAll = <Data>(
  name: string,
  layer: EmptyStore,
  data: fc.Arbitrary<Data>,
  numRuns: number,
  law: (data: Data) => Effect.Effect<void, StoreError, Store>
): void =>
  test(
    name,
    () =>
      fc.assert(
        fc.asyncProperty(data, (each) => Effect.runPromise(Effect.provide(law(each), layer, { local: true }))),
        { numRuns, seed: 20_260_328 + (fc.readConfigureGlobal().seed ?? 1), endOnFailure: true }
      ),
    120_000
  )
