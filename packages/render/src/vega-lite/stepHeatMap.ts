import { asHeatMap } from "../step-heat-map/asHeatMap.ts"
import type { StepHeatMap } from "../step-heat-map/StepHeatMap.ts"
import { clean } from "../text/clean.ts"
import { heatMap } from "./heatMap.ts"
import { type Specification, type SpecificationOptions, untold } from "./Specification.ts"

/**
 * A step matrix as a Vega-Lite specification: which share of the cases that are still there is at which touchpoint at their
 * first, second, third interaction, and how many have ended.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Sources, StepMatrix, Tally } from "@throughline/core"
 * import { stepHeatMap } from "./stepHeatMap.ts"
 *
 * const path = [["search", "cart"], ["search"]].map(Sources.pathText)
 * const matrix = StepMatrix.fromTally(Tally.fromColumns({ columns: { path } }))
 * const spec = stepHeatMap({ title: "All begin with the search", subtitle: "", matrix })
 * const { vconcat } = JSON.parse(JSON.stringify(spec))
 * const { data } = vconcat[0]
 * data.values.map(({ column, row, value }) => [row, column.split("\n")[0], value])[3] // => ["cart", "2", 1]
 * ```
 */
export const stepHeatMap = (input: StepHeatMap, options: SpecificationOptions = {}): Specification =>
  input.matrix._tag === "StepMatrix"
    ? heatMap(asHeatMap(input), options)
    : untold(input, `No step matrix: ${clean(input.matrix.reason)}`, options)
