import type { Mapping } from "@throughline/import"

const statuses = {
  open: "open",
  "under review": "open",
  planned: "planned",
  "in progress": "started",
  complete: "done",
  closed: "declined"
} as const

/**
 * The mapping to start from for what the API gives: a post is a request by its author, a vote is one of its voter, by Canny's
 * own ids. A team that made statuses of its own adds them to `status.values`.
 *
 * ```ts import.meta.vitest
 * import { feedback } from "./Mapping.ts"
 *
 * // Of one board only.
 * const [requests, votes] = feedback.records
 * const features = { ...requests, when: { column: "board.name", equals: ["Features"] } }
 * votes.fields.request // => "post.id"
 * ```
 */
export const feedback: Mapping = {
  source: "canny",
  format: "canny",
  records: [
    {
      kind: "requests",
      id: "request",
      when: { column: "what", equals: ["post"] },
      fields: {
        customer: "author.id",
        at: "created",
        title: "title",
        body: "details",
        status: { column: "status", values: statuses },
        closedAt: "closed",
        duplicateOf: "duplicateOf",
        votes: "score"
      }
    },
    {
      kind: "votes",
      id: "vote",
      when: { column: "what", equals: ["vote"] },
      fields: { request: "post.id", customer: "voter.id", at: "created" }
    }
  ]
}

const [requests, ...others] = feedback.records

/**
 * The same for payloads of webhooks: of several about one post or vote that which happened last counts, and what is deleted is
 * gone. Tags and issues of Jira say nothing of a request, so news of them are skipped.
 *
 * ```ts import.meta.vitest
 * import { events } from "./Mapping.ts"
 *
 * events.tombstoneWhen.equals // => ["post.deleted", "vote.deleted"]
 * ```
 */
export const events: Mapping = {
  ...feedback,
  skipWhen: {
    column: "event",
    equals: ["post.jira_issue_linked", "post.jira_issue_unlinked", "post.tag_added", "post.tag_removed"]
  },
  tombstoneWhen: { column: "event", equals: ["post.deleted", "vote.deleted"] },
  records: [
    { ...requests, version: "happened" },
    ...others.map((rule): typeof rule => ({ ...rule, version: "happened" }))
  ]
}
