import type { FieldSource, Mapping, Proposal, RecordRule } from "@throughline/import"
import {
  encodingOf,
  encodingQuestions,
  type Head,
  type JsonObject,
  own,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { contactOf, propertiesOf } from "./Event.ts"
import { eventsOf } from "./Events.ts"
import { proposeSurveys } from "./ProposeSurveys.ts"
import { text } from "./Values.ts"

/** A mapping for events, made from their start, and what they do not tell. */
export const propose = (head: Head): Proposal<Mapping> | undefined => {
  const events = eventsOf(head)
  if (events.length === 0) return undefined
  const times = events.flatMap(({ timestamp }) => (typeof timestamp === "string" ? [timestamp] : []))
  const touchpoint = proposeTouchpoint(events)
  const surveys = proposeSurveys(events, touchpoint === undefined ? 0 : 1)
  const met = interactions(touchpoint?.source ?? "contact")
  const [first = met, ...rest] = touchpoint === undefined ? surveys.rules : [met, ...surveys.rules]
  const mapping: Mapping = { source: "posthog", format: "posthog", ...encodingOf(head), records: [first, ...rest] }
  return {
    mapping,
    questions: [
      ...encodingQuestions(head),
      ...timeQuestions(timeOf(new Map([["at", { name: "timestamp", values: times }]]))),
      ...(touchpoint?.questions ?? []),
      ...mergeQuestions(events),
      ...surveys.questions
    ]
  }
}

/** Records without a name are among them, to be rejected. */
const interactions = (touchpoint: FieldSource): RecordRule => ({
  kind: "interactions",
  id: "eventId",
  when: { column: "kind", equals: ["event", "unknown"] },
  fields: { customer: "distinct_id", touchpoint, at: "timestamp", channel: "via" }
})

const mostNames = 40
const key = "records[0].fields.touchpoint"

interface Touchpoints {
  readonly source: FieldSource
  readonly questions: ReadonlyArray<string>
}

/** `undefined` when no event is the customer's own. */
const proposeTouchpoint = (events: ReadonlyArray<JsonObject>): Touchpoints | undefined => {
  const names = [...new Set(events.map(contactOf).filter((name) => name !== ""))]
  if (names.length === 0) return undefined
  if (names.length > mostNames || names.some((name) => name.length > 256)) {
    const many = `${key}: ${names.length} events and pages are a touchpoint each, by their names. Which touchpoint is each? {"column": "contact", "values": {…}} says so.`
    return { source: "contact", questions: [many] }
  }
  const values = Object.fromEntries(names.map((name) => [name, name]))
  const which = `${key}.values: which touchpoint is each event and page? Names that are not listed are rejected; skipWhen {"column": "contact", "equals": […]} leaves some out.`
  return { source: { column: "contact", values }, questions: [which] }
}

const merging = ["$create_alias", "$merge_dangerously"]

const isMerge = (event: JsonObject): boolean => {
  const name = text(own(event, "event"))
  const anonymous = own(propertiesOf(event), "$anon_distinct_id")
  return merging.includes(name) || (name === "$identify" && text(anonymous) !== "")
}

const mergeQuestions = (events: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const merges = events.filter(isMerge).length
  return merges === 0
    ? []
    : [
        `records[].fields.customer: ${merges} of the first ${events.length} events say that an anonymous customer is a known one. Each event goes to its own distinct_id; that both are one customer is not kept. Does the export hold an id of the person, such as person_id? It is the same before and after.`
      ]
}
