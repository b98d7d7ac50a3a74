import * as Effect from "effect/Effect"
import { ThresholdMissed } from "../Failure.ts"
import { answerRows } from "./answers.ts"
import { coverageRows, responseRateRows } from "./asked.ts"
import { changeRows, standardisedRows } from "./change.ts"
import { driverRows } from "./drivers.ts"
import { importanceRows } from "./importance.ts"
import { churnRows, survivalRows } from "./lifetimes.ts"
import { chartRows, trendRows } from "./monitoring.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { rankingRows } from "./ranking.ts"

/** The rows that answer a question. */
export const measure = Effect.fn("measure")(function* (question: Question) {
  switch (question.measure) {
    case "churn":
      return yield* churnRows(question)
    case "survival":
      return yield* survivalRows(question)
    case "nps-change":
      return yield* changeRows(question)
    case "nps-standardised":
      return yield* standardisedRows(question)
    case "importance":
      return yield* importanceRows(question)
    case "response-rate":
      return yield* responseRateRows(question)
    case "coverage":
      return yield* coverageRows(question)
    case "rank-gaps":
      return yield* rankingRows(question)
    case "drivers":
      return yield* driverRows(question)
    case "trend":
      return yield* trendRows(question)
    case "control-chart":
      return yield* chartRows(question)
    default:
      return yield* answerRows(question.measure, question)
  }
})

/** Fails when a row is below the least value that is accepted, or has none. */
export const failUnder = (
  rows: ReadonlyArray<AnswerRow>,
  name: string,
  least: number
): Effect.Effect<void, ThresholdMissed> => {
  const missed = rows.find(({ value }) => typeof value !== "number" || value < least)
  if (missed === undefined && rows.length > 0) return Effect.void
  const found = typeof missed?.value === "number" ? missed.value.toFixed(1) : "not known"
  return Effect.fail(new ThresholdMissed({ message: `${name} is ${found}, and at least ${least} was asked for` }))
}
