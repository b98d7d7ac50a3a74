import { CustomerId, type Interaction, RecordId, Tally, TeamId, TouchpointId } from "@throughline/core"
import * as Effect from "effect/Effect"
import type { Batch } from "../Batch.ts"
import { Store } from "../Store.ts"
import type { StoreError } from "../StoreError.ts"

/**
 * The batch of a number, of `count` visits: what a test writes before it kills the writer or the server.
 *
 * The team is named after the batch, and one id in ten is one of the batch before, so that it moves from there to here.
 */
export const visits = (batch: number, count: number): Batch<"interactions"> => ({
  id: `batch ${batch}`,
  kind: "interactions",
  records: Array.from(
    { length: count },
    (_, i): Interaction => ({
      id: RecordId.make(i % 10 === 0 ? `${batch - 1}/${i + 1}` : `${batch}/${i}`),
      customer: CustomerId.make(`customer ${i % 7}`),
      touchpoint: TouchpointId.make(`touchpoint ${i % 5}`),
      at: new Date(1_760_000_000_000 + (batch * count + i) * 977_000),
      team: TeamId.make(String(batch)),
      waitSeconds: (i * 7919) % 3600,
      evidence: { source: "test", kind: "objective" }
    })
  )
})

/** How many visits a batch of `count` has once the batches up to `last`, this one among them, were written in order. */
export const visitsLeft = (batch: number, last: number, count: number): number =>
  batch < last ? count - Math.ceil(count / 10) : count

/** How many visits of each batch a store has: batches without one are left out. */
export const visitsByBatch: Effect.Effect<ReadonlyMap<number, number>, StoreError, Store> = Effect.gen(function* () {
  const store = yield* Store
  const tally = yield* store.tally({ source: "interactions", by: ["team"] })
  return new Map(Tally.rows(tally).map((row) => [Number(row.values.team), row.count]))
})
