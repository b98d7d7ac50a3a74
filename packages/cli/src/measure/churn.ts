import { Churn, ChurnConventions, ChurnReasons, Dimension, type PeriodUnit, type Tally, Trend } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { inProgress } from "../report/Scope.ts"
import { lastDayOfSubscriptions } from "./lastDay.ts"
import { lifetimeConditions, lifetimeField } from "./lifetimeFields.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow, trendTable } from "./rows.ts"

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
    where: yield* lifetimeConditions(where)
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

/** The period that the last day on record does not end. */
const unfinished = (over: PeriodUnit, timeZone: string, asOf: Date): { readonly inProgress?: string } => {
  const period = inProgress(over, timeZone, asOf.getTime())
  return period === undefined ? {} : { inProgress: period }
}

/** Whether churn rises or falls: of those there at the start of each period, and of these and the new ones. */
export const churnTrendRows = Effect.fn("churnTrendRows")(function* ({
  by,
  over = "month",
  timeZone,
  where
}: Question) {
  const store = yield* Store
  const asOf = yield* lastDayOfSubscriptions
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* lifetimeField(by)), "group")]
  const tally: Tally.Tally = yield* store.tally({
    source: "lifetimes",
    asOf,
    by: [
      ...field,
      Dimension.named(Dimension.period("startedAt", over, timeZone), "started"),
      Dimension.named(Dimension.period("endedAt", over, timeZone), "ended")
    ],
    where: yield* lifetimeConditions(where)
  })
  const parts = by === undefined ? [{ value: null, periods: Churn.over(tally) }] : Churn.by(tally, "group")
  const trends = parts.flatMap(({ periods, value }) =>
    (["of start", "of start and new"] as const).map((convention) => {
      const found = Trend.fromShares(Churn.shares(periods, { convention }), unfinished(over, timeZone, asOf))
      return [{ ...(by === undefined ? {} : { [by]: value }), convention }, found] as const
    })
  )
  return trendTable(trends)
})

/** Why customers left: the share of each reason, whether it rises or falls, and those who chose to leave apart. */
export const churnReasonRows = Effect.fn("churnReasonRows")(function* (question: Question) {
  const { by, over = "month", timeZone, where } = question
  if (by !== undefined) return yield* new BadUsage({ message: "churn-reasons has a row a reason: use --where" })
  const store = yield* Store
  const asOf = yield* lastDayOfSubscriptions
  const tally = yield* store.tally({
    source: "lifetimes",
    asOf,
    by: [Dimension.named(Dimension.period("endedAt", over, timeZone), "period"), "reason"],
    where: { ...(yield* lifetimeConditions(where)), outcome: "ended" }
  })
  const result = ChurnReasons.fromTally(tally)
  if (result._tag !== "ReasonPareto") return [measuredRow(result)]
  const trends = new Map(
    ChurnReasons.trend(tally, "period", unfinished(over, timeZone, asOf)).map((each) => [each.reason, each.result])
  )
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
