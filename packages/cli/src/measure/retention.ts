import { Activity, Dimension, insufficientData, Period, RepeatPurchase, Retention, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { fieldOf } from "./fieldOf.ts"
import { daysOfInteractions } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow, periodRows } from "./rows.ts"

const interactionField = fieldOf("Interactions", ["channel", "segment"])

const cellRow = (cohort: string, size: number, age: number, cell: Retention.RetentionCell): AnswerRow => {
  const known = { cohort, size, age }
  return cell._tag === "Censored"
    ? { ...known, value: null, low: null, high: null, n: cell.n, missing: 0, invalid: 0, note: "too young" }
    : { ...known, ...measuredRow(cell) }
}

const matrixRows = (group: AnswerRow, result: Retention.RetentionResult): ReadonlyArray<AnswerRow> => {
  if (result._tag !== "Retention") return [{ ...group, ...measuredRow(result) }]
  const { ages, cohorts, n, pooled } = result
  const ofCohort = (name: string, size: number, cells: ReadonlyArray<Retention.RetentionCell>) =>
    cells.map((cell, i) => ({ ...group, ...cellRow(name, size, ages[i] ?? 0, cell) }))
  return [
    ...cohorts.flatMap(({ cells, cohort, size }) => ofCohort(cohort, size, cells)),
    ...ofCohort("(all)", n, pooled)
  ]
}

/** The share of the customers of each cohort that is active again one, two, … periods later. */
export const retentionRows = Effect.fn("retentionRows")(function* (question: Question) {
  const { by, over = "month", timeZone, where } = question
  yield* Effect.forEach(Object.keys(where), interactionField)
  const days = yield* daysOfInteractions
  if (days === undefined) return [measuredRow(insufficientData("no interactions", 0))]
  const store = yield* Store
  const group = by === undefined ? [] : [Dimension.named(Dimension.field(yield* interactionField(by)), "group")]
  const tally = yield* store.tally({
    source: "retention",
    periods: Period.between(over, timeZone, days.first, days.last - 1),
    by: [...group, Dimension.period("cohort", over, timeZone), "age"],
    where
  })
  const last = Period.containing(over, timeZone, days.last - 1)
  const through = last.end <= days.last ? last : Period.containing(over, timeZone, last.start - 1)
  const options = { cohort: over, through: through.label }
  if (by === undefined) return matrixRows({}, Retention.fromTally(tally, options))
  const all: Tally.Tally = tally
  return Tally.by(all, "group").flatMap(({ tally: part, value }) =>
    matrixRows({ [by]: value }, Retention.fromTally(part, options))
  )
})

/** The customers of each period: new, returning, back again or gone; how many came again, and on how many days. */
export const activityRows = Effect.fn("activityRows")(function* ({ by, over = "month", timeZone, where }: Question) {
  if (by !== undefined) return yield* new BadUsage({ message: "activity is a series: use --over, and --where" })
  yield* Effect.forEach(Object.keys(where), interactionField)
  const span = yield* daysOfInteractions
  if (span === undefined) return [measuredRow(insufficientData("no interactions", 0))]
  const store = yield* Store
  const tally = yield* store.tally({
    source: "activity",
    periods: Period.between(over, timeZone, span.first, span.last - 1),
    days: Period.between("day", timeZone, span.first, span.last - 1),
    by: [Dimension.named(Dimension.period("period", over, timeZone), "in"), "state", "days"],
    where
  })
  return Activity.over(tally, "in").map(
    ({ active, dormant, new: fresh, period, resurrecting, returned, returning, stickiness }): AnswerRow => ({
      period,
      active,
      new: fresh,
      returning,
      resurrecting,
      dormant,
      ...measuredRow(returned),
      stickiness: stickiness._tag === "Estimate" ? stickiness.value : null
    })
  )
})

/** How many customers came a second time within the days that are set: 90 unless told. */
export const repeatPurchaseRows = Effect.fn("repeatPurchaseRows")(function* (question: Question) {
  const { by, over, settings, timeZone, where } = question
  const { touchpoint, ...others } = where
  yield* Effect.forEach(Object.keys(others), interactionField)
  const span = yield* daysOfInteractions
  if (span === undefined) return [measuredRow(insufficientData("no interactions", 0))]
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* interactionField(by)), "group")]
  const split = over === undefined ? field : [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  const tally: Tally.Tally = yield* store.tally({
    source: "repeats",
    asOf: new Date(span.last),
    by: [...split, "days", "outcome"],
    where: others,
    ...(touchpoint === undefined ? {} : { touchpoints: [touchpoint] })
  })
  const options = { within: settings.within ?? 90 }
  if (over !== undefined) return periodRows(RepeatPurchase.over(tally, "group", options))
  if (by === undefined) return [measuredRow(RepeatPurchase.fromTally(tally, options))]
  return RepeatPurchase.by(tally, "group", options).map(
    ({ adjustedP, differs, result, value }): AnswerRow => ({
      [by]: value,
      ...measuredRow(result),
      adjusted_p: adjustedP,
      differs
    })
  )
})
