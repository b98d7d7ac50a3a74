import { Drivers, insufficientData, LogisticDrivers, PeakEnd, PenaltyReward, Scale, Sources } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadUsage } from "../Failure.ts"
import { driverTable, logisticTable, peakEndTable, penaltyRewardTable } from "./associations.ts"
import { type AnsweredJourney, answeredJourneys, type LastAnswers, lastAnswers } from "./customers.ts"
import { lastDayOfSubscriptions } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"
import { chosen, driverMethods } from "./ways.ts"

const outcome = "(outcome)"

/** Resampling starts here, so that the intervals are the same on every run. */
const seed = 1

const refuseSplit = ({ by, measure, over }: Question): Effect.Effect<void, BadUsage> =>
  by === undefined && over === undefined
    ? Effect.void
    : Effect.fail(new BadUsage({ message: `${measure} is of all customers: use --where to look at a part` }))

type Scores = { readonly [name: string]: number }

const scoresOf = (answers: LastAnswers): Scores =>
  Object.fromEntries(Array.from(answers, ([name, { score }]) => [name, score]))

const predictorsOf = (records: ReadonlyArray<{ readonly [name: string]: unknown }>): ReadonlyArray<string> =>
  [...new Set(records.flatMap((record) => Object.keys(record)))].filter((name) => name !== outcome).sort()

/** Satisfaction by touchpoint and how likely they are to recommend, one record a customer. */
const satisfaction = (question: Question) =>
  Effect.map(
    lastAnswers(question, ["csat", "nps"], ({ metric, touchpoint }) => (metric === "nps" ? outcome : touchpoint)),
    (customers) => Array.from(customers.values(), scoresOf)
  )

const nothing: ReadonlyArray<AnswerRow> = [measuredRow(insufficientData("no satisfaction at any touchpoint", 0))]

/** How much of the variation in NPS goes with satisfaction at each touchpoint (Johnson's relative weights, or LMG). */
export const driversOfRecommending = Effect.fn("driversOfRecommending")(function* (question: Question) {
  yield* refuseSplit(question)
  const records = yield* satisfaction(question)
  const predictors = predictorsOf(records)
  if (predictors.length === 0) return insufficientData("no satisfaction at any touchpoint", 0)
  const method = chosen(driverMethods, question.as)
  return Drivers.fromRecords<string>(records, { predictors, outcome, seed, missing: "pairwise", method })
})

/** The same, as rows. */
export const driverRows = (question: Question) =>
  Effect.map(driversOfRecommending(question), (result) => driverTable("touchpoint", result))

/** What low and high satisfaction at each touchpoint, taken by itself, goes with in how likely customers recommend. */
export const penaltyRewardRows = Effect.fn("penaltyRewardRows")(function* (question: Question) {
  yield* refuseSplit(question)
  const { high = 4, low = 2 } = question.settings
  const records = yield* satisfaction(question)
  return predictorsOf(records).flatMap((touchpoint): ReadonlyArray<AnswerRow> => {
    const result = PenaltyReward.fromRecords<string>(records, { attributes: [touchpoint], outcome, low, high })
    return penaltyRewardTable("touchpoint", result).map((row) => ({ touchpoint, ...row }))
  })
})

/** When each customer left; those who are still there are not in it. */
const leftAt = Effect.fn("leftAt")(function* () {
  const store = yield* Store
  const subscriptions = yield* Stream.runCollect(store.read({ kind: "subscriptions" }))
  return new Map(
    Array.from(Sources.lifetimes(subscriptions, yield* lastDayOfSubscriptions), ({ customer, endedAt }) => [
      customer,
      endedAt
    ])
  )
})

/** The last scores that a customer gave before leaving, and whether they left; `null` for one without a subscription. */
const beforeLeaving = (
  answers: LastAnswers,
  left: { readonly at: Date | undefined } | undefined
): { readonly [name: string]: number | boolean } | null => {
  if (left === undefined) return null
  const end = left.at?.getTime() ?? Number.POSITIVE_INFINITY
  const before = new Map([...answers].filter(([, { at }]) => at <= end))
  return { ...scoresOf(before), [outcome]: left.at !== undefined }
}

/** How the odds of having left go with the last scores that customers gave. */
export const logisticDriverRows = Effect.fn("logisticDriverRows")(function* (question: Question) {
  yield* refuseSplit(question)
  const customers = yield* lastAnswers(question, ["nps", "csat", "ces1", "ces2"], ({ metric }) => metric)
  const ends: ReadonlyMap<string, Date | undefined> = yield* leftAt()
  const records = [...customers].flatMap(([customer, answers]) => {
    const record = beforeLeaving(answers, ends.has(customer) ? { at: ends.get(customer) } : undefined)
    return record === null ? [] : [record]
  })
  const predictors = predictorsOf(records)
  if (predictors.length === 0) return [measuredRow(insufficientData("no scores of customers with a subscription", 0))]
  return logisticTable("score", LogisticDrivers.fromRecords<string>(records, { predictors, outcome, seed }))
})

/** The satisfaction along one journey, on one scale, up to the answer on the whole. */
const journeyOn =
  (scale: string) =>
  ({ recommend, satisfaction: all }: AnsweredJourney): PeakEnd.ScoredJourney => ({
    scores: all.flatMap((answer) =>
      answer.scale === scale && answer.at <= (recommend?.at ?? Number.NEGATIVE_INFINITY) ? [answer.score] : []
    ),
    outcome: recommend?.score
  })

/** What of a customer's satisfaction along the journey goes with how likely they are to recommend: first, peak, end. */
export const peakEndRows = Effect.fn("peakEndRows")(function* (question: Question) {
  yield* refuseSplit(question)
  const journeys = yield* answeredJourneys(question)
  const counts = new Map<string, number>()
  for (const { satisfaction: all } of journeys)
    for (const { scale } of all) counts.set(scale, (counts.get(scale) ?? 0) + 1)
  const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const scale = Scale.parse(usual?.[0] ?? "")
  if (scale === undefined) return nothing
  return peakEndTable(PeakEnd.fromJourneys(journeys.map(journeyOn(scale.id)), { scale }))
})
