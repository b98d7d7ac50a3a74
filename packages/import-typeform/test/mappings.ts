import type { Mapping } from "@throughline/import"

export const results: Mapping = {
  source: "typeform",
  format: "typeform-csv",
  time: { format: "iso", timeZone: "UTC" },
  records: [
    {
      kind: "responses",
      id: "#",
      metric: "nps",
      scale: "0-10",
      direction: "highIsGood",
      fields: {
        customer: "#",
        at: "Submit Date (UTC)",
        score: "How likely are you to recommend us?",
        comment: "Why?",
        segment: { column: "Age", values: { "1-17": "young", "18-29": "adult" } }
      }
    }
  ]
}

export const page: Mapping = {
  source: "typeform",
  format: "typeform",
  skipWhen: { column: "response_type", equals: ["started", "partial"] },
  records: [
    {
      kind: "responses",
      id: "response_id",
      metric: "nps",
      scale: "0-10",
      direction: "highIsGood",
      fields: { customer: "hidden.user_id", at: "submitted_at", score: "answers.recommend", comment: "answers.why" }
    },
    {
      kind: "responses",
      id: "response_id",
      metric: "csat",
      scale: "1-5",
      direction: "highIsGood",
      fields: {
        customer: "hidden.user_id",
        at: "submitted_at",
        score: "answers.satisfaction",
        comment: "answers.used.other"
      }
    }
  ]
}
