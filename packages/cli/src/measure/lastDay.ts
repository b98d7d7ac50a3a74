import { Dimension, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"

const dayLength = 86_400_000

const lastOf = (tally: Tally.Tally<"day">): number => {
  const last = Tally.column(tally, "day").values.at(-1)
  return typeof last === "number" ? last + dayLength : 0
}

const day = <const Field extends string>(field: Field) => Dimension.named(Dimension.bin(field, dayLength), "day")

/** The latest of some days. */
const latest = <E, R>(tallies: ReadonlyArray<Effect.Effect<Tally.Tally<"day">, E, R>>) =>
  Effect.map(Effect.all(tallies), (found) => new Date(Math.max(0, ...found.map(lastOf))))

/** The end of the last day on which a subscription started or ended: what runs then counts as running. */
export const lastDayOfSubscriptions = Effect.gen(function* () {
  const store = yield* Store
  return yield* latest([
    store.tally({ source: "subscriptions", by: [day("startedAt")] }),
    store.tally({ source: "subscriptions", by: [day("endedAt")] })
  ])
})

/** The end of the last day on which a ticket was made or resolved: what waits then counts as waiting. */
export const lastDayOfTickets = Effect.gen(function* () {
  const store = yield* Store
  return yield* latest([
    store.tally({ source: "tickets", by: [day("at")] }),
    store.tally({ source: "tickets", by: [day("firstReplyAt")] }),
    store.tally({ source: "tickets", by: [day("resolvedAt")] })
  ])
})

/** The end of the last day with an answer, or with a contact about one. */
export const lastDayOfAnswers = Effect.gen(function* () {
  const store = yield* Store
  return yield* latest([
    store.tally({ source: "responses", by: [day("at")] }),
    store.tally({ source: "loopCases", by: [day("contactedAt")] })
  ])
})

/** The end of the last day on which a request was made, voted for or closed. */
export const lastDayOfRequests = Effect.gen(function* () {
  const store = yield* Store
  return yield* latest([
    store.tally({ source: "requests", by: [day("at")] }),
    store.tally({ source: "requests", by: [day("closedAt")] }),
    store.tally({ source: "votes", by: [day("at")] })
  ])
})

/** The end of the last day with an interaction, and the start of the first. */
export const daysOfInteractions = Effect.gen(function* () {
  const store = yield* Store
  const tally = yield* store.tally({ source: "interactions", by: [day("at")] })
  const [first] = Tally.column(tally, "day").values
  return typeof first === "number" ? { first, last: lastOf(tally) } : undefined
})
