import type { Mapping } from "@throughline/import"

/**
 * The mapping to start from: every issue that a person opened is a request, by its author, with the thumbs up as votes. What
 * a webhook says is deleted or moved to another repository is gone.
 *
 * ```ts import.meta.vitest
 * import { issues } from "./Mapping.ts"
 *
 * // Only what is labelled as a feature.
 * const features = { ...issues.records[0], when: { column: "label:enhancement", equals: ["yes"] } }
 * features.fields.votes // => "votes"
 * ```
 */
export const issues: Mapping = {
  source: "github",
  format: "github-issues",
  skipWhen: { column: "by", equals: ["bot"] },
  tombstoneWhen: { column: "action", equals: ["deleted", "transferred"] },
  records: [
    {
      kind: "requests",
      id: "issue",
      version: "updated",
      fields: {
        customer: "author",
        at: "created",
        title: "title",
        body: "body",
        status: {
          column: "status",
          values: { open: "open", completed: "done", not_planned: "declined", duplicate: "declined" }
        },
        closedAt: "closed",
        votes: "votes"
      }
    }
  ]
}
