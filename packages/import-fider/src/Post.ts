import { type JsonObject, own } from "@throughline/import/format"
import { isEnd } from "./Status.ts"

/** A status in lower case; as it is where it is no text. */
const statusOf = (post: JsonObject): unknown => {
  const status = own(post, "status")
  return typeof status === "string" ? status.toLowerCase() : status
}

/** A column for each tag, so that a mapping can go by them: `tag:mobile` is `yes`. */
const tagsOf = (post: JsonObject): JsonObject => {
  const tags = own(post, "tags")
  return Object.fromEntries(Array.isArray(tags) ? tags.map((tag) => [`tag:${String(tag)}`, "yes"]) : [])
}

/** A post of the API as a mapping reads it. */
export const rows = (post: JsonObject): ReadonlyArray<JsonObject> => {
  const status = statusOf(post)
  const response = own(post, "response")
  return [
    {
      ...tagsOf(post),
      ...post,
      number: own(post, "number") ?? [],
      status,
      closed: typeof status === "string" && isEnd(status) ? own(response, "respondedAt") : undefined,
      duplicateOf: own(own(response, "original"), "number")
    }
  ]
}
