import { Dimension, ImprovementEffect, insufficientData, type RecordOf, Scale, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadUsage } from "../Failure.ts"
import { usualScale } from "../report/answers.ts"
import { inProgress } from "../report/Scope.ts"
import { conditions } from "./conditions.ts"
import { lastDayOfAnswers } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

type Improvement = RecordOf<"improvements">

type Evaluated = ReturnType<typeof ImprovementEffect.evaluate>

const evaluatedRow = (improvement: Improvement, against: string, result: Evaluated): AnswerRow => ({
  improvement: improvement.name,
  touchpoint: improvement.touchpoint,
  metric: improvement.metric,
  against,
  ...measuredRow(result),
  p: result._tag === "Estimate" ? result.p : null,
  target: result._tag === "Estimate" ? (result.target?.verdict ?? null) : null
})

/** What of the change of a measure is associated with each improvement on record: against the others, and against the trend. */
export const improvementRows = Effect.fn("improvementRows")(function* (question: Question) {
  const { by, over = "month", timeZone } = question
  if (by !== undefined) return yield* new BadUsage({ message: "improvement has two rows an improvement: use --where" })
  const store = yield* Store
  const improvements = yield* Stream.runCollect(store.read({ kind: "improvements" }))
  if (improvements.length === 0) return [measuredRow(insufficientData("no improvements on record", 0))]
  const changed = new Set(improvements.map(({ touchpoint }): string => touchpoint))
  const where = yield* conditions(question)
  const unfinished = inProgress(over, timeZone, (yield* lastDayOfAnswers).getTime())
  const period = Dimension.named(Dimension.period("at", over, timeZone), "period")
  const rows = yield* Effect.forEach(improvements, (improvement) =>
    Effect.gen(function* () {
      const { metric } = improvement
      const all = yield* store.tally({
        source: "responses",
        by: ["touchpoint", period, "metric", "scale", "score"],
        where: { ...where, metric }
      })
      const scale = usualScale(all, metric) ?? Scale.nps
      const tally = Tally.where(all, "scale", scale.id)
      const others = Tally.column(tally, "touchpoint").values.filter(
        (touchpoint) => touchpoint !== null && !changed.has(String(touchpoint))
      )
      const options = { scale, ...(unfinished === undefined ? {} : { inProgress: unfinished }) }
      const trend = ImprovementEffect.evaluate(improvement, tally, "period", options)
      const byTrend = evaluatedRow(improvement, "the trend before", trend)
      if (others.length === 0) return [byTrend]
      const control = ImprovementEffect.evaluate(improvement, tally, "period", { ...options, control: others })
      return [evaluatedRow(improvement, "the other touchpoints", control), byTrend]
    })
  )
  return rows.flat()
})
