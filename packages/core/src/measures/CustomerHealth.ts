import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { type HealthModel, type Points, pointsOf, type Weighed, weigh } from "./HealthModel.ts"

/** One customer's health, from 0 to 100, and what it is made of. */
export interface CustomerHealth {
  readonly _tag: "CustomerHealth"
  readonly value: number
  /** The share of the weight that is known, in per cent. */
  readonly coverage: number
  /** The score if all that is not known were worst, and best: one point when everything is known. */
  readonly range: Weighed["range"]
  /** One entry a component, in the order of the model. */
  readonly parts: ReadonlyArray<HealthPart>
}

/** What one component gives a customer. */
export interface HealthPart {
  readonly name: string
  /** From 0 to 100; or why there are none. */
  readonly points: Points
  /** The part of the score it makes up, in points; the parts add up to the score. */
  readonly contribution: number
}

/** What is known of a customer: a number a component, or nothing. */
export type HealthRecord<Name extends string = string> = { readonly [N in Name]?: number | null | undefined }

/**
 * The health of one customer: the weighted mean of the components, each read on its scale from 0 points to 100.
 *
 * **What is not known is left out, and the others weigh more for it.** `coverage` says how much of the weight is known, and
 * `range` what the score could be if the rest were known. Below the model's `minimumCoverage` there is no score but
 * `InsufficientData`; its `n` is the number of components known. A missing component (`null`, `undefined`, `NaN`) is not 0,
 * and one beyond its scale is invalid, unless the component says `beyond: "limit"`. Scores are given to a hundredth.
 *
 * ```ts import.meta.vitest
 * import * as HealthScore from "./HealthScore.ts"
 *
 * const model = HealthScore.model([
 *   { name: "activeDays", weight: 3, worst: 0, best: 20, beyond: "limit" },
 *   { name: "openTickets", weight: 1, worst: 5, best: 0, beyond: "limit" }
 * ])
 * const health = HealthScore.of({ activeDays: 10, openTickets: null }, model)
 * health._tag === "CustomerHealth" && [health.value, health.coverage, health.range] // => [50, 75, { low: 37.5, high: 62.5 }]
 * HealthScore.of({ openTickets: 1 }, model)._tag // => "InsufficientData"
 * ```
 */
export const of = <Name extends string>(
  customer: HealthRecord<NoInfer<Name>>,
  model: HealthModel<Name>
): CustomerHealth | InsufficientData => {
  const points = model.components.map((component) => pointsOf(component, customer[component.name]))
  const { coverage, range, score } = weigh(model, points)
  const count = (what: Points): number => points.filter((each) => each === what).length
  const excluded = { missing: count("missing"), invalid: count("invalid") }
  const known = points.length - excluded.missing - excluded.invalid
  if (score === null) return insufficientData(`${coverage} % of the weight is known`, known, excluded)
  const weights = model.components.map(({ weight }, i) => (typeof points[i] === "number" ? weight : 0))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = model.components.map(({ name }, i): HealthPart => {
    const each = points[i] ?? "missing"
    if (typeof each !== "number") return { name, points: each, contribution: 0 }
    return { name, points: 100 * each, contribution: 100 * (((weights[i] ?? 0) * each) / all) }
  })
  return { _tag: "CustomerHealth", value: score, coverage, range, parts }
}
