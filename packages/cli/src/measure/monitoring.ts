import {
  Alerts,
  Ces,
  ControlChart,
  Csat,
  Dimension,
  type Measured,
  Nps,
  type PeriodResult,
  Scale,
  Tally,
  Trend
} from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { asked, usualScale } from "../report/answers.ts"
import { inProgress } from "../report/Scope.ts"
import { answerField, conditions } from "./conditions.ts"
import type { AnswerField, AnswerRow, Question } from "./Question.ts"
import { measuredRow, trendTable } from "./rows.ts"

const dayLength = 86_400_000

type Series = ReadonlyArray<PeriodResult<Measured>>
type Counted = Tally.Tally

const csat = (tally: Counted): Series => {
  const scale = usualScale(tally, "csat")
  if (scale === undefined || Csat.usualTopBoxes(scale) === undefined) return []
  return Csat.over(asked(tally, "csat", scale.id), "period", { scale })
}

const seriesOf = (tally: Counted): ReadonlyArray<readonly [name: string, series: Series]> => {
  const all = [
    ["nps", Nps.over(asked(tally, "nps", Scale.nps.id), "period")],
    ["csat", csat(tally)],
    ["ces 1.0", Ces.over(asked(tally, "ces1", "1-5"), "period", { definition: "1.0 mean" })],
    ["ces 2.0", Ces.over(asked(tally, "ces2", "1-7"), "period", { definition: "2.0 mean" })]
  ] as const
  return all.filter(([, series]) => series.length > 0)
}

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

/** The survey measures by period, and the label of the period that the answers do not fill. */
const readSeries = Effect.fn("readSeries")(function* (question: Question) {
  if (question.by !== undefined)
    return yield* new BadUsage({ message: "A series is of one part: use --where instead of --by" })
  const { options, tally } = yield* readPeriods(question, [])
  return { series: seriesOf(tally), options }
})

/** Whether each survey measure rises or falls, corrected for their number. */
export const trendRows = Effect.fn("trendRows")(function* (question: Question) {
  const { options, series } = yield* readSeries(question)
  return trendTable(series.map(([name, values]) => [{ series: name }, Trend.fromSeries(values, options)]))
})

/** XmR charts of the survey measures: each period with its limits and the rules it breaks. */
export const chartRows = Effect.fn("chartRows")(function* (question: Question) {
  const { options, series } = yield* readSeries(question)
  return series.flatMap(([name, values]): ReadonlyArray<AnswerRow> => {
    const chart = ControlChart.xmr(values, options)
    if (chart._tag === "InsufficientData") return [{ series: name, period: null, ...measuredRow(chart) }]
    return chart.points.map(({ high, low, period, rules, value }) => ({
      series: name,
      period,
      value,
      low,
      high,
      centre: chart.centre,
      rules: rules.join("; ")
    }))
  })
})

/** Which survey measures of which touchpoints left their limits, since when and by which rules; the ongoing ones first. */
export const alertRows = Effect.fn("alertRows")(function* (question: Question) {
  const field = yield* answerField(question.by ?? "touchpoint")
  const { options, tally } = yield* readPeriods(question, [field])
  const charts = Tally.by(tally, field).flatMap(({ tally: part, value }) =>
    seriesOf(part).map(
      ([name, values]) => [`${value ?? "(none)"}: ${name}`, ControlChart.xmr(values, options)] as const
    )
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
  const note = `${watched} series watched, ${notWatched.length} too short; ${expectedFalseAlarms.toFixed(1)} signals expected by chance`
  return [...rows, { series: "(all)", note }]
})
