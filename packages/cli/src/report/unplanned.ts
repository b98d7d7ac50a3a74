import { EmotionCurve, PlannedJourney, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { mostPaths, sessionGap } from "./journeyRule.ts"
import type { Scope } from "./Scope.ts"

/** As many as the map has room for are put in the order in which customers meet them. */
const mostOnMap = 40

const asJourney = (ids: ReadonlyArray<string>): PlannedJourney.JourneyPlan => {
  const [first = "", ...others] = ids
  const touchpoint = (id: string) => ({ id, name: id })
  return {
    id: "journey",
    name: "Journey",
    stages: [{ id: "journey", name: "Journey", touchpoints: [touchpoint(first), ...others.map(touchpoint)] }]
  }
}

const readOrder = Effect.fn("readOrder")(function* ({ current }: Scope) {
  const store = yield* Store
  const where = { at: { from: current.start, to: current.end } }
  const cases = yield* store.tally({ source: "cases", by: ["path"], where, sessionGap, most: mostPaths })
  const order = EmotionCurve.order(cases)
  return order._tag === "TouchpointOrder" ? order.touchpoints.map(({ touchpoint }) => touchpoint) : []
})

/** Without a plan: the touchpoints that most customers met, in the order in which they meet them; then the others, the most visited first. */
export const readUnplanned = Effect.fn("readUnplanned")(function* (scope: Scope) {
  const store = yield* Store
  const reach = yield* store.tally({ source: "reach", by: ["touchpoint"] })
  const visited = Tally.rows(reach)
    .toSorted((a, b) => b.count - a.count)
    .map(({ values }) => String(values.touchpoint))
  const shown = new Set(visited.slice(0, mostOnMap))
  const order = (yield* readOrder(scope)).filter((id) => shown.has(id))
  const ids = [...new Set([...order, ...visited])]
  return ids.length === 0 ? [] : PlannedJourney.touchpoints(asJourney(ids))
})
