import type { PeriodUnit, PlannedJourney } from "@throughline/core"
import type { MeasureName } from "./topics.ts"

/** The fields that answers are grouped by. */
export const answerFields = ["touchpoint", "channel", "team", "segment", "component"] as const
export type AnswerField = (typeof answerFields)[number]

/** The fields that customers' lifetimes are grouped by. */
export const lifetimeFields = ["plan", "segment", "reason"] as const

/** What is asked of a measure. */
export interface Question {
  readonly measure: MeasureName
  /** The definition or method, where the measure has several. */
  readonly as: string | undefined
  readonly by: string | undefined
  readonly over: PeriodUnit | undefined
  readonly where: Readonly<Record<string, string>>
  readonly timeZone: string
  /** Numbers that the measure takes, by name. */
  readonly settings: Readonly<Record<string, number>>
  /** The touchpoints that are the steps of a funnel. */
  readonly steps?: ReadonlyArray<string>
  /** The two groups or periods that are compared. */
  readonly between?: ReadonlyArray<string>
  /** In how many days each stage is planned to be over, by its id. */
  readonly planned?: Readonly<Record<string, number>>
  /** The first period that is held against the time before. */
  readonly since?: string
  /** The journey of the `throughline.json` read, when it has one. */
  readonly journey: PlannedJourney.PlannedJourney | undefined
}

/** One row of an answer, by column name. */
export type AnswerRow = Readonly<Record<string, string | number | boolean | null>>
