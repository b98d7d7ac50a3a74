import type { Mapping } from "@throughline/import"
import { channels, priorities, states } from "./Values.ts"

const seconds = { source: "intercom", format: "intercom", time: { format: "epoch-s" } } as const

/**
 * What conversations become: those that customers began are tickets, their ratings are answers, and where one was asked for
 * there is an invitation.
 */
export const conversations: Mapping = {
  ...seconds,
  records: [
    {
      kind: "tickets",
      id: "id",
      version: "updated_at",
      when: { column: "began_by", equals: ["customer"] },
      fields: {
        customer: "customer_id",
        at: "created_at",
        firstReplyAt: "first_reply_at",
        firstReplyBy: "first_reply_by",
        resolvedAt: "statistics.last_close_at",
        channel: { column: "source.type", values: channels },
        team: "team_assignee_id",
        priority: { column: "priority", values: priorities },
        status: { column: "state", values: states },
        reopens: "statistics.count_reopens",
        subject: "subject",
        body: "text"
      }
    },
    {
      kind: "responses",
      id: "id",
      version: "updated_at",
      part: "rating",
      metric: "csat",
      scale: "1-5",
      direction: "highIsGood",
      fields: {
        customer: "customer_id",
        at: "rated_at",
        team: "team_assignee_id",
        score: "conversation_rating.rating",
        comment: "conversation_rating.remark"
      }
    },
    {
      kind: "invitations",
      id: "id",
      version: "updated_at",
      part: "rating",
      when: { column: "rating_state", equals: ["asked", "given"] },
      metric: "csat",
      fields: { customer: "customer_id", at: "conversation_rating.created_at" }
    }
  ]
}

/** What contacts become: customers, with the first company as their account. */
export const contacts: Mapping = {
  ...seconds,
  records: [
    { kind: "customers", id: "id", version: "updated_at", fields: { account: "company_id", firstSeenAt: "created_at" } }
  ]
}
