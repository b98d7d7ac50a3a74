import { Alerts, type ControlChart, Dimension, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { inProgress } from "../report/Scope.ts"
import { answerField, conditions } from "./conditions.ts"
import type { AnswerField, AnswerRow, Question } from "./Question.ts"
import { measuredRow, trendTable } from "./rows.ts"
import { chartsOf, trendsOf } from "./series.ts"

const dayLength = 86_400_000

/** What is read of the answers for a series. */
const readPeriods = Effect.fn("readPeriods")(function* (question: Question, fields: ReadonlyArray<AnswerField>) {
  const { over = "month", timeZone } = question
  const store = yield* Store
  const where = yield* conditions(question)
  const period = Dimension.named(Dimension.period("at", over, timeZone), "period")
  const tally: Tally.Tally = yield* store.tally({
    source: "responses",
    by: [...fields, period, "metric", "scale", "score"],
    where
  })
  const days = yield* store.tally({ source: "responses", by: [Dimension.bin("at", dayLength)], where })
  const last = Tally.column(days, "at").values.at(-1)
  const unfinished = typeof last === "number" ? inProgress(over, timeZone, last + dayLength) : undefined
  return { tally, options: unfinished === undefined ? {} : { inProgress: unfinished } }
})

/** The limits of a period, and what is held against them where that is not the value itself. */
const limits = (chart: ControlChart.ControlChart, at: number): AnswerRow => {
  if (chart.kind === "CUSUM") {
    const { down = null, up = null } = chart.points[at] ?? {}
    return { up, down, limit: chart.decisionInterval }
  }
  const { high = null, low = null } = chart.points[at] ?? {}
  return { ...(chart.kind === "EWMA" ? { average: chart.points[at]?.average ?? null } : {}), low, high }
}

const refuseSplit = ({ by }: Question): Effect.Effect<void, BadUsage> =>
  by === undefined
    ? Effect.void
    : Effect.fail(new BadUsage({ message: "A series is of one part: use --where instead of --by" }))

/** Whether each survey measure rises or falls, corrected for their number. */
export const trendRows = Effect.fn("trendRows")(function* (question: Question) {
  yield* refuseSplit(question)
  const { options, tally } = yield* readPeriods(question, [])
  return trendTable(trendsOf(tally, question.as, options).map(([series, trend]) => [{ series }, trend]))
})

/** Control charts of the survey measures: each period with its limits and the rules it breaks. */
export const chartRows = Effect.fn("chartRows")(function* (question: Question) {
  yield* refuseSplit(question)
  const { options, tally } = yield* readPeriods(question, [])
  return chartsOf(tally, question.as, options).flatMap(([series, chart]): ReadonlyArray<AnswerRow> => {
    if (chart._tag === "InsufficientData") return [{ series, period: null, ...measuredRow(chart) }]
    return chart.points.map(({ inProgress: unfinished, period, rules, value }, at) => ({
      series,
      period,
      value,
      ...limits(chart, at),
      centre: chart.centre,
      in_progress: unfinished,
      rules: rules.join("; ")
    }))
  })
})

/** Which survey measures of which touchpoints left their limits, since when and by which rules; the ongoing ones first. */
export const alertRows = Effect.fn("alertRows")(function* (question: Question) {
  const field = yield* answerField(question.by ?? "touchpoint")
  const { options, tally } = yield* readPeriods(question, [field])
  const charts = Tally.by(tally, field).flatMap(({ tally: part, value }) =>
    chartsOf(part, question.as, options).map(([name, chart]) => [`${value ?? "(none)"}: ${name}`, chart] as const)
  )
  const { alerts, expectedFalseAlarms, notWatched, watched } = Alerts.from(new Map(charts))
  const rows = alerts.map(
    ({ ongoing, series, signals, since, through }): AnswerRow => ({
      series,
      since,
      through,
      ongoing,
      rules: [...new Set(signals.map(({ rule }) => rule))].join("; "),
      points: [...new Map(signals.flatMap(({ points }) => points.map((each) => [each.period, each.value])))]
        .map(([period, value]) => `${period} ${value.toFixed(1)}`)
        .join(", ")
    })
  )
  const note = `${watched} series watched, ${notWatched.length} too short; ${expectedFalseAlarms.toFixed(1)} signals by chance alone`
  return [...rows, { series: "(all)", note }]
})
