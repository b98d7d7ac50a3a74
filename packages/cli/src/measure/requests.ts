import { DuplicateRequests, insufficientData, type RecordKind, Requests, Survival, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadUsage } from "../Failure.ts"
import { lastDayOfRequests } from "./lastDay.ts"
import { survivalTable } from "./lifetimeTables.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { mergeTable, requestTable } from "./requestTables.ts"
import { measuredRow } from "./rows.ts"
import { chosen, requestOrders } from "./ways.ts"

const all = Effect.fn("all")(function* <Kind extends RecordKind>(kind: Kind) {
  const store = yield* Store
  return yield* Stream.runCollect(store.read({ kind }))
})

/** What each customer pays: by the movements of their revenue where there are any, else by their subscriptions. */
const revenueAt = Effect.fn("revenueAt")(function* (asOf: Date) {
  const movements = Requests.revenueOfMovements(yield* all("movements"), asOf)
  return movements.length > 0 ? movements : Requests.revenueOfSubscriptions(yield* all("subscriptions"), asOf)
})

const none = [measuredRow(insufficientData("no feature requests on record", 0))]

/** Requests, with those that ask for the same. */
const read = Effect.fn("read")(function* ({ by, measure, over, settings: { similarity }, where }: Question) {
  if (by !== undefined || over !== undefined || Object.keys(where).length > 0) {
    return yield* new BadUsage({ message: `${measure} is of all requests on record` })
  }
  const requests = yield* all("requests")
  const merges = yield* Effect.try({
    try: () => DuplicateRequests.find(requests, similarity === undefined ? {} : { similarity }),
    catch: (error) => new BadUsage({ message: error instanceof Error ? error.message : String(error) })
  })
  return { requests, merges }
})

/** Requests in order of how much they are wanted: by revenue a currency at a time. */
export const requestRows = Effect.fn("requestRows")(function* (question: Question) {
  const { merges, requests } = yield* read(question)
  if (requests.length === 0) return none
  const store = yield* Store
  const asOf = yield* lastDayOfRequests
  const customers = Tally.total(yield* store.tally({ source: "customers", by: [] }))
  const revenue = yield* revenueAt(asOf)
  const records = { requests, votes: yield* all("votes"), merges, revenue, ...(customers > 0 ? { customers } : {}) }
  const order = chosen(requestOrders, question.as)
  if (order !== "revenue") return requestTable(Requests.fromRecords(records, { asOf, by: order }))
  const currencies = [...new Set(revenue.map(({ currency }) => currency))].sort()
  if (currencies.length === 0) return [measuredRow(insufficientData("nothing is known of what customers pay", 0))]
  return currencies.flatMap((currency) =>
    requestTable(Requests.fromRecords(records, { asOf, by: { revenue: currency } })).map(
      (row): AnswerRow => ({ currency, ...row })
    )
  )
})

/** Which requests are counted as one, why, and how similar they are. */
export const requestDuplicateRows = Effect.fn("requestDuplicateRows")(function* (question: Question) {
  const { merges, requests } = yield* read(question)
  return requests.length === 0 ? none : mergeTable(merges, requests)
})

/** By when a quarter, half and three quarters of requests are done or declined, in days. */
export const requestTimeRows = Effect.fn("requestTimeRows")(function* (question: Question) {
  const { merges, requests } = yield* read(question)
  const result = Requests.fromRecords({ requests, merges }, { asOf: yield* lastDayOfRequests })
  if (result._tag === "InsufficientData") return none
  return survivalTable({}, Survival.fromLifetimes(Requests.lifetimes(result)), { at: [], tau: undefined })
})
