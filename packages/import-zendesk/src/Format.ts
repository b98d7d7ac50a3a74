import type { Format, Head, JsonObject } from "@throughline/import/format"
import { found, propose } from "./Propose.ts"
import { inFiles, inPages, type Shape, shapeOf } from "./Shape.ts"
import { surveyRow } from "./SurveyRow.ts"
import { ticketRow } from "./TicketRow.ts"

const rowOf: Readonly<Record<Shape, (record: JsonObject) => JsonObject>> = {
  ticket: ticketRow,
  rating: (record) => record,
  survey: surveyRow
}

/** What is none of them is read as a ticket that lacks something. Without an id it is rejected, not passed over as empty. */
const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  const shape = shapeOf(record)
  return [shape === undefined ? { id: [], ...ticketRow(record) } : rowOf[shape](record)]
}

const names: Readonly<Record<Shape, string>> = {
  ticket: "tickets",
  rating: "satisfaction ratings",
  survey: "survey responses"
}

/** Pages of metrics, of which nothing can be made: this format is what says so. */
const areMetricsAlone = (head: Head): boolean =>
  head.objects(["/ticket_metrics"]).some((metrics) => Object.hasOwn(metrics, "reply_time_in_minutes"))

/** JSON of the API: tickets, satisfaction ratings, survey responses. */
export const format: Format = {
  id: "zendesk",
  emits: ["tickets", "responses", "invitations", "customers"],
  expects:
    "tickets of Zendesk (with include=metric_sets, as metrics alone do not say of what), satisfaction ratings or survey responses",
  layout: { _tag: "Json", records: inFiles, rows },
  detect: (head) => {
    const input = found(head)
    if (input !== undefined)
      return { confidence: 1, because: [`${input.records.length} ${names[input.shape]} of Zendesk`] }
    return areMetricsAlone(head)
      ? { confidence: 1, because: ["metrics of tickets of Zendesk, without the tickets"] }
      : { confidence: 0, because: ["no records as Zendesk writes them"] }
  },
  propose
}

/** The same in pages of the API: what is no list of records there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: inPages, rows } }
