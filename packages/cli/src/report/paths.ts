import { DirectlyFollows } from "@throughline/core"
import type { ActualPaths, ReportPaths } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import type { Answers } from "./answers.ts"
import { conformanceTables, deviationsFrom } from "./conformance.ts"
import { consistencyTables } from "./consistency.ts"
import { readDwell } from "./dwell.ts"
import { readFunnel } from "./funnel.ts"
import type { Journey } from "./journeyNames.ts"
import { mostPaths, quietDays, sessionGap } from "./journeyRule.ts"
import type { Scope } from "./Scope.ts"
import { whole } from "./words.ts"

/** The most travelled edges that the graph shows, in per cent of the steps. */
const shownSteps = 98

const readGraph = Effect.fn("readGraph")(function* ({ current }: Scope) {
  const store = yield* Store
  const where = { at: { from: current.start, to: current.end } }
  return DirectlyFollows.fromTally(yield* store.tally({ source: "steps", by: ["from", "to"], where, sessionGap }))
})

const readConformance = Effect.fn("readConformance")(function* (journey: Journey, { current }: Scope) {
  const store = yield* Store
  const where = { at: { from: current.start, to: current.end } }
  const cases = yield* store.tally({ source: "cases", by: ["path"], where, sessionGap, most: mostPaths })
  const deviations = deviationsFrom(cases, journey)
  return { deviations, tables: conformanceTables(cases, journey, deviations) }
})

const ofPlan = Effect.fn("ofPlan")(function* (journey: Journey, scope: Scope) {
  const { deviations, tables } = yield* readConformance(journey, scope)
  const funnel = yield* readFunnel(journey, scope)
  const dwell = yield* readDwell(journey, scope)
  return { deviations, funnel, dwell: dwell?.curves, tables: dwell === undefined ? tables : [...tables, dwell.table] }
})

const nothingPlanned = { deviations: [], funnel: undefined, dwell: undefined, tables: [] }

/** What customers really did in the current period, beside the plan if there is one; `undefined` when nothing is known. */
export const readPaths = Effect.fn("readPaths")(function* (
  journey: Journey | undefined,
  scope: Scope,
  answers: Answers
) {
  const graph = yield* readGraph(scope)
  if (graph._tag !== "DirectlyFollows") return undefined
  const { deviations, dwell, funnel, tables } = journey === undefined ? nothingPlanned : yield* ofPlan(journey, scope)
  const shown = DirectlyFollows.filter(graph, { steps: shownSteps })
  const paths: ReportPaths = {
    graph: {
      title: tables[0]?.finding ?? "What followed what",
      subtitle: `${whole(graph.steps)} steps, the most travelled ${shownSteps} % of them; a journey ends after ${quietDays} quiet days`,
      graph: shown,
      planned: journey?.stages.flatMap(({ touchpoints }) => touchpoints)
    },
    funnel,
    dwell,
    tables: [...tables, ...consistencyTables(answers, journey)]
  }
  const actual: ActualPaths = { graph, deviations }
  return { paths, actual }
})
