import type { RecordOf } from "@throughline/core"
import type { Kind } from "./records.ts"

/** A value, or that there is none. */
export type Cell = string | number | undefined

type Row<K extends Kind> = (record: RecordOf<K>) => ReadonlyArray<Cell>

/** The values of each kind in the order of the store's columns, written out by hand. Instants are epoch milliseconds. */
export const rowOf: { readonly [K in Kind]: Row<K> } = {
  responses: (r) => [
    r.id,
    r.customer,
    r.touchpoint,
    r.at.getTime(),
    r.metric,
    r.component,
    r.scale,
    r.score,
    r.channel,
    r.team,
    r.segment,
    r.comment,
    r.evidence.source,
    r.evidence.kind,
    r.evidence.provenance
  ],
  interactions: (i) => [
    i.id,
    i.customer,
    i.touchpoint,
    i.at.getTime(),
    i.channel,
    i.team,
    i.segment,
    i.waitSeconds,
    i.responder,
    i.outcome,
    i.evidence.source,
    i.evidence.kind,
    i.evidence.provenance
  ],
  tickets: (t) => [
    t.id,
    t.customer,
    t.touchpoint,
    t.at.getTime(),
    t.firstReplyAt?.getTime(),
    t.firstReplyBy,
    t.resolvedAt?.getTime(),
    t.slaDueAt?.getTime(),
    t.channel,
    t.team,
    t.priority,
    t.status,
    t.replies,
    t.reopens,
    t.waitSeconds,
    t.handlingSeconds,
    t.rating,
    t.saidResolved,
    t.subject,
    t.body,
    t.evidence.source,
    t.evidence.kind,
    t.evidence.provenance
  ],
  subscriptions: (s) => [
    s.id,
    s.customer,
    s.plan,
    s.segment,
    s.startedAt.getTime(),
    s.endedAt?.getTime(),
    s.reason,
    s.priceMinor,
    s.currency,
    s.evidence.source,
    s.evidence.kind,
    s.evidence.provenance
  ],
  expectations: (e) => [
    e.id,
    e.customer,
    e.touchpoint,
    e.component,
    e.at.getTime(),
    e.scale,
    e.minimum,
    e.desired,
    e.predicted,
    e.importance,
    e.evidence.source,
    e.evidence.kind,
    e.evidence.provenance
  ]
}

/** Blocks of text of rows, each written by `line`. */
export function* blocks<K extends Kind>(
  kind: K,
  records: ReadonlyArray<RecordOf<K>>,
  line: (row: ReadonlyArray<Cell>) => string
): Generator<string> {
  let text = ""
  for (const record of records) {
    text += line(rowOf[kind](record))
    if (text.length < 65_536) continue
    yield text
    text = ""
  }
  yield text
}
