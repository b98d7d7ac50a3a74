import type { Mapping } from "@throughline/import"

const shared = { customer: "distinct_id", at: "timestamp", channel: "via" }
const nps = "a3071551-d599-4eeb-9ffe-69e93dc647b6"
const why = "b1c2d3e4-0000-4aaa-8bbb-1234567890ab"
const csat = "c9d8e7f6-1111-4ccc-9ddd-abcdefabcdef"
const survey = "01945f2e-aaaa-0000-1111-222233334444"
const sent = { kind: "responses", id: "submission", version: "timestamp", direction: "highIsGood" } as const

/** The proposed mapping for the fixtures, with the open questions answered. */
export const mapping: Mapping = {
  source: "posthog",
  format: "posthog",
  records: [
    {
      kind: "interactions",
      id: "eventId",
      when: { column: "kind", equals: ["event", "unknown"] },
      fields: { ...shared, touchpoint: "contact" }
    },
    {
      ...sent,
      metric: "nps",
      scale: "0-10",
      part: nps,
      when: { column: "sent", equals: [survey] },
      fields: { ...shared, score: `answers.${nps}`, comment: `answers.${why}` }
    },
    {
      ...sent,
      metric: "csat",
      scale: "1-5",
      part: csat,
      when: { column: "sent", equals: [survey] },
      fields: { ...shared, score: `answers.${csat}` }
    },
    {
      kind: "invitations",
      id: "eventId",
      metric: "nps",
      part: survey,
      when: { column: "shown", equals: [survey] },
      fields: shared
    },
    {
      ...sent,
      metric: "ces2",
      scale: "1-7",
      part: "0",
      when: { column: "sent", equals: ["01945f2e-bbbb-0000-1111-222233334444"] },
      fields: { ...shared, score: "answers.0" }
    }
  ]
}
