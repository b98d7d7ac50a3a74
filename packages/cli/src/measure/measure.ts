import * as Effect from "effect/Effect"
import { ThresholdMissed } from "../Failure.ts"
import { answerRows } from "./answers.ts"
import { churnRows, survivalRows } from "./lifetimes.ts"
import type { AnswerRow, Question } from "./Question.ts"

/** The rows that answer a question. */
export const measure = Effect.fn("measure")(function* (question: Question) {
  switch (question.measure) {
    case "churn":
      return yield* churnRows(question)
    case "survival":
      return yield* survivalRows(question)
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
