import { type JsonObject, own, type Unsaid } from "@throughline/import/format"
import { answersOf } from "./Answers.ts"
import { isObject, text } from "./Values.ts"

const surveyEvents = ["survey sent", "survey shown", "survey dismissed", "survey abandoned"] as const

/** What an event is: one of the customer's, one of a survey, one that PostHog makes for itself, or none at all. */
export type Kind = "event" | (typeof surveyEvents)[number] | "internal" | "unknown"

/** The properties of an event, also where an export holds them as text. */
export const propertiesOf = (event: JsonObject): JsonObject => {
  const found = own(event, "properties")
  if (isObject(found)) return found
  if (typeof found !== "string") return {}
  try {
    const parsed: unknown = JSON.parse(found)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

/** What an event is. Of those that begin with `$` only a page or a screen that was seen is the customer's. */
export const kindOf = (event: JsonObject): Kind => {
  const name = own(event, "event")
  if (typeof name !== "string" || name === "") return "unknown"
  const survey = surveyEvents.find((one) => one === name)
  if (survey !== undefined) return survey
  return name.startsWith("$") && name !== "$pageview" && name !== "$screen" ? "internal" : "event"
}

const pathOf = (properties: JsonObject): string => {
  const url = text(own(properties, "$current_url")).slice(0, 4096)
  const [address, path = ""] = /^https?:\/\/[^/?#]+([^?#]*)/i.exec(url) ?? []
  return text(own(properties, "$pathname")) || path || (address === undefined ? "" : "/")
}

/** What the customer met: the name of the event, `page` with the path without its query, or `screen` with its name. */
export const contactOf = (event: JsonObject): string => {
  const name = text(own(event, "event"))
  const properties = propertiesOf(event)
  if (kindOf(event) !== "event") return ""
  if (name !== "$pageview" && name !== "$screen") return name
  const seen = name === "$screen" ? text(own(properties, "$screen_name")) : pathOf(properties)
  return seen === "" ? "" : `${name === "$screen" ? "screen" : "page"} ${seen}`
}

const apps = ["posthog-ios", "posthog-android", "posthog-react-native", "posthog-flutter"]

/** The channel, by the library that sent the event; a server's tells none. */
const channelOf = (properties: JsonObject): string => {
  const library = text(own(properties, "$lib"))
  if (library === "web" || library === "js") return "web"
  return apps.includes(library) ? "app" : ""
}

/** An event with what is made of it: `kind`, `eventId`, `contact`, `via`, and of surveys `sent`, `shown`, `submission`, `answers`. */
export const row = (event: JsonObject): JsonObject => {
  const properties = propertiesOf(event)
  const kind = kindOf(event)
  const survey = own(properties, "$survey_id")
  const eventId = own(event, "uuid") ?? own(event, "id")
  const isSent = kind === "survey sent"
  return {
    ...event,
    properties,
    kind,
    eventId,
    contact: contactOf(event),
    via: channelOf(properties),
    sent: isSent ? survey : "",
    shown: kind === "survey shown" ? survey : "",
    submission: text(own(properties, "$survey_submission_id")) || eventId,
    answers: isSent ? answersOf(properties) : {}
  }
}

const noName: Unsaid = {
  found: "a record without event",
  expected: "an event with its name",
  fix: 'repair it in the source, or leave it out: skipWhen {"column": "kind", "equals": ["unknown"]}'
}
const noPage: Unsaid = {
  found: "neither a path nor a name of what was seen",
  expected: "what was seen",
  fix: "fill it in the source, or leave such events out with skipWhen"
}

/** Why an event says nothing in a column that is made. */
export const why = (event: JsonObject): ReadonlyMap<string, Unsaid> =>
  new Map([["contact", kindOf(event) === "unknown" ? noName : noPage]])
