import { CustomerId, type Interaction, RecordId, TeamId, TouchpointId } from "@throughline/core"
import type { Batch } from "@throughline/store"

/** How many visits a batch has. */
export const size = 500

/** A batch of visits of a team that is named after the batch. */
export const visits = (batch: number): Batch<"interactions"> => ({
  id: `batch ${batch}`,
  kind: "interactions",
  records: Array.from(
    { length: size },
    (_, i): Interaction => ({
      id: RecordId.make(`${batch}/${i}`),
      customer: CustomerId.make("ada-4711"),
      touchpoint: TouchpointId.make("checkout"),
      at: new Date(1_760_000_000_000 + i * 1000),
      team: TeamId.make(String(batch)),
      evidence: { source: "test", kind: "objective" }
    })
  )
})
