import { CustomerId, type Interaction, type MrrMovement, RecordId, TeamId, TouchpointId } from "@throughline/core"

const evidence = { source: "test", kind: "objective" } as const

/** A visit at a given second. */
export const visit = (
  id: string,
  fields: { readonly customer?: string; readonly team?: string; readonly second?: number } = {}
): Interaction => ({
  id: RecordId.make(id),
  customer: CustomerId.make(fields.customer ?? "ada"),
  touchpoint: TouchpointId.make("checkout"),
  at: new Date(1_760_000_000_000 + (fields.second ?? 0) * 1000),
  ...(fields.team === undefined ? {} : { team: TeamId.make(fields.team) }),
  evidence
})

/** `count` visits, their ids from `first` on. */
export const visits = (
  count: number,
  fields: { readonly first?: number; readonly team?: string } = {}
): ReadonlyArray<Interaction> =>
  Array.from({ length: count }, (_, i) => visit(String(10_000 + (fields.first ?? 0) + i), { ...fields, second: i }))

/** A change of revenue. */
export const movement = (id: string, amountMinor: number): MrrMovement => ({
  id: RecordId.make(id),
  customer: CustomerId.make("ada"),
  at: new Date(1_760_000_000_000),
  kind: "new",
  amountMinor,
  currency: "EUR",
  evidence
})
