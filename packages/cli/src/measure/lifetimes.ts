import { Churn, CompetingReasons, Dimension, Survival, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { type AnswerRow, type LifetimeField, lifetimeFields, type Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const dayLength = 86_400_000

/** The end of the last day on which a subscription started or ended: what runs then counts as running. */
export const lastDay = Effect.fn("lastDay")(function* () {
  const store = yield* Store
  const edges = yield* Effect.forEach(["startedAt", "endedAt"] as const, (field) =>
    Effect.map(store.tally({ source: "subscriptions", by: [Dimension.bin(field, dayLength)] }), (tally) =>
      Tally.column<string>(tally, field).values.filter((edge) => typeof edge === "number")
    )
  )
  const last = edges.flat().reduce((a, b) => Math.max(a, b), 0)
  return new Date(last + dayLength)
})

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

/** Customer churn by period: the three conventions side by side. */
export const churnRows = Effect.fn("churnRows")(function* ({ by, over = "month", timeZone, where }: Question) {
  if (by !== undefined)
    return yield* new BadUsage({ message: "churn is shown by period: use --over, and --where to look at a part" })
  const store = yield* Store
  const tally = yield* store.tally({
    source: "lifetimes",
    asOf: yield* lastDay(),
    by: [
      Dimension.named(Dimension.period("startedAt", over, timeZone), "started"),
      Dimension.named(Dimension.period("endedAt", over, timeZone), "ended")
    ],
    where: yield* conditions(where)
  })
  return Churn.over(tally).flatMap(({ atEnd, atStart, joined, left, period, rates }) =>
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
    asOf: yield* lastDay(),
    by: [...field, "days", "outcome"],
    where: yield* conditions(where)
  })
  if (by === undefined) return curveRows({}, Survival.fromTally(tally))
  return Survival.by(tally, "group").flatMap(({ result, value }) => curveRows({ [by]: value }, result))
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
    asOf: yield* lastDay(),
    by: [...field, "days", "outcome", "reason"],
    where: yield* conditions(where)
  })
  if (by === undefined) return reasonRows({}, CompetingReasons.fromTally(tally))
  return CompetingReasons.by(tally, "group").flatMap(({ result, value }) => reasonRows({ [by]: value }, result))
})
