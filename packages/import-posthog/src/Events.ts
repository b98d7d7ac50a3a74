import type { Head, JsonObject } from "@throughline/import/format"

/** Where events are in a document: it is one or a list of them, or a page of the API. */
export const pointers: readonly [string, string] = ["", "/results"]

const isEvent = (event: JsonObject): boolean =>
  typeof event.event === "string" &&
  event.distinct_id !== undefined &&
  typeof event.timestamp === "string" &&
  ["object", "string"].includes(typeof event.properties)

/** The first events of an input; none unless nearly all that it holds are events. */
export const eventsOf = (head: Head): ReadonlyArray<JsonObject> => {
  const [found = []] = [head.objects("lines"), head.objects(pointers)].toSorted(
    (a, b) => b.filter(isEvent).length - a.filter(isEvent).length
  )
  const events = found.filter(isEvent)
  return events.length * 10 >= found.length * 9 ? events : []
}
