import type { Mapping, RecordRule } from "@throughline/import"
import { channels, ratings, statuses } from "./Tables.ts"

/** What tickets become. The deleted ones that exports tell of remove theirs. */
export const tickets: Mapping = {
  source: "zendesk",
  format: "zendesk",
  tombstoneWhen: { column: "status", equals: ["deleted"] },
  records: [
    {
      kind: "tickets",
      id: "id",
      version: "generated_timestamp",
      fields: {
        customer: "requester_id",
        at: "created_at",
        firstReplyAt: "first_reply_at",
        resolvedAt: "metric_set.solved_at",
        channel: { column: "via.channel", values: channels },
        team: "group_id",
        priority: "priority",
        status: { column: "status", values: statuses },
        replies: "metric_set.replies",
        reopens: "metric_set.reopens",
        waitSeconds: "requester_wait_seconds",
        rating: { column: "satisfaction_rating.score", values: ratings },
        subject: "subject",
        body: "description"
      }
    }
  ]
}

const csat = { kind: "responses", metric: "csat", direction: "highIsGood", evidence: "subjective" } as const

/** What good and bad ratings become: answers of two points, and an invitation for each ticket that was asked about. */
export const satisfactionRatings: Mapping = {
  source: "zendesk",
  format: "zendesk",
  records: [
    {
      ...csat,
      id: "id",
      version: "updated_at",
      part: "rating",
      scale: "1-2",
      fields: {
        customer: "requester_id",
        at: "updated_at",
        team: "group_id",
        score: { column: "score", values: { good: 2, bad: 1, offered: null, unoffered: null } },
        comment: "comment"
      }
    },
    {
      kind: "invitations",
      id: "ticket_id",
      version: "updated_at",
      part: "rating",
      when: { column: "score", equals: ["offered", "good", "bad"] },
      metric: "csat",
      fields: { customer: "requester_id", at: "created_at" }
    }
  ]
}

const survey = (points: 2 | 3 | 5): RecordRule => ({
  ...csat,
  id: "id",
  version: "answered_at",
  part: `survey-${points}`,
  scale: `1-${points}`,
  fields: { customer: "responder_id", at: "rated_at", score: `rating_${points}`, comment: "comment" }
})

/** What responses of the newer surveys become: answers of five, three or two points, as the survey asked. */
export const surveyResponses: Mapping = {
  source: "zendesk",
  format: "zendesk",
  records: [survey(5), survey(3), survey(2)]
}
