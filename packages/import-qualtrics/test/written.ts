import type { Mapping } from "@throughline/import"

const satisfied = {
  "Extremely dissatisfied": 1,
  "Somewhat dissatisfied": 2,
  "Neither satisfied nor dissatisfied": 3,
  "Somewhat satisfied": 4,
  "Extremely satisfied": 5
}
const easy = {
  "Extremely difficult": 1,
  "Somewhat difficult": 2,
  "Neither easy nor difficult": 3,
  "Somewhat easy": 4,
  "Extremely easy": 5
}
const noAnswers: readonly [string, ...Array<string>] = ["1", "Survey Preview", "8", "Spam"]

/** For the made-up survey, exported with labels (`labels.csv`) or with codes (`codes.csv`). */
export const written = (form: "labels" | "codes"): Mapping => {
  const score = (column: string, values: Record<string, number>) => (form === "labels" ? { column, values } : column)
  const who = { customer: "ExternalReference", at: "EndDate", segment: "Segment" }
  const csat = { kind: "responses", id: "ResponseId", metric: "csat", scale: "1-5", direction: "highIsGood" } as const
  return {
    source: "qualtrics",
    format: "qualtrics",
    time: { format: "iso", timeZone: "Europe/Berlin" },
    absent: ["-99"],
    skipWhen: { column: "Status", equals: noAnswers },
    records: [
      {
        kind: "responses",
        id: "ResponseId",
        metric: "nps",
        scale: "0-10",
        direction: "highIsGood",
        fields: { ...who, score: "Q1", comment: "Q2" }
      },
      { ...csat, fields: { ...who, score: score("Q3", satisfied) } },
      { ...csat, part: "Q4_1", fields: { ...who, touchpoint: { value: "search" }, score: score("Q4_1", satisfied) } },
      { ...csat, part: "Q4_3", fields: { ...who, touchpoint: { value: "delivery" }, score: score("Q4_3", satisfied) } },
      { ...csat, metric: "ces2", fields: { ...who, score: score("Q5", easy) } }
    ]
  }
}
