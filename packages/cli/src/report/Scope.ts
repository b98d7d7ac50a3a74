import { Dimension, Period, type PeriodUnit, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"

/** The stretch of time that a report is about. */
export interface Scope {
  readonly timeZone: string
  readonly unit: PeriodUnit
  /** The last complete period with answers, or everything when no period is complete. */
  readonly current: Period.Period
  /** The period before it, when there is data from it. */
  readonly previous: Period.Period | undefined
  /** The end of the last day in the data: what runs then counts as running. */
  readonly asOf: Date
}

const dayLength = 86_400_000

const edges = (tally: Tally.Tally<"at">): ReadonlyArray<number> =>
  Tally.column(tally, "at").values.filter((edge) => typeof edge === "number")

/** The first and last UTC day of what is stored, as the edges of the days. */
const days = Effect.gen(function* () {
  const store = yield* Store
  const responses = yield* store.tally({ source: "responses", by: [Dimension.bin("at", dayLength)] })
  const interactions = yield* store.tally({ source: "interactions", by: [Dimension.bin("at", dayLength)] })
  const started = yield* store.tally({
    source: "subscriptions",
    by: [Dimension.named(Dimension.bin("startedAt", dayLength), "at")]
  })
  const ended = yield* store.tally({
    source: "subscriptions",
    by: [Dimension.named(Dimension.bin("endedAt", dayLength), "at")]
  })
  const answered = edges(responses)
  const all = [responses, interactions, started, ended].flatMap((tally) => edges(tally).at(-1) ?? [])
  return { answered, last: Math.max(...all) }
})

const lastComplete = (unit: PeriodUnit, timeZone: string, answered: ReadonlyArray<number>, asOf: number) => {
  const newest = answered.at(-1)
  if (newest === undefined) return undefined
  const last = Period.containing(unit, timeZone, newest + dayLength / 2)
  return last.end <= asOf ? last : Period.containing(unit, timeZone, last.start - 1)
}

/** The label of the period that the data, which end with the day before `asOf`, do not fill; `undefined` when all are full. */
export const inProgress = (unit: PeriodUnit, timeZone: string, asOf: number): string | undefined => {
  const newest = Period.containing(unit, timeZone, asOf - dayLength / 2)
  return newest.end > asOf ? newest.label : undefined
}

/** What a report can be about; `undefined` when there are no answers. */
export const readScope = Effect.fn("readScope")(function* (unit: PeriodUnit, timeZone: string) {
  const { answered, last } = yield* days
  const first = answered[0]
  if (first === undefined) return undefined
  const asOf = last + dayLength
  const whole: Period.Period = { start: first, end: asOf, label: "all data" }
  const complete = lastComplete(unit, timeZone, answered, asOf)
  const scope: Scope = { timeZone, unit, current: whole, previous: undefined, asOf: new Date(asOf) }
  if (complete === undefined || complete.end <= first) return scope
  const before = Period.containing(unit, timeZone, complete.start - 1)
  return { ...scope, current: complete, previous: before.end > first ? before : undefined }
})
