import { Funnel } from "@throughline/core"
import type { FunnelChart } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { type Journey, stageName } from "./journeyNames.ts"
import { sessionGap } from "./journeyRule.ts"
import type { Scope } from "./Scope.ts"
import { decimal, whole } from "./words.ts"

const rest = (share: Funnel.CountedShareResult): number => (share._tag === "Estimate" ? share.value : 100)

/** The step that the smallest part of those before it reached. */
const funnelFinding = (steps: ReadonlyArray<Funnel.FunnelStep>, name: (id: unknown) => string): string => {
  const after = steps.slice(1).filter(({ fromPrevious }) => fromPrevious._tag === "Estimate")
  const worst = after.reduce<Funnel.FunnelStep | undefined>(
    (a, b) => (a === undefined || rest(b.fromPrevious) < rest(a.fromPrevious) ? b : a),
    undefined
  )
  const before = worst === undefined ? undefined : steps[worst.step - 2]
  if (worst === undefined || before === undefined) return "How many come how far"
  return `${decimal(rest(worst.fromPrevious), 0)} of 100 go on from ${name(before.id)} to ${name(worst.id)}: fewer than anywhere else`
}

const funnelOf = (funnel: Funnel.FunnelResult, journey: Journey): FunnelChart | undefined =>
  funnel._tag === "InsufficientData" || funnel.steps.length < 2
    ? undefined
    : {
        title: funnelFinding(funnel.steps, (id) => stageName(journey, id)),
        subtitle: `${whole(funnel.n)} journeys through the stages in this order; optional touchpoints are no step`,
        funnel,
        names: [...journey.stages, ...journey.stages.flatMap(({ touchpoints }) => touchpoints)]
      }

/** How many journeys came through how many stages, counted by the store. */
export const readFunnel = Effect.fn("readFunnel")(function* (journey: Journey, { current }: Scope) {
  const rule = { steps: Funnel.stagesOf(journey), sessionGap }
  if (rule.steps.length < 2) return undefined
  const store = yield* Store
  const progress = yield* store.tally({
    source: "progress",
    by: ["step", "furthest", "next"],
    where: { at: { from: current.start, to: current.end } },
    ...rule
  })
  return funnelOf(Funnel.fromTally(progress, rule), journey)
})
