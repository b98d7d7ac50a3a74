import { Dwell, Funnel, insufficientData, Stuck, Survival, type Tally } from "@throughline/core"
import { type DimensionOf, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { caseRule, refuseSeries, rowsOrNone, splitCases } from "./cases.ts"
import { daysOfInteractions } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { estimateColumns, measuredRow } from "./rows.ts"

/** What stays are of: the stages of the planned journey, else touchpoints. */
const placeOf = ({ journey }: Question): "stage" | "touchpoint" => (journey === undefined ? "touchpoint" : "stage")

/**
 * The stays of customers, as of as many days before the last day on record as somebody must be silent to have gone; `undefined` where
 * nothing is on record.
 */
const countStays = Effect.fn("countStays")(function* (
  question: Question,
  besides: ReadonlyArray<DimensionOf<"stays">>
) {
  yield* refuseSeries(question)
  const { journey, where } = question
  const split = yield* splitCases(question)
  const rule = yield* caseRule(question)
  const span = yield* daysOfInteractions
  if (span === undefined) return undefined
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "stays",
    by: [...split, "stage", "days", "outcome", ...besides],
    asOf: new Date(span.last - (rule.sessionGap ?? 0) * 1000),
    seenUntil: new Date(span.last),
    where,
    ...(journey === undefined ? {} : { stages: Dwell.stagesOf(journey) }),
    ...rule
  })
  return tally
})

const noStays = "nobody came long enough before the last day on record"

/** A setting that is a share of customers, between 0 and 1. */
const quantileIn = ({ settings: { quantile } }: Question, usual: number): Effect.Effect<number, BadUsage> =>
  quantile === undefined || (quantile > 0 && quantile < 1)
    ? Effect.succeed(quantile ?? usual)
    : Effect.fail(new BadUsage({ message: `quantile is above 0 and below 1, found ${quantile}` }))

/** The time by which a share of those in a stage has moved on. */
const timeRow = (curve: Survival.SurvivalResult, quantile: number): AnswerRow => {
  if (curve._tag === "InsufficientData") return { quantile, ...measuredRow(curve) }
  const { interval, value } = Survival.quantile(curve, quantile)
  const { high, level, low, method } = interval
  return { quantile, value, low, high, n: curve.n, ...curve.excluded, note: `${level * 100} % ${method}` }
}

/** How many days customers stay in each stage until they move on: the median, or the quantile that is set. */
export const dwellRows = Effect.fn("dwellRows")(function* (question: Question) {
  const { by, journey } = question
  const quantile = yield* quantileIn(question, 0.5)
  const tally = yield* countStays(question, [])
  if (tally === undefined) return rowsOrNone([])
  const place = placeOf(question)
  const options = journey === undefined ? {} : { stages: journey.stages }
  if (by === undefined) {
    return rowsOrNone(
      Dwell.fromTally(tally, options).map(({ curve, outcomes, stage }) => ({
        [place]: stage,
        ...timeRow(curve, quantile),
        moved_on: outcomes.movedOn,
        left: outcomes.left,
        went_quiet: outcomes.wentQuiet,
        still_there: outcomes.stillThere
      })),
      noStays
    )
  }
  return rowsOrNone(
    Dwell.by(tally, "group", options).flatMap(({ groups, stage }) =>
      groups.map(({ adjustedP, differs, result, value }) => ({
        [place]: stage,
        [by]: value,
        ...timeRow(result, quantile),
        adjusted_p: adjustedP,
        differs
      }))
    ),
    noStays
  )
})

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

/**
 * How fast customers move on from each stage, as many times as from the others: which hold them too long, and how many stay beyond
 * the slowest tenth of the others, or the quantile that is set.
 */
export const stuckRows = Effect.fn("stuckRows")(function* (question: Question) {
  if (question.by !== undefined) {
    return yield* new BadUsage({ message: "stuck holds stages against each other: use --where" })
  }
  const quantile = yield* quantileIn(question, 0.9)
  const tally = yield* countStays(question, ["age"])
  if (tally === undefined) return rowsOrNone([])
  const { journey } = question
  const report = Stuck.fromTally(tally, {
    quantile,
    ...(journey === undefined ? {} : { stages: Funnel.stagesOf(journey) })
  })
  if (report._tag === "InsufficientData") return [measuredRow(report)]
  return report.stages.map((each): AnswerRow => {
    const { missing, invalid } = report.excluded
    const { note, ...pace } = paceRow(each)
    return {
      [placeOf(question)]: String(each.stage),
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
})
