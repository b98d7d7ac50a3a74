import type { Format } from "@throughline/import/format"
import { row, why } from "./Call.ts"
import { callsOf, pointers, propose } from "./Propose.ts"

/** Calls to Segment as JSON. */
export const format: Format = {
  id: "segment",
  emits: ["interactions", "customers", "responses", "identities"],
  expects: "calls to Segment: one JSON object a line, or a list",
  layout: { _tag: "Json", records: pointers, orLines: true, rows: (call) => [row(call)], why },
  detect: (head) => {
    const calls = callsOf(head)
    return calls.length === 0
      ? { confidence: 0, because: ["no calls as Segment writes them"] }
      : { confidence: 1, because: [`${calls.length} calls with type and messageId, as of Segment`] }
  },
  propose
}
