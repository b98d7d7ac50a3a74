import { compileFunnel, type FunnelRule } from "../sources/funnelRule.ts"
import type { TouchpointGroup } from "../sources/TouchpointGroup.ts"

/** A journey as planned, as plain data: a `PlannedJourney`, or one written in code, is one. */
export interface JourneyInStages {
  readonly stages: ReadonlyArray<{
    readonly id: string
    readonly touchpoints: ReadonlyArray<{ readonly id: string; readonly optional?: boolean | undefined }>
  }>
}

/**
 * The stages of a planned journey as the steps of a funnel. Optional touchpoints are in no step, and a stage of nothing else
 * is none.
 *
 * ```ts import.meta.vitest
 * import { stagesOf } from "./FunnelDefinition.ts"
 *
 * const stages = [
 *   { id: "buy", touchpoints: [{ id: "cart" }, { id: "help", optional: true }] },
 *   { id: "support", touchpoints: [{ id: "ticket", optional: true }] }
 * ]
 * stagesOf({ stages }) // => [{ id: "buy", touchpoints: ["cart"] }]
 * ```
 */
export const stagesOf = (journey: JourneyInStages): ReadonlyArray<TouchpointGroup> =>
  journey.stages
    .map(({ id, touchpoints }) => ({
      id,
      touchpoints: touchpoints.flatMap((touchpoint) => (touchpoint.optional === true ? [] : [touchpoint.id]))
    }))
    .filter(({ touchpoints }) => touchpoints.length > 0)

/** The touchpoints of a planned journey in its order, but those that are optional: the steps of a funnel. */
export const touchpointsOf = (journey: JourneyInStages): ReadonlyArray<string> =>
  stagesOf(journey).flatMap(({ touchpoints }) => touchpoints)

/** A funnel in words: `"cart → paid, in this order, within 3600 s, never across cancel"`. Throws as `Sources.progress`. */
export const definitionOf = (rule: FunnelRule): string => {
  const { steps, unordered } = compileFunnel(rule)
  const ids = steps.map(({ id }) => id)
  return [
    unordered ? ids.join(", ") : ids.join(" → "),
    unordered ? "in any order" : "in this order",
    ...(rule.window === undefined ? [] : [`within ${rule.window} s`]),
    ...(rule.exclude === undefined || rule.exclude.length === 0 ? [] : [`never across ${rule.exclude.join(", ")}`])
  ].join(", ")
}
