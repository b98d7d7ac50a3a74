import type { PeriodUnit } from "@throughline/core"

/** The fields that answers are grouped by and filtered on. */
export const answerFields = ["touchpoint", "channel", "team", "segment", "component"] as const
export type AnswerField = (typeof answerFields)[number]

/** The fields that customers' lifetimes are grouped by. */
export const lifetimeFields = ["plan", "segment", "reason"] as const
export type LifetimeField = (typeof lifetimeFields)[number]

export const measureNames = ["nps", "csat", "ces", "gap", "churn", "survival"] as const
type MeasureName = (typeof measureNames)[number]

/** What is asked of a measure. */
export interface Question {
  readonly measure: MeasureName
  readonly by: string | undefined
  readonly over: PeriodUnit | undefined
  readonly where: Readonly<Record<string, string>>
  readonly timeZone: string
}

/** One row of an answer, by column name. */
export type AnswerRow = Readonly<Record<string, string | number | boolean | null>>
