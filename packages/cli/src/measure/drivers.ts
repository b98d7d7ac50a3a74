import { Drivers, insufficientData, type RecordOf } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadUsage } from "../Failure.ts"
import { conditions } from "./conditions.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const outcome = "(nps)"

/** Resampling starts here, so that the intervals are the same on every run. */
const seed = 1

/** The last answers of one customer: satisfaction by touchpoint, and how likely they are to recommend. */
type LastAnswers = Map<string, { readonly at: number; readonly score: number }>

const keepLast = (
  customers: Map<string, LastAnswers>,
  { at, customer, metric, score, touchpoint }: RecordOf<"responses">
): void => {
  const name = metric === "nps" ? outcome : touchpoint
  if (name === undefined) return
  const answers: LastAnswers = customers.get(customer) ?? new Map()
  customers.set(customer, answers)
  const before = answers.get(name)?.at ?? Number.NEGATIVE_INFINITY
  if (before <= at.getTime()) answers.set(name, { at: at.getTime(), score })
}

/** The last answer of each customer to each question: memory grows with the customers, not with their answers. */
const lastAnswers = Effect.fn("lastAnswers")(function* (question: Question) {
  const store = yield* Store
  const where = { ...(yield* conditions(question)), metric: ["csat", "nps"] }
  const customers = new Map<string, LastAnswers>()
  yield* Stream.runForEachArray(store.read({ kind: "responses", where }), (responses) =>
    Effect.sync(() => {
      for (const response of responses) keepLast(customers, response)
    })
  )
  return [...customers.values()].map((answers): { readonly [name: string]: number } =>
    Object.fromEntries(Array.from(answers, ([name, { score }]) => [name, score]))
  )
})

/** How much of the variation in NPS goes with satisfaction at each touchpoint (Johnson's relative weights). */
export const driverRows = Effect.fn("driverRows")(function* (question: Question) {
  if (question.by !== undefined || question.over !== undefined) {
    return yield* new BadUsage({ message: "drivers are of touchpoints: use --where to look at a part" })
  }
  const records = yield* lastAnswers(question)
  const predictors = [...new Set(records.flatMap((record) => Object.keys(record)))]
    .filter((name) => name !== outcome)
    .sort()
  if (predictors.length === 0) return [measuredRow(insufficientData("no satisfaction at any touchpoint", 0))]
  const result = Drivers.fromRecords<string>(records, { predictors, outcome, seed, missing: "pairwise" })
  if (result._tag === "Collinear") {
    const which = [...result.constant, ...result.dependent.map((names) => names.join(" with "))]
    return [measuredRow(insufficientData(`these touchpoints cannot be told apart: ${which.join(", ")}`, result.n))]
  }
  if (result._tag !== "Estimate") return [measuredRow(result)]
  return [
    { touchpoint: "(all: R²)", ...measuredRow(result) },
    ...result.drivers.map(
      ({ coefficient, predictor, share, weight }): AnswerRow => ({
        touchpoint: predictor,
        ...measuredRow(weight),
        share: share.value,
        coefficient: coefficient.value
      })
    )
  ]
})
