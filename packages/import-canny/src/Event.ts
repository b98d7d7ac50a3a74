import { type JsonObject, own } from "@throughline/import/format"
import { ownObject } from "./Own.ts"

/** What a source record tells of: itself, or what a webhook says has happened to it. */
export interface Told {
  readonly what: "post" | "vote" | "other"
  readonly object: JsonObject
  /** Of a webhook: what happened, and when. */
  readonly event: unknown
  readonly happened: unknown
}

const whatOf = (object: JsonObject, type: unknown): Told["what"] => {
  if (type === "post" || type === "vote") return type
  if (type !== undefined) return "other"
  return Object.hasOwn(object, "voter") ? "vote" : "post"
}

/** Tell a payload of a webhook from a post or vote of the API. What is neither is taken for a post, so that it is not passed over. */
export const told = (record: JsonObject): Told => {
  const object = ownObject(record, "object")
  const type = own(record, "objectType")
  if (object === undefined || typeof type !== "string")
    return { what: whatOf(record, undefined), object: record, event: undefined, happened: undefined }
  return { what: whatOf(object, type), object, event: own(record, "type"), happened: own(record, "created") }
}
