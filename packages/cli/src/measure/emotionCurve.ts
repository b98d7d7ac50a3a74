import { Dimension, EmotionCurve, insufficientData, Scale, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { only } from "./answers.ts"
import { caseRule, rowsOrNone } from "./cases.ts"
import { conditions } from "./conditions.ts"
import { fieldOf } from "./fieldOf.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { apart, estimateColumns, measuredRow } from "./rows.ts"
import { chosen, feltMetrics } from "./ways.ts"

const curveField = fieldOf("Curves", ["channel", "team", "segment"])

/** The order in which customers meet touchpoints, of the segment that is asked for. */
const countOrder = Effect.fn("countOrder")(function* (question: Question) {
  const { segment } = question.where
  const store = yield* Store
  const cases: Tally.Tally = yield* store.tally({
    source: "cases",
    by: ["path"],
    where: segment === undefined ? {} : { segment },
    ...(yield* caseRule(question))
  })
  return EmotionCurve.order(cases)
})

/** The dimension that splits answers: a period, a field, or none. */
const splitAnswers = Effect.fn("splitAnswers")(function* ({ by, over, timeZone }: Question) {
  if (over !== undefined) return [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  return by === undefined ? [] : [Dimension.named(Dimension.field(yield* curveField(by)), "group")]
})

/** The answers by touchpoint, how they are read, and what was expected beside them, if anything was. */
const countFelt = Effect.fn("countFelt")(function* (question: Question) {
  const split = yield* splitAnswers(question)
  const where = yield* conditions(question)
  const metric = chosen(feltMetrics, question.as)
  const store = yield* Store
  const answers: Tally.Tally = yield* store.tally({
    source: "responses",
    by: [...split, "touchpoint", "scale", "score"],
    where: { ...where, metric }
  })
  if (metric === "nps") return { answers, read: { measure: "nps" } as const, gaps: {} }
  const scale = Scale.parse(yield* only(answers, "scale")) ?? Scale.make(1, 5)
  const gaps: Tally.Tally = yield* store.tally({
    source: "gaps",
    by: [...split, "touchpoint", "predicted", "scale", "score"],
    where: { ...where, scale: scale.id }
  })
  const isExpected = Tally.column(gaps, "predicted").values.some((value) => value !== null)
  return { answers, read: { measure: "mean", scale } as const, gaps: isExpected ? { gaps } : {} }
})

/** What is remembered of the touchpoint, and whether it is the lowest or may be. */
const momentOf = ({ moments, weakest }: EmotionCurve.EmotionCurve, touchpoint: string): string =>
  [
    ...(["first", "peak", "end"] as const).filter((moment) => moments[moment] === touchpoint),
    ...(weakest.touchpoint === touchpoint ? ["weakest"] : []),
    ...(weakest.touchpoint !== touchpoint && weakest.among.includes(touchpoint) ? ["may be the weakest"] : [])
  ].join(", ")

const none = insufficientData("no score", 0)

const partColumns = ({ part }: EmotionCurve.CurvePoint): AnswerRow => ({
  weight: part === undefined ? null : 100 * part.weight,
  ...estimateColumns("carries", part?.carries ?? none),
  ...apart("pull", part?.pull ?? none),
  adjusted_p: part?.adjustedP ?? null,
  pulls: part?.pulls ?? null
})

const gapColumns = ({ gap }: EmotionCurve.CurvePoint): AnswerRow =>
  gap === undefined ? {} : estimateColumns("gap", gap)

const pointRow = (curve: EmotionCurve.EmotionCurve, point: EmotionCurve.CurvePoint): AnswerRow => ({
  touchpoint: point.touchpoint,
  cases: point.cases,
  ...measuredRow(point.score),
  moment: momentOf(curve, point.touchpoint),
  ...partColumns(point),
  ...gapColumns(point)
})

/** A curve: the journey as a whole, and its touchpoints in their order. */
const curveRows = (
  group: AnswerRow,
  curve: EmotionCurve.EmotionCurveResult,
  compared: AnswerRow = {}
): ReadonlyArray<AnswerRow> => {
  const journey = { ...group, touchpoint: "(the journey)" }
  if (curve._tag === "InsufficientData") return [{ ...journey, ...measuredRow(curve), ...compared }]
  return [
    { ...journey, ...measuredRow(curve.journey), ...compared },
    ...curve.points.map((point) => ({ ...group, ...pointRow(curve, point) }))
  ]
}

/**
 * How the journey feels from touchpoint to touchpoint, in the order that customers meet them: the score of each, what it carries of
 * the whole, and how far it pulls that up or down.
 */
export const emotionCurveRows = Effect.fn("emotionCurveRows")(function* (question: Question) {
  const { by, over } = question
  const { answers, gaps, read } = yield* countFelt(question)
  const order = yield* countOrder(question)
  if (order._tag === "InsufficientData") return [measuredRow(order)]
  const options: EmotionCurve.EmotionCurveOptions<string> = { ...read, ...gaps, along: order.touchpoints }
  if (over !== undefined) {
    const series = EmotionCurve.over(answers, "group", options)
    return rowsOrNone(
      series.flatMap(({ change, period, result }) => curveRows({ period }, result, apart("change", change))),
      "no valid answers"
    )
  }
  if (by !== undefined) {
    const groups = EmotionCurve.by(answers, "group", options)
    return rowsOrNone(
      groups.flatMap(({ adjustedP, differs, fromRest, result, value }) =>
        curveRows({ [by]: value }, result, { ...apart("from_rest", fromRest), adjusted_p: adjustedP, differs })
      ),
      "no valid answers"
    )
  }
  const agreement = order.agreement._tag === "Exact" ? order.agreement.value : null
  return curveRows({}, EmotionCurve.fromTally(answers, options), { cases: order.cases, agreement })
})
