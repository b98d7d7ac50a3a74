import { readFileSync } from "node:fs"
import type { Mapping, RecordRule } from "@throughline/import"

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

const from = { source: "qualtrics", format: "qualtrics", time: { format: "iso", timeZone: "Europe/Zurich" } } as const
const csat = { kind: "responses", metric: "csat", scale: "1-5", direction: "highIsGood" } as const

/** For `sample.csv`, below three header rows, the second in German. */
export const sample: Mapping = {
  ...from,
  skipWhen: { column: "Status", equals: ["1", "8"] },
  records: [
    { ...csat, id: "ResponseId", fields: { customer: "ResponseId", at: "EndDate", score: "Q1", comment: "Q2" } }
  ]
}

/** The same response as a legacy export has it, with `V1` to `V10`. */
export const legacy: Mapping = {
  ...from,
  skipWhen: { column: "Status", equals: ["1", "8"] },
  records: [
    { ...csat, id: "ResponseID", fields: { customer: "ResponseID", at: "EndDate", score: "Q1", comment: "Q2" } }
  ]
}

const row = { customer: "ResponseID", at: "EndDate" }
const codes = { "10": 1, "11": 2, "12": 3, "13": 4 }

/** For matrices of single answers: points as they are, and choices with codes of their own. */
export const matrix: Mapping = {
  ...from,
  records: [
    { ...csat, id: "ResponseID", scale: "1-4", fields: { ...row, component: { value: "emotional" }, score: "Q2_1" } },
    { ...csat, id: "ResponseID", scale: "1-4", fields: { ...row, component: { value: "functional" }, score: "Q2_2" } },
    {
      ...csat,
      id: "ResponseID",
      part: "Q4_1",
      scale: "1-4",
      fields: { ...row, touchpoint: { value: "statement-1" }, score: { column: "Q4_1", values: codes } }
    },
    {
      ...csat,
      id: "ResponseID",
      part: "five",
      scale: "1-4",
      fields: {
        ...row,
        score: { column: "matrix_question_five_question_two", values: codes },
        comment: "matrix_question_five_question_two_TEXT"
      }
    }
  ]
}

/** For a survey with side-by-side questions, whose columns have a `#`, and ranks of which some are -1. */
export const better: Mapping = {
  ...from,
  records: [
    { ...csat, id: "ResponseID", part: "reservations", fields: { ...row, score: "q6_reservations#1_1" } },
    { ...csat, id: "ResponseID", part: "rank", fields: { ...row, score: "q4_rank_3", comment: "q5_position" } }
  ]
}

const slider: RecordRule = {
  ...csat,
  id: "ResponseID",
  part: "slider",
  scale: "0-100",
  fields: { ...row, score: "Q51_1", comment: "Q52" }
}

/** For a survey of 190 columns, in the newer and in the legacy form. */
export const manyTypes: Mapping = { ...from, records: [slider] }

/** The newer form has columns of one name. */
export const sameNames: Mapping = {
  ...from,
  records: [
    slider,
    { ...slider, part: "twice", fields: { ...row, score: "Q51_2", comment: "Q50#1_wedges_23234_TEXT#2" } }
  ]
}
