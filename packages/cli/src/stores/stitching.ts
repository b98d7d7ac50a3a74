import { Identities, type RecordKind, type RecordOf } from "@throughline/core"
import type { Store, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** What becomes of a record on its way into another store. */
export type Change = <Kind extends RecordKind>(kind: Kind, record: RecordOf<Kind>) => RecordOf<Kind>

export const unchanged: Change = (_kind, record) => record

interface Stitching {
  readonly change: Change
  readonly identities: Identities.Identities
}

/** Put records under the customer that the links of a store say they belong to; the links themselves stay as they are. */
export const stitching = (from: Store["Service"]): Effect.Effect<Stitching, StoreError> =>
  Effect.map(Stream.runCollect(from.read({ kind: "identities" })), (links) => {
    const identities = Identities.stitch(links)
    const change: Change = (kind, record) => {
      if (kind === "identities" || !("customer" in record) || record.customer === undefined) return record
      const customer = Identities.customerOf(identities, record.customer)
      return customer === record.customer ? record : { ...record, customer }
    }
    return { change, identities }
  })
