import { Dimension, Funnel, insufficientData, type PeriodUnit, Stuck, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { refuseSeries, rowsOrNone } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { estimateColumns, measuredRow } from "./rows.ts"
import { countStays, placeOf, quantileIn } from "./stays.ts"

/** How fast customers move on; nothing bounds it from above where nobody of the others did. */
const paceRow = ({ n, pace }: Stuck.StuckStage): AnswerRow => {
  if (pace._tag === "InsufficientData") return { ...measuredRow(pace), n }
  const { high, level, low, method } = pace.interval
  return { value: pace.value, low, high, n, note: `${level * 100} % ${method}` }
}

const none = insufficientData("too few of the others moved on", 0)

const pastColumns = (past: Stuck.StuckStage["past"]): AnswerRow => {
  const known = past._tag === "PastQuantile"
  return {
    days: known ? past.days : null,
    longer: known ? past.observed : null,
    expected: known ? past.expected : null,
    ...estimateColumns("ratio", known ? past.ratio : none)
  }
}

/** Stages against a reference: the others, or themselves in the time before. */
const paceRows = (question: Question, report: Stuck.StuckResult): ReadonlyArray<AnswerRow> => {
  if (report._tag === "InsufficientData") return [measuredRow(report)]
  return report.stages.map((each): AnswerRow => {
    const { missing, invalid } = report.excluded
    const { note, ...pace } = paceRow(each)
    return {
      [placeOf(question)]: String(each.stage),
      against: report.against,
      ...pace,
      missing,
      invalid,
      note: note ?? null,
      still_there: each.stillThere,
      ...pastColumns(each.past),
      adjusted_p: each.adjustedP,
      stuck: each.stuck
    }
  })
}

const planText = (share: number, days: number): string =>
  `the plan: ${Math.round(1e4 * share) / 100} % within ${days === 1 ? "a day" : `${days} days`}`

/** Stages against their planned days. */
const planRows = (question: Question, report: ReturnType<typeof Stuck.planned>): ReadonlyArray<AnswerRow> => {
  if (report._tag === "InsufficientData") return [measuredRow(report)]
  const { excluded, stages } = report
  return stages.map(({ adjustedP, days, expected, longer, observed, share, stage, stuck }) => ({
    [placeOf(question)]: stage,
    against: planText(share, days),
    ...measuredRow({ ...longer, excluded }),
    days,
    longer: observed,
    expected,
    adjusted_p: adjustedP,
    stuck
  }))
}

/** Fails when stuck is asked for in a way that it does not have. */
const checkAsked = (question: Question): Effect.Effect<void, BadUsage> => {
  const { by, planned, since } = question
  if (by !== undefined) {
    return Effect.fail(new BadUsage({ message: "stuck holds stages against each other: use --where" }))
  }
  return planned === undefined || since === undefined
    ? refuseSeries(question)
    : Effect.fail(new BadUsage({ message: "stuck is held against the plan or the time before: --planned or --since" }))
}

/** The planned days of stages, for the share of stays that is to be over by then. */
const planOf = (
  question: Question,
  share: number,
  known: ReadonlyArray<unknown>
): Effect.Effect<ReadonlyArray<Stuck.PlannedStay>, BadUsage> => {
  const plan = Object.entries(question.planned ?? {}).map(([stage, days]) => ({ stage, days, share }))
  const other = plan.find(({ stage }) => !known.includes(stage))
  if (other !== undefined) {
    const message = `There is no ${placeOf(question)} "${other.stage}" to plan: use ${known.join(", ")}`
    return Effect.fail(new BadUsage({ message }))
  }
  const wrong = plan.find(({ days }) => !(Number.isSafeInteger(days) && days >= 0))
  if (wrong === undefined) return Effect.succeed(plan)
  const message = `--planned ${wrong.stage} is a whole number of days from 0, found ${wrong.days}`
  return Effect.fail(new BadUsage({ message }))
}

const units: ReadonlyArray<readonly [unit: PeriodUnit, label: RegExp]> = [
  ["day", /^\d{4}-\d\d-\d\d$/],
  ["week", /^\d{4}-W\d\d$/],
  ["month", /^\d{4}-\d\d$/],
  ["quarter", /^\d{4}-Q[1-4]$/],
  ["year", /^\d{4}$/]
]

/** The unit of the period that is named. */
const unitOf = (since: string): Effect.Effect<PeriodUnit, BadUsage> => {
  const found = units.find(([, label]) => label.test(since))
  return found === undefined
    ? Effect.fail(
        new BadUsage({ message: `--since is a period, as 2026-03, 2026-Q1, 2026-W09 or 2026-03-31, found "${since}"` })
      )
    : Effect.succeed(found[0])
}

/** Stays by the period in which they began too, where the time before is asked for. */
const count = Effect.fn("count")(function* (question: Question) {
  const { since, timeZone } = question
  const period =
    since === undefined ? [] : [Dimension.named(Dimension.period("at", yield* unitOf(since), timeZone), "begun")]
  return yield* countStays(question, ["age", ...period])
})

/**
 * How fast customers move on from each stage, as many times as from the others, or as from the same stage before the period of
 * `since`: which hold them too long, and how many stay beyond the slowest tenth, or the quantile that is set. Against the days
 * that are `planned` for the quantile, how many stay longer.
 */
export const stuckRows = Effect.fn("stuckRows")(function* (question: Question) {
  yield* checkAsked(question)
  const { journey, planned, since } = question
  const quantile = yield* quantileIn(question, 0.9)
  const tally = yield* count(question)
  if (tally === undefined) return rowsOrNone([])
  const stages = journey === undefined ? {} : { stages: Funnel.stagesOf(journey) }
  if (planned !== undefined) {
    const known = stages.stages?.map(({ id }) => id) ?? Tally.column(tally, "stage").values
    return planRows(question, Stuck.planned(tally, yield* planOf(question, quantile, known)))
  }
  const options = { ...stages, quantile }
  return paceRows(
    question,
    since === undefined ? Stuck.fromTally(tally, options) : Stuck.since(tally, { ...options, since, period: "begun" })
  )
})
