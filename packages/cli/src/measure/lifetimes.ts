import {
  ChurnConventions,
  ChurnReasons,
  CompetingReasons,
  Dimension,
  LogRank,
  Survival,
  type Tally
} from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { lastDayOfSubscriptions } from "./lastDay.ts"
import { type AnswerRow, type LifetimeField, lifetimeFields, type Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"
import { logRankTable } from "./survival.ts"

const isLifetimeField = (name: string): name is LifetimeField => lifetimeFields.some((field) => field === name)

const checked = (name: string): Effect.Effect<LifetimeField, BadUsage> =>
  isLifetimeField(name)
    ? Effect.succeed(name)
    : Effect.fail(new BadUsage({ message: `Lifetimes have no field "${name}": use ${lifetimeFields.join(", ")}` }))

const conditions = Effect.fn("conditions")(function* (where: Question["where"]) {
  const fields = yield* Effect.forEach(Object.entries(where), ([name, value]) =>
    Effect.map(checked(name), (field) => [field, value] as const)
  )
  return Object.fromEntries(fields)
})

/** Customer churn by period, under every published convention side by side. */
export const churnRows = Effect.fn("churnRows")(function* ({ by, over = "month", timeZone, where }: Question) {
  if (by !== undefined)
    return yield* new BadUsage({ message: "churn is shown by period: use --over, and --where to look at a part" })
  const store = yield* Store
  const tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDayOfSubscriptions,
    by: [
      Dimension.named(Dimension.period("startedAt", "day", timeZone), "started"),
      Dimension.named(Dimension.period("endedAt", "day", timeZone), "ended")
    ],
    where: yield* conditions(where)
  })
  return ChurnConventions.over(tally, { period: over }).flatMap(({ atEnd, atStart, joined, left, period, rates }) =>
    Object.entries(rates).map(
      ([convention, rate]): AnswerRow => ({
        period,
        convention,
        ...measuredRow(rate),
        at_start: atStart,
        joined,
        left,
        at_end: atEnd
      })
    )
  )
})

/** Why customers left: the share of each reason, whether it rises or falls, and those who chose to leave apart. */
export const churnReasonRows = Effect.fn("churnReasonRows")(function* (question: Question) {
  const { by, over = "month", timeZone, where } = question
  if (by !== undefined) return yield* new BadUsage({ message: "churn-reasons has a row a reason: use --where" })
  const store = yield* Store
  const tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDayOfSubscriptions,
    by: [Dimension.named(Dimension.period("endedAt", over, timeZone), "period"), "reason"],
    where: { ...(yield* conditions(where)), outcome: "ended" }
  })
  const result = ChurnReasons.fromTally(tally)
  if (result._tag !== "ReasonPareto") return [measuredRow(result)]
  const trends = new Map(ChurnReasons.trend(tally, "period").map((each) => [each.reason, each.result]))
  return (["voluntary", "involuntary"] as const).flatMap((kind) =>
    result[kind].reasons.map(({ count, cumulative, reason, share }): AnswerRow => {
      const trend = trends.get(reason)
      return {
        kind,
        reason,
        ...measuredRow(share),
        count,
        cumulative: cumulative.value,
        direction: trend?._tag === "Estimate" ? trend.direction : "not known",
        adjusted_p: trend?._tag === "Estimate" ? (trend.adjustedP ?? trend.p) : null
      }
    })
  )
})

/** What was paid by those who left, by reason, a currency at a time, in minor units. */
export const lostRevenueRows = Effect.fn("lostRevenueRows")(function* ({ by, over, where }: Question) {
  if (by !== undefined || over !== undefined || Object.keys(where).length > 0)
    return yield* new BadUsage({ message: "lost-revenue has a row a currency and reason, of all who left" })
  const store = yield* Store
  const tally = yield* store.tally({
    source: "subscriptions",
    by: ["reason", "currency"],
    sums: ["priceMinor"],
    where: { endedAt: { from: new Date(0) } }
  })
  const { currencies, excluded } = ChurnReasons.revenue(tally)
  return currencies.flatMap(({ currency, involuntary, unexplained, voluntary }) => {
    const row = (kind: string, reason: AnswerRow[string], { amount, count }: ChurnReasons.Loss): AnswerRow => ({
      currency,
      kind,
      reason,
      amount,
      n: count,
      ...excluded
    })
    return [
      ...voluntary.reasons.map((each) => row("voluntary", each.reason, each)),
      ...involuntary.reasons.map((each) => row("involuntary", each.reason, each)),
      row("not known", null, unexplained)
    ]
  })
})

const horizons = [30, 90, 180, 365] as const

const curveRows = (group: AnswerRow, curve: Survival.SurvivalResult): ReadonlyArray<AnswerRow> => {
  if (curve._tag === "InsufficientData") return [{ ...group, days: null, ...measuredRow(curve) }]
  return horizons.map((days) => ({ ...group, days, ...measuredRow(Survival.at(curve, days)) }))
}

/** Kaplan–Meier survival of customers after 30, 90, 180 and 365 days. */
export const survivalRows = Effect.fn("survivalRows")(function* ({ by, over, where }: Question) {
  if (over !== undefined) return yield* new BadUsage({ message: "survival is no series: use --by" })
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* checked(by)), "group")]
  const tally: Tally.Tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDayOfSubscriptions,
    by: [...field, "days", "outcome"],
    where: yield* conditions(where)
  })
  if (by === undefined) return curveRows({}, Survival.fromTally(tally))
  return Survival.by(tally, "group").flatMap(({ adjustedP, differs, result, value }) =>
    curveRows({ [by]: value }, result).map((row) => ({ ...row, adjusted_p: adjustedP, differs }))
  )
})

/** Whether the customers of groups leave alike. */
export const logRankRows = Effect.fn("logRankRows")(function* ({ by, over, settings, where }: Question) {
  if (over !== undefined || by === undefined || by === "reason")
    return yield* new BadUsage({ message: "log-rank compares groups: use --by plan or --by segment" })
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDayOfSubscriptions,
    by: [Dimension.named(Dimension.field(yield* checked(by)), "group"), "days", "outcome"],
    where: yield* conditions(where)
  })
  return logRankTable(by, LogRank.fromTally(tally, "group", { rho: settings.rho ?? 0 }))
})

const reasonRows = (group: AnswerRow, curves: CompetingReasons.ReasonCurvesResult): ReadonlyArray<AnswerRow> => {
  if (curves._tag === "InsufficientData") return [{ ...group, reason: null, days: null, ...measuredRow(curves) }]
  return curves.reasons.flatMap(({ reason }) =>
    horizons.map((days) => ({
      ...group,
      reason: reason ?? "(not known)",
      days,
      ...measuredRow(CompetingReasons.at(curves, reason, days))
    }))
  )
}

/** The share of customers that has left for each reason after 30, 90, 180 and 365 days (Aalen–Johansen). */
export const competingReasonRows = Effect.fn("competingReasonRows")(function* ({ by, over, where }: Question) {
  if (over !== undefined) return yield* new BadUsage({ message: "competing-reasons is no series: use --by" })
  if (by === "reason") return yield* new BadUsage({ message: "competing-reasons has a row a reason: use another --by" })
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* checked(by)), "group")]
  const tally: Tally.Tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDayOfSubscriptions,
    by: [...field, "days", "outcome", "reason"],
    where: yield* conditions(where)
  })
  if (by === undefined) return reasonRows({}, CompetingReasons.fromTally(tally))
  return CompetingReasons.by(tally, "group").flatMap(({ result, value }) => reasonRows({ [by]: value }, result))
})
