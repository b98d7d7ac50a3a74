import type { Format, Head, JsonObject } from "@throughline/import/format"
import { posts } from "./Mapping.ts"
import { rows } from "./Post.ts"
import { statusQuestions } from "./Status.ts"

const records = [""] as const
const keys = ["number", "title", "slug", "description", "createdAt", "votesCount", "commentsCount", "status"]

/** No other tracker names the fields of a post so. */
const isPost = (record: JsonObject): boolean => keys.every((key) => Object.hasOwn(record, key))

const postsOf = (head: Head): ReadonlyArray<JsonObject> => head.objects(records).filter(isPost)

/** Posts as Fider's API writes them. */
export const format: Format = {
  id: "fider",
  emits: ["requests"],
  expects: "posts of Fider as JSON",
  layout: { _tag: "Json", records, orLines: true, rows },
  detect: (head) => {
    const found = postsOf(head)
    return found.length > 0
      ? { confidence: 1, because: [`${found.length} posts of Fider`] }
      : { confidence: 0, because: ["no posts of Fider"] }
  },
  propose: (head) => {
    const found = postsOf(head).flatMap(rows)
    const statuses = found.flatMap(({ status }) => (typeof status === "string" ? [status] : []))
    return found.length === 0 ? undefined : { mapping: posts, questions: statusQuestions(statuses) }
  }
}

/** The same in pages of the API: what is no list of posts there is no page. */
export const pageFormat: Format = { ...format, layout: { _tag: "Json", records: ["/-"], rows } }
