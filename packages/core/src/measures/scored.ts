import { field } from "../tally/Dimension.ts"
import { fromColumnList } from "../tally/fromColumns.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import { pointsAt } from "./HealthCounts.ts"
import { type HealthModel, weigh } from "./HealthModel.ts"

/**
 * A tally with the score in the place of its components, as the dimension `health`: the other dimensions stay.
 *
 * What `Calibration` reads, with the later outcome as one of them. Customers without a score count under `null`. Throws
 * `TallyMismatch` when a component is no dimension of the tally, or another dimension has the name `health`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as HealthScore from "./HealthScore.ts"
 *
 * const model = HealthScore.model([{ name: "nps", weight: 1, worst: 0, best: 10 }])
 * const tally = Tally.from([{ nps: 9, outcome: "active" }, { nps: 2, outcome: "ended" }], { by: ["nps", "outcome"] })
 * Tally.rows(HealthScore.scored(tally, model)).map(({ values }) => [values.outcome, values.health]) // => [["active", 90], ["ended", 20]]
 * ```
 */
export const scored = <Name extends string, Component extends Name>(
  tally: Tally<Name>,
  model: HealthModel<Component>
): Tally<Exclude<Name, Component> | "health"> => {
  const at = pointsAt(tally, model)
  const kept = tally.columns.filter(
    (each): each is Column<Name> & Column<Exclude<Name, Component>> =>
      !model.components.some(({ name }) => name === each.dimension.name)
  )
  const health = Array.from(tally.counts, (_, group) => weigh(model, at(group)).score)
  return fromColumnList<Exclude<Name, Component> | "health">(
    [
      ...kept.map(({ codes, dimension, values }) => ({ dimension, input: { codes, values } })),
      { dimension: field("health"), input: health }
    ],
    { counts: tally.counts, sums: tally.sums }
  )
}
