import type { Detection } from "@throughline/import"
import { type Format, type Head, type JsonLayout, type JsonObject, own } from "@throughline/import/format"
import { EventRows } from "./EventRows.ts"
import { type OcelSample, proposeFor } from "./Propose.ts"

const pointers: readonly [string, string] = ["/objects", "/events"]
const keys = ["objectTypes", "eventTypes", "objects", "events"]

const isObject = (record: JsonObject): boolean =>
  typeof own(record, "id") === "string" && typeof own(record, "type") === "string"

const sampleOf = (head: Head): OcelSample => {
  const records = head.objects(pointers).filter(isObject)
  const isEvent = (record: JsonObject) => own(record, "time") !== undefined
  const types = head.objects(["/objectTypes"]).map((type) => own(type, "name"))
  return {
    objects: records.filter((record) => !isEvent(record)),
    events: records.filter(isEvent),
    types: types.filter((type) => typeof type === "string")
  }
}

const detect = (head: Head): Detection => {
  const found = /^\s*\{/.test(head.text) ? keys.filter((key) => head.text.includes(`"${key}"`)) : []
  const hasTypes = found.includes("objectTypes") || found.includes("eventTypes")
  const { events, objects } = hasTypes ? sampleOf(head) : { events: [], objects: [] }
  const isSure = found.length >= 3 && (events.length > 0 || objects.length > 0)
  const because = [found.length === 0 ? "no log of OCEL 2.0" : `an object with ${found.join(", ")}, as of OCEL 2.0`]
  return { confidence: isSure ? 1 : found.length === keys.length ? 0.5 : 0, because }
}

/** Object-centric event logs in OCEL 2.0, as JSON. */
export const format: Format<JsonLayout> = {
  id: "ocel",
  emits: ["interactions"],
  expects: "an event log in OCEL 2.0 as JSON",
  layout: {
    _tag: "Json",
    records: pointers,
    reading: () => {
      const rows = new EventRows()
      return {
        rows: (record, pointer) => (pointer.startsWith("/objects/") ? rows.object(record) : rows.event(record))
      }
    }
  },
  detect,
  propose: (head) => proposeFor("ocel", head, sampleOf(head), false)
}
