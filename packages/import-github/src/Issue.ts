import { type JsonObject, own } from "@throughline/import/format"

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The first of these keys that an object has. */
const either = (value: unknown, ...keys: ReadonlyArray<string>): unknown =>
  keys.map((key) => own(value, key)).find((found) => found !== undefined && found !== null)

const lower = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value)

/** The issue that a source record is about: itself, or the one that a webhook tells of. */
export const issueOf = (record: JsonObject): JsonObject => {
  const issue = own(record, "issue")
  return isObject(issue) && typeof own(record, "action") === "string" ? issue : record
}

/** Whether it is a pull request, which the API lists among the issues. */
export const isPullRequest = (issue: JsonObject): boolean => {
  const address = either(issue, "html_url", "url")
  return either(issue, "pull_request") !== undefined || (typeof address === "string" && /\/pull\/\d+$/.test(address))
}

/** `"open"`, or why it was closed (`"completed"`, `"not_planned"`, `"duplicate"`), or `"closed"` where that is not said. */
const statusOf = (issue: JsonObject): unknown => {
  const state = lower(own(issue, "state"))
  return state === "closed" ? lower(either(issue, "state_reason", "stateReason")) || "closed" : state
}

const isBot = (author: unknown): boolean => own(author, "type") === "Bot" || own(author, "is_bot") === true

/** The thumbs up: `reactions` of the API, `reactionGroups` of the command line. */
const votesOf = (issue: JsonObject): unknown => {
  const groups = own(issue, "reactionGroups")
  if (!Array.isArray(groups)) return own(own(issue, "reactions"), "+1")
  const up = groups.find((group) => own(group, "content") === "THUMBS_UP")
  return own(own(up, "users"), "totalCount") ?? 0
}

/** A column for each label, so that a mapping can go by them: `label:bug` is `yes`. */
const labelsOf = (issue: JsonObject): JsonObject => {
  const labels = own(issue, "labels")
  const names = Array.isArray(labels) ? labels.map((label) => (isObject(label) ? own(label, "name") : label)) : []
  return Object.fromEntries(names.map((name) => [`label:${String(name)}`, "yes"]))
}

/** An issue as a mapping reads it; nothing of a pull request. */
export const rows = (record: JsonObject): ReadonlyArray<JsonObject> => {
  const issue = issueOf(record)
  if (isPullRequest(issue)) return []
  const author = either(issue, "user", "author")
  return [
    {
      ...labelsOf(issue),
      ...issue,
      action: own(record, "action"),
      issue: either(issue, "node_id", "id"),
      status: statusOf(issue),
      author: either(author, "node_id", "id"),
      by: isBot(author) ? "bot" : "human",
      votes: votesOf(issue),
      created: either(issue, "created_at", "createdAt"),
      closed: either(issue, "closed_at", "closedAt"),
      updated: either(issue, "updated_at", "updatedAt")
    }
  ]
}
