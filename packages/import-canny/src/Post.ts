import { type JsonObject, own } from "@throughline/import/format"
import { type Told, told } from "./Event.ts"
import { ownObject, ownObjects } from "./Own.ts"

/** Statuses that Canny comes with in which a post is still to be done. All others may be an end. */
const underWay: ReadonlyArray<unknown> = ["open", "under review", "planned", "in progress"]

const lower = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value)

/** When the post got its status, for those that are no longer to be done. */
const closedOf = ({ event, happened, object }: Told): unknown => {
  if (underWay.includes(lower(own(object, "status")))) return undefined
  return event === "post.status_changed" ? happened : own(object, "statusChangedAt")
}

/** A column for each tag, so that a mapping can go by them: `tag:mobile` is `yes`. */
const tagsOf = (post: JsonObject): JsonObject =>
  Object.fromEntries(ownObjects(post, "tags").map((tag) => [`tag:${String(own(tag, "name"))}`, "yes"]))

const isWhole = (post: JsonObject): boolean =>
  ["id", "title", "created"].every((key) => typeof own(post, key) === "string")

/** Posts that were merged into this one: lists leave them out, and only name them here. */
const mergedInto = (kept: JsonObject, post: JsonObject): ReadonlyArray<JsonObject> =>
  ownObjects(post, "mergeHistory")
    .map((merge) => ownObject(merge, "post"))
    .filter((merged) => merged !== undefined)
    .filter(isWhole)
    .map((merged) => ({
      ...merged,
      what: "post",
      request: own(merged, "id"),
      status: kept.status,
      closed: kept.closed,
      duplicateOf: own(post, "id"),
      happened: kept.happened
    }))

const postRows = (post: Told): ReadonlyArray<JsonObject> => {
  const { event, happened, object } = post
  const status = lower(own(object, "status"))
  const about = { what: "post", request: own(object, "id") ?? [], status, closed: closedOf(post), event, happened }
  const kept = { ...tagsOf(object), ...object, ...about }
  return event === "post.deleted" ? [kept] : [kept, ...mergedInto(kept, object)]
}

/** A post with the posts merged into it, or a vote, as a mapping reads them; nothing of comments and what else webhooks tell of. */
export const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  const found = told(record)
  const { event, happened, object, what } = found
  if (what === "other") return []
  if (what === "post") return postRows(found)
  return [{ ...object, what, vote: own(object, "id") ?? [], event, happened }]
}
