import { Dimension, Scale, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import type { Scope } from "./Scope.ts"

/** The survey answers that a report stands on, counted once each way it looks at them. */
export const readAnswers = Effect.fn("readAnswers")(function* ({ current, timeZone, unit }: Scope) {
  const store = yield* Store
  const overall = { component: null } as const
  const now = { ...overall, at: { from: current.start, to: current.end } }
  const byPeriod = yield* store.tally({
    source: "responses",
    by: [Dimension.named(Dimension.period("at", unit, timeZone), "period"), "metric", "scale", "score"],
    where: overall
  })
  const byMonth = yield* store.tally({
    source: "responses",
    by: [Dimension.period("at", "month", timeZone), "metric", "scale", "score"],
    where: overall
  })
  const byTouchpoint = yield* store.tally({
    source: "responses",
    by: ["touchpoint", "team", "metric", "scale", "score"],
    where: now
  })
  const bySegment = yield* store.tally({
    source: "responses",
    by: ["segment", "metric", "scale", "score"],
    where: now
  })
  return { byPeriod, byMonth, byTouchpoint, bySegment }
})

export interface Answers extends Effect.Success<ReturnType<typeof readAnswers>> {}

/** Only the answers to one question on one scale, the other dimensions kept. */
export const asked = <Name extends string>(
  tally: Tally.Tally<Name | "metric" | "scale" | "score">,
  metric: string,
  scale: string
): Tally.Tally<Name | "metric" | "scale" | "score"> => Tally.where(Tally.where(tally, "metric", metric), "scale", scale)

/** The scale that most answers to a question were given on; `undefined` when there are none. */
export const usualScale = <Name extends string>(
  tally: Tally.Tally<Name | "metric" | "scale" | "score">,
  metric: string
): Scale.Scale | undefined => {
  const counted = Tally.rows(Tally.marginal(Tally.where(tally, "metric", metric), ["scale"]))
  const [most] = counted.toSorted((a, b) => b.count - a.count)
  return most === undefined ? undefined : Scale.parse(String(most.values.scale))
}
