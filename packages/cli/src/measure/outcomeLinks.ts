import { type Interaction, insufficientData, OutcomeLinks, Sources } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadUsage } from "../Failure.ts"
import { refuseSeries, wholeIn } from "./cases.ts"
import { conditions } from "./conditions.ts"
import { lastDayOfAnswers, lastDayOfSubscriptions } from "./lastDay.ts"
import { lifetimeConditions } from "./lifetimeFields.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"
import { chosen, pathOutcomes } from "./ways.ts"

const day = 86_400_000

/** The highest score of a detractor. */
const detracting = 6

const evidence: Interaction["evidence"] = { source: "store", kind: "objective" }

/** What each customer did until the landmark: memory grows with the interactions until then, of which only little is kept. */
const pathsUntil = Effect.fn("pathsUntil")(function* (until: Date) {
  const store = yield* Store
  const interactions: Array<Interaction> = []
  yield* Stream.runForEachArray(store.read({ kind: "interactions", where: { at: { to: until } } }), (some) =>
    Effect.sync(() => {
      for (const { at, customer, id, touchpoint } of some) interactions.push({ at, customer, id, touchpoint, evidence })
    })
  )
  return Sources.cases(interactions)
})

/** Who was a customer, and until when. */
const subscribed = Effect.fn("subscribed")(function* ({ where }: Question, asOf: Date) {
  const store = yield* Store
  const found = yield* lifetimeConditions(where)
  const subscriptions = yield* Stream.runCollect(store.read({ kind: "subscriptions", where: found }))
  return [...Sources.lifetimes(subscriptions, asOf)]
})

/** An answer after the landmark, and whether it is the first as a detractor so far. */
const withAnswer = (stay: OutcomeLinks.Stay, at: Date, score: number): OutcomeLinks.Stay =>
  score <= detracting && (stay.endedAt === undefined || at < stay.endedAt) ? { ...stay, endedAt: at } : stay

/** Who answered after the landmark, and when first as a detractor, if ever. */
const answered = Effect.fn("answered")(function* (question: Question, until: Date) {
  const store = yield* Store
  const after = { at: { from: new Date(until.getTime() + 1) }, metric: "nps" }
  const where = { ...(yield* conditions(question)), ...after }
  const stays = new Map<string, OutcomeLinks.Stay>()
  yield* Stream.runForEachArray(store.read({ kind: "responses", where }), (responses) =>
    Effect.sync(() => {
      for (const { at, customer, score } of responses) {
        stays.set(customer, withAnswer(stays.get(customer) ?? { customer, startedAt: until }, at, score))
      }
    })
  )
  return [...stays.values()]
})

/** Why there is no ratio. */
const whyNone = (
  ratio: Exclude<OutcomeLinks.OutcomeLink["ratio"], { readonly _tag: "Estimate" | "InsufficientData" }>
) =>
  insufficientData(
    ratio._tag === "Separated" ? "all with it came to it before any other, or none" : "the same for all customers",
    ratio.n
  )

const linkRow = ({ adjustedP, customers, label, linked, p, ratio }: OutcomeLinks.OutcomeLink): AnswerRow => ({
  goes_with: label,
  customers,
  ...measuredRow(ratio._tag === "Estimate" || ratio._tag === "InsufficientData" ? ratio : whyNone(ratio)),
  p,
  adjusted_p: adjustedP,
  linked
})

const rowsOf = (found: ReturnType<typeof OutcomeLinks.fromPaths>): ReadonlyArray<AnswerRow> => {
  if (found._tag === "InsufficientData") return [measuredRow(found)]
  const { events, excluded, links, n, tooRare } = found
  const all = insufficientData(`${events} of them came to it; ${tooRare} parts are too rare to test`, n, excluded)
  return [{ goes_with: "(all customers)", customers: n, ...measuredRow(all) }, ...links.map(linkRow)]
}

/**
 * Which parts of the way that customers took until a landmark go with leaving after it, or with detracting in an answer after it: how
 * many times sooner or oftener. The landmark is so many days before the last on record.
 */
export const outcomeLinkRows = Effect.fn("outcomeLinkRows")(function* (question: Question) {
  if (question.by !== undefined) {
    return yield* new BadUsage({ message: "outcome-links looks at all customers: use --where" })
  }
  yield* refuseSeries(question)
  const days = yield* wholeIn(question, "days", [1, 10_000], 90)
  const outcome = chosen(pathOutcomes, question.as)
  const asOf = yield* outcome === "leaving" ? lastDayOfSubscriptions : lastDayOfAnswers
  const until = new Date(asOf.getTime() - days * day)
  const stays = yield* outcome === "leaving" ? subscribed(question, asOf) : answered(question, until)
  return rowsOf(OutcomeLinks.fromPaths(yield* pathsUntil(until), stays, { until, asOf }))
})
