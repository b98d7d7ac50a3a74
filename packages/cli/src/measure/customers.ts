import type { RecordOf } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { conditions } from "./conditions.ts"
import type { Question } from "./Question.ts"

type Response = RecordOf<"responses">

/** One answer of a customer. */
export interface Answer {
  readonly at: number
  readonly score: number
}

/** The last answers of one customer, by the name of what was asked. */
export type LastAnswers = ReadonlyMap<string, Answer>

/** A stream of the answers that the conditions of a question let through. */
const responsesOf = Effect.fn("responsesOf")(function* (question: Question, metric: ReadonlyArray<string>) {
  const store = yield* Store
  return store.read({ kind: "responses", where: { ...(yield* conditions(question)), metric } })
})

/**
 * The last answer of each customer to each question, which `nameOf` names: memory grows with the customers, not with their
 * answers.
 */
export const lastAnswers = Effect.fn("lastAnswers")(function* (
  question: Question,
  metric: ReadonlyArray<string>,
  nameOf: (response: Response) => string | undefined
) {
  const customers = new Map<string, Map<string, Answer>>()
  const keep = (response: Response): void => {
    const name = nameOf(response)
    if (name === undefined) return
    const answers = customers.get(response.customer) ?? new Map<string, Answer>()
    customers.set(response.customer, answers)
    const at = response.at.getTime()
    if ((answers.get(name)?.at ?? Number.NEGATIVE_INFINITY) <= at) answers.set(name, { at, score: response.score })
  }
  yield* Stream.runForEachArray(yield* responsesOf(question, metric), (responses) =>
    Effect.sync(() => {
      for (const response of responses) keep(response)
    })
  )
  const all: ReadonlyMap<string, LastAnswers> = customers
  return all
})

/** All satisfaction answers of each customer, in the order of time, and the last answer to whether they recommend. */
export interface AnsweredJourney {
  readonly satisfaction: ReadonlyArray<Answer & { readonly scale: string }>
  readonly recommend: Answer | undefined
}

/** The journeys of customers as they judged them. */
export const answeredJourneys = Effect.fn("answeredJourneys")(function* (question: Question) {
  const customers = new Map<
    string,
    { satisfaction: Array<Answer & { scale: string }>; recommend: Answer | undefined }
  >()
  const keep = ({ at, customer, metric, scale, score }: Response): void => {
    const journey = customers.get(customer) ?? { satisfaction: [], recommend: undefined }
    customers.set(customer, journey)
    const answer = { at: at.getTime(), score }
    if (metric === "csat") journey.satisfaction.push({ ...answer, scale })
    else if ((journey.recommend?.at ?? Number.NEGATIVE_INFINITY) <= answer.at) journey.recommend = answer
  }
  yield* Stream.runForEachArray(yield* responsesOf(question, ["csat", "nps"]), (responses) =>
    Effect.sync(() => {
      for (const response of responses) keep(response)
    })
  )
  return [...customers.values()].map(
    ({ recommend, satisfaction }): AnsweredJourney => ({
      recommend,
      satisfaction: satisfaction.sort((a, b) => a.at - b.at)
    })
  )
})
