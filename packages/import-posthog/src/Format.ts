import type { Format } from "@throughline/import/format"
import { row, why } from "./Event.ts"
import { eventsOf, pointers } from "./Events.ts"
import { propose } from "./Propose.ts"

/** Events of PostHog as JSON. */
export const format: Format = {
  id: "posthog",
  emits: ["interactions", "responses", "invitations", "customers"],
  expects: "events of PostHog: one JSON object a line, a list, or pages of its API",
  layout: { _tag: "Json", records: pointers, orLines: true, rows: (event) => [row(event)], why },
  detect: (head) => {
    const events = eventsOf(head)
    return events.length === 0
      ? { confidence: 0, because: ["no events as PostHog writes them"] }
      : { confidence: 1, because: [`${events.length} events with distinct_id and properties, as of PostHog`] }
  },
  propose
}

/** The same in pages of the API: what is no list of events there is no page. */
export const pageFormat: Format = {
  ...format,
  layout: { _tag: "Json", records: ["/results"], rows: (event) => [row(event)], why }
}
