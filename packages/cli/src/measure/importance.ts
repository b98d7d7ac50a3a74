import { ImportancePerformance, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { answerField, conditions } from "./conditions.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

/** How important each touchpoint is to customers, how well it performs, and in which quadrant that is. */
export const importanceRows = Effect.fn("importanceRows")(function* (question: Question) {
  if (question.over !== undefined) return yield* new BadUsage({ message: "importance is no series: use --by" })
  const field = yield* answerField(question.by ?? "touchpoint")
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "gaps",
    by: [field, "importance", "score"],
    where: yield* conditions(question)
  })
  const map = ImportancePerformance.by(tally, field)
  if (map._tag === "InsufficientData") return [measuredRow(map)]
  const placed = map.points.map(
    ({ importance, performance, probability, quadrant, value }): AnswerRow => ({
      [field]: value,
      value: performance.value,
      low: performance.interval.low,
      high: performance.interval.high,
      n: performance.n,
      importance: importance.value,
      quadrant,
      probability
    })
  )
  return [...placed, ...map.without.map(({ value, why }): AnswerRow => ({ [field]: value, ...measuredRow(why) }))]
})
