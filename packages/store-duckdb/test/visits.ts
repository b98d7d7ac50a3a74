import { CustomerId, type Interaction, RecordId, TeamId, TouchpointId } from "@throughline/core"
import type { Batch } from "@throughline/store"

/** A batch of visits that the team is named after: one id in ten is one of the batch before. */
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
