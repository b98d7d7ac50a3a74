import type { Mapping } from "@throughline/import"

const statuses = {
  open: "open",
  planned: "planned",
  started: "started",
  completed: "done",
  declined: "declined",
  duplicate: "declined"
} as const

/**
 * The mapping to start from for posts of the API: a post is a request by its author, with its votes, and by the day of the
 * response that ended it. What waits for a moderator is skipped. A team that made statuses of its own adds them to
 * `status.values`.
 *
 * ```ts import.meta.vitest
 * import { posts } from "./Mapping.ts"
 *
 * // Only what has the tag "mobile".
 * const mobile = { ...posts.records[0], when: { column: "tag:mobile", equals: ["yes"] } }
 * mobile.fields.customer // => "user.id"
 * ```
 */
export const posts: Mapping = {
  source: "fider",
  format: "fider",
  skipWhen: { column: "isApproved", equals: ["false"] },
  records: [
    {
      kind: "requests",
      id: "number",
      fields: {
        customer: "user.id",
        at: "createdAt",
        title: "title",
        body: "description",
        status: { column: "status", values: statuses },
        closedAt: "closed",
        duplicateOf: "duplicateOf",
        votes: "votesCount"
      }
    }
  ]
}

/**
 * The mapping to start from for the CSV export. It has the same ids as the API; of authors it knows only names, which are not
 * read.
 *
 * ```ts import.meta.vitest
 * import { table } from "./Mapping.ts"
 *
 * table.records[0].fields.customer // => undefined
 * ```
 */
export const table: Mapping = {
  source: "fider",
  format: "fider-csv",
  records: [
    {
      kind: "requests",
      id: "number",
      fields: {
        at: "created_at",
        title: "title",
        body: "description",
        status: { column: "state", values: statuses },
        closedAt: "closed",
        duplicateOf: "original_number",
        votes: "votes"
      }
    }
  ]
}
