import type { Detection } from "@throughline/import"
import type { Format, Head, JsonLayout } from "@throughline/import/format"
import { propose } from "./Propose.ts"
import { isKnown, rowsOf, whyOf } from "./Rows.ts"

const records = ["", "/data/-"] as const

const layout: JsonLayout = { _tag: "Json", records, rows: rowsOf, why: whyOf }

const detect = (head: Head): Detection => {
  if (!head.text.includes('"subscription"')) return { confidence: 0, because: ["no subscription"] }
  const found = head.objects(records).filter(isKnown).length
  return found === 0
    ? { confidence: 0, because: ["no subscription of Stripe"] }
    : { confidence: 1, because: [`${found} subscriptions or events of them`] }
}

/** Subscriptions of Stripe as its API gives them, and the events of subscriptions. */
export const format: Format = {
  id: "stripe",
  emits: ["subscriptions", "movements"],
  expects: "subscriptions of Stripe, or events of them, as JSON",
  layout,
  detect,
  propose: (head) => propose(head.objects(records))
}

/** The same in pages of the API: what is no list of them there is no page. */
export const pageFormat: Format = { ...format, layout: { ...layout, records: ["/data/-"] } }
