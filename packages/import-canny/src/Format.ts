import { type Format, type Head, type JsonObject, own } from "@throughline/import/format"
import { told } from "./Event.ts"
import { events, feedback } from "./Mapping.ts"
import { ownObject } from "./Own.ts"
import { rows } from "./Post.ts"

const inPages = ["/posts", "/votes"] as const
const inFiles = [...inPages, ""] as const

const has = (object: JsonObject | undefined, ...keys: ReadonlyArray<string>): boolean =>
  object !== undefined && keys.every((key) => Object.hasOwn(object, key))

/** Posts with a score on a board; votes of a voter for a post on a board. No other tracker names them so. */
const isCanny = (record: JsonObject): boolean => {
  const { event, object, what } = told(record)
  if (what === "other") return typeof event === "string" && has(object, "author", "board", "post")
  if (what === "vote") return has(object, "id", "post", "voter", "board")
  return has(object, "id", "title", "status", "score") && has(ownObject(object, "board"), "postCount")
}

const recordsOf = (head: Head): ReadonlyArray<JsonObject> => head.objects(inFiles).filter(isCanny)

const isEvent = (record: JsonObject): boolean => told(record).event !== undefined

const ownIdQuestion =
  'records[0].fields.customer, records[1].fields.customer: "author.id" and "voter.id" are ids of Canny; if other sources know customers by your own ids, say "author.userID" and "voter.userID".'

/** Statuses that a team made are not in any documentation. */
const statusQuestions = (posts: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const [rule] = feedback.records
  const known: unknown = rule.fields.status
  const values = ownObject(known, "values")
  const unknown = new Set(
    posts.flatMap(({ status }) => (typeof status === "string" && !has(values, status) ? [status] : []))
  )
  return unknown.size === 0
    ? []
    : [
        `records[0].fields.status.values: what are ${[...unknown]
          .slice(0, 10)
          .map((status) => JSON.stringify(status.slice(0, 40)))
          .join(", ")}: "open", "planned", "started", "done" or "declined"?`
      ]
}

const questionsOf = (found: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const people = found.map((record) => told(record).object).flatMap((object) => [object.author, object.voter])
  const knowOwnIds = people.some((person) => typeof own(person, "userID") === "string")
  return [...statusQuestions(found.flatMap(rows)), ...(knowOwnIds ? [ownIdQuestion] : [])]
}

/** Posts and votes as Canny's API and its webhooks write them. */
export const format: Format = {
  id: "canny",
  emits: ["requests", "votes"],
  expects: "posts or votes of Canny as JSON",
  layout: { _tag: "Json", records: inFiles, orLines: true, rows },
  detect: (head) => {
    const found = recordsOf(head)
    return found.length > 0
      ? { confidence: 1, because: [`${found.length} posts, votes or events of Canny`] }
      : { confidence: 0, because: ["no posts or votes of Canny"] }
  },
  propose: (head) => {
    const found = recordsOf(head)
    if (found.length === 0) return undefined
    return { mapping: found.some(isEvent) ? events : feedback, questions: questionsOf(found) }
  }
}

/** The same in pages of the API: what is no list of posts or votes there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: inPages, rows } }
