import { CompetingReasons, Dimension, LifeTable, LogRank, Survival, type Tally } from "@throughline/core"
import { type DimensionOf, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { lastDayOfSubscriptions } from "./lastDay.ts"
import { lifetimeConditions, lifetimeField } from "./lifetimeFields.ts"
import { grayTable, lifeTableRows, logRankTable, reasonTable, survivalTable } from "./lifetimeTables.ts"
import type { Question } from "./Question.ts"

/** Lifetimes in days as of the last day on record, by the field that splits them and by what a measure reads besides. */
const countLifetimes = Effect.fn("countLifetimes")(function* (
  { by, measure, over, where }: Question,
  besides: ReadonlyArray<DimensionOf<"lifetimes">>
) {
  if (over !== undefined) return yield* new BadUsage({ message: `${measure} is no series: use --by` })
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* lifetimeField(by)), "group")]
  const tally: Tally.Tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDayOfSubscriptions,
    by: [...field, "days", "outcome", ...besides],
    where: yield* lifetimeConditions(where)
  })
  return tally
})

/** The days at which curves are read unless one is set. */
const horizons = [30, 90, 180, 365] as const

/** Kaplan–Meier survival of customers, in days. */
export const survivalRows = Effect.fn("survivalRows")(function* (question: Question) {
  const { by, settings } = question
  const tally = yield* countLifetimes(question, [])
  const asked = { at: settings.at === undefined ? horizons : [settings.at], tau: settings.tau ?? 365 }
  if (by === undefined) return survivalTable({}, Survival.fromTally(tally), asked)
  return Survival.by(tally, "group").flatMap(({ adjustedP, differs, result, value }) =>
    survivalTable({ [by]: value }, result, asked).map((row) => ({ ...row, adjusted_p: adjustedP, differs }))
  )
})

/** The life table of customers: who was there, left and was last seen in each stretch of days. */
export const customerLifeTableRows = Effect.fn("customerLifeTableRows")(function* (question: Question) {
  const { by, settings } = question
  const tally = yield* countLifetimes(question, [])
  const options = { width: settings.width ?? 30 }
  if (by === undefined) return lifeTableRows({}, LifeTable.fromTally(tally, options))
  return LifeTable.by(tally, "group", options).flatMap(({ result, value }) => lifeTableRows({ [by]: value }, result))
})

/** Whether the customers of groups leave alike. */
export const logRankRows = Effect.fn("logRankRows")(function* (question: Question) {
  const { by, settings } = question
  if (by === undefined || by === "reason")
    return yield* new BadUsage({ message: "log-rank compares groups: use --by plan or --by segment" })
  const tally = yield* countLifetimes(question, [])
  return logRankTable(by, LogRank.fromTally(tally, "group", { rho: settings.rho ?? 0 }))
})

/** The share of customers that has left for each reason after some days, and whether groups differ in it. */
export const competingReasonRows = Effect.fn("competingReasonRows")(function* (question: Question) {
  const { by, settings } = question
  if (by === "reason") return yield* new BadUsage({ message: "competing-reasons has a row a reason: use another --by" })
  const tally = yield* countLifetimes(question, ["reason"])
  const times = settings.at === undefined ? horizons : [settings.at]
  if (by === undefined) return reasonTable({}, CompetingReasons.fromTally(tally), times)
  const groups = CompetingReasons.by(tally, "group")
  return [
    ...groups.flatMap(({ result, value }) => reasonTable({ [by]: value }, result, times)),
    ...grayTable(by, CompetingReasons.gray(tally, "group"))
  ]
})
