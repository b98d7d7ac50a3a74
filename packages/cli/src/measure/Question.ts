import type { PeriodUnit, PlannedJourney } from "@throughline/core"

/** The fields that answers are grouped by and filtered on. */
export const answerFields = ["touchpoint", "channel", "team", "segment", "component"] as const
export type AnswerField = (typeof answerFields)[number]

/** The fields that customers' lifetimes are grouped by. */
export const lifetimeFields = ["plan", "segment", "reason"] as const
export type LifetimeField = (typeof lifetimeFields)[number]

/** What can be measured, and what it answers. */
export const measures = {
  nps: "would they recommend us",
  csat: "the share that is satisfied",
  mean: "the mean satisfaction",
  ces: "how easy was it",
  gap: "experience against expectation",
  zone: "how many experiences are within what customers tolerate",
  importance: "what matters to customers, and how well it performs",
  "rank-gaps": "what to fix first, and how sure that is",
  drivers: "what goes with recommending, or with the outcome in a table",
  "logistic-drivers": "which scores go with leaving, or with the yes and no in a table",
  "penalty-reward": "what is a basic, a performance, an excitement factor",
  "peak-end": "does the first, the peak or the end of a journey count",
  "response-rate": "how many of those asked did answer",
  coverage: "which touchpoints were asked about",
  attention: "are answers from where customers are",
  "nps-change": "what of a change is other scores, what other shares",
  "nps-standardised": "NPS of groups, were their segments mixed alike",
  "nps-power": "how many answers it takes to see a change",
  trend: "does a measure rise or fall",
  "control-chart": "does a measure leave its limits",
  alerts: "which touchpoints left their limits, since when",
  churn: "who left, by period, under every convention",
  survival: "how long do they stay",
  "competing-reasons": "how many have left for which reason, by when",
  revenue: "how recurring revenue moves, and how much is kept",
  "churn-reasons": "why they leave, and which reason rises",
  "lost-revenue": "what those who left had paid, by reason",
  retention: "who is active again, by cohort and age",
  "first-reply": "how long until tickets are answered",
  "resolution-time": "how long until they are resolved",
  "requester-wait": "how long customers waited in all",
  "handling-time": "how long tickets are worked on",
  "ticket-age": "how old open tickets are",
  "first-contact-resolution": "does the first contact do",
  reopens: "how many tickets come back",
  backlog: "do open tickets pile up",
  "closing-the-loop": "are detractors followed up, and does it help",
  improvement: "did what was changed go with a change",
  "zendesk-csat": "good of good and bad ratings of tickets",
  acsi: "the American customer satisfaction index; from a table",
  kano: "what a feature is to customers; from a table",
  servqual: "service quality in five dimensions; from a table",
  "log-rank": "do groups leave alike",
  cox: "what goes with leaving sooner; from a table",
  "health-score": "a score of components, and does it tell who leaves; from a table",
  calibration: "does a score tell who leaves; from a table",
  rfm: "who bought lately, often, for much; from a table",
  "bg-nbd": "how often customers without a contract buy, and when they stop; from a table",
  "save-plays": "which offers go with staying; from a table",
  activity: "who is new, returning, back or gone, and how often they come",
  "repeat-purchase": "who comes a second time, and when",
  "sla-breaches": "how many tickets were late",
  "reply-within": "how many were answered within a target",
  "theme-impact": "what a theme of comments weighs in the score; from a table"
} as const

export type MeasureName = keyof typeof measures

/** The names of the measures, in the order of a survey's life. */
export const measureNames = Object.keys(measures) as ReadonlyArray<MeasureName>

/** What is asked of a measure. */
export interface Question {
  readonly measure: MeasureName
  readonly by: string | undefined
  readonly over: PeriodUnit | undefined
  readonly where: Readonly<Record<string, string>>
  readonly timeZone: string
  /** Numbers that the measure takes, by name. */
  readonly settings: Readonly<Record<string, number>>
  /** The journey of the `throughline.json` read, when it has one. */
  readonly journey: PlannedJourney.PlannedJourney | undefined
}

/** One row of an answer, by column name. */
export type AnswerRow = Readonly<Record<string, string | number | boolean | null>>
