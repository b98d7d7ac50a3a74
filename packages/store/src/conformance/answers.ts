import {
  CustomerId,
  type Interaction,
  type Metric,
  RecordId,
  type Response,
  ScaleId,
  type Sources,
  type Subscription,
  TouchpointId
} from "@throughline/core"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { fieldsOf } from "../columns/fieldsOf.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import type { Settings } from "../query/Settings.ts"
import { assertCounts, writeAll } from "./expected.ts"
import { type EmptyStore, forAll } from "./forAll.ts"
import { type Dataset, none } from "./records.ts"

const evidence = { source: "test", kind: "objective" } as const

/** Half days and a few milliseconds: what follows soon, and what happens together. */
const at = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 0, 500))
  .map(([halves, more]) => new Date(1_760_000_000_000 + halves * 43_200_000 + more))

const touchpoint = fc.constantFrom("cart", "chat").map((id) => TouchpointId.make(id))
const visited = fc.record(
  { at, touchpoint, channel: fc.constantFrom("web" as const, "phone" as const) },
  { requiredKeys: ["at", "touchpoint"] }
)
const answered = fc.record(
  {
    at,
    touchpoint,
    component: fc.constantFrom(undefined, undefined, "emotional" as const),
    metric: fc.constantFrom("csat" as const, "nps" as const),
    score: fc.integer({ min: 1, max: 5 })
  },
  { requiredKeys: ["at", "metric", "score"] }
)
const subscribed = fc
  .record({ startedAt: at, endedAt: at }, { requiredKeys: ["startedAt"] })
  .filter(({ endedAt, startedAt }) => endedAt === undefined || endedAt >= startedAt)
const history = fc.record({
  visits: fc.array(visited, { maxLength: 6 }),
  answers: fc.array(answered, { maxLength: 5 }),
  subscriptions: fc.array(subscribed, { maxLength: 3 })
})

const scale = ScaleId.make("1-5")

/** The records of customers, each with one history. */
const recorded = fc.array(history, { minLength: 40, maxLength: 40 }).map((histories): Dataset => {
  const all = <Item, Row>(of: (each: (typeof histories)[number]) => ReadonlyArray<Item>, row: (item: Item) => Row) =>
    histories.flatMap((each, h) =>
      of(each).map((item, i) => {
        const [id, customer] = [RecordId.make(`${h} ${i}`), CustomerId.make(`c${h}`)]
        return { ...row(item), id, customer, evidence }
      })
    )
  const interactions: ReadonlyArray<Interaction> = all(
    ({ visits }) => visits,
    (each) => each
  )
  const responses: ReadonlyArray<Response> = all(
    ({ answers }) => answers,
    ({ component, ...each }) => ({ ...each, scale, ...(component === undefined ? {} : { component }) })
  )
  const subscriptions: ReadonlyArray<Subscription> = all(
    ({ subscriptions }) => subscriptions,
    (each) => each
  )
  return { ...none, interactions, responses, subscriptions }
})

const asked = (metric: Metric): Sources.Question => ({ metric, scale })
const day = (n: number) => new Date(1_760_000_000_000 + n * 86_400_000)

const told: Readonly<Record<string, ReadonlyArray<Settings>>> = {
  scoredSteps: [{}, { sessionGap: 43_200 }, { sessionGap: 43_199 }],
  caseOutcomes: [
    {},
    { sessionGap: 43_200, answers: { metric: "nps", days: 1 }, left: { days: 0, asOf: day(3) } },
    { sessionGap: 43_199, answers: { metric: "csat", days: 0 }, left: { days: 2, asOf: day(9) } }
  ],
  scoredJourneys: [
    { along: asked("csat"), whole: asked("nps") },
    { along: asked("nps"), whole: asked("nps") }
  ]
}

/** Every field of each source, all of them together and one by one. */
const queries = Object.entries(told).flatMap(([source, each]) => {
  const fields = [...(fieldsOf(source)?.keys() ?? [])]
  const by = [fields, ...fields.map((field) => [field])]
  return each.flatMap((settings) => by.map((names): UncheckedQuery => ({ source, by: names, ...settings })))
})

/** Answers before, at and after what customers did, several of them at the same time. */
export const answers = (layer: EmptyStore): void =>
  forAll("answers count beside what came before them", layer, recorded, 2, (data) =>
    Effect.gen(function* () {
      yield* writeAll(data, ["interactions", "responses", "subscriptions"])
      for (const query of queries) yield* assertCounts(data, query)
    })
  )
