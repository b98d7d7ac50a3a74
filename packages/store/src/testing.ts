import { describe } from "@effect/vitest"
import type { Capabilities } from "./Capabilities.ts"
import { erasure } from "./conformance/erasure.ts"
import type { EmptyStore } from "./conformance/forAll.ts"
import { reads } from "./conformance/reads.ts"
import { refusals } from "./conformance/refusals.ts"
import { removal } from "./conformance/removal.ts"
import { rollups } from "./conformance/rollups.ts"
import { spans } from "./conformance/spans.ts"
import { tallies } from "./conformance/tallies.ts"
import { writes } from "./conformance/writes.ts"

export { visits, visitsByBatch, visitsLeft } from "./crash/visits.ts"

/**
 * The tests that make an engine a store: call it in a test file of Vitest.
 *
 * `layer` gives an empty store each time it is built. `capabilities` are the promises that the engine makes; each that can
 * be seen from outside is tested, and the store must declare the same. That a batch survives a crash is for the engine's
 * own tests.
 *
 * ```ts
 * import { suite } from "@throughline/store/testing"
 *
 * suite("my engine", MyStore.layer, { atomicBatch: true, exactlyOnceBatch: true, readYourWrites: true,
 *   snapshotReads: true, survivesPowerLoss: false, distributed: false, rollups: false })
 * ```
 */
export const suite = (name: string, layer: EmptyStore, capabilities: Capabilities): void => {
  describe(name, () => {
    tallies(layer)
    writes(layer, capabilities)
    reads(layer, capabilities)
    erasure(layer)
    removal(layer, capabilities)
    refusals(layer, capabilities)
    rollups(layer, capabilities)
    spans(layer)
  })
}
