import { drawHeatMap } from "../heat-map/heatMapSvg.ts"
import { type PictureOptions, picture } from "../svg/picture.ts"
import { asHeatMap } from "./asHeatMap.ts"
import type { StepHeatMap } from "./StepHeatMap.ts"

/**
 * Draw a step matrix as SVG: which share of the cases that are still there is at which touchpoint at their first, second,
 * third interaction, and how many have ended.
 *
 * Takes the result of `StepMatrix` of the core package. At most the first 20 positions, and the 40 most visited touchpoints;
 * the others are one row. A matrix that is not known is a line that tells why. Never throws; the same input gives the same
 * bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Sources, StepMatrix, Tally } from "@throughline/core"
 * import { stepHeatMap } from "./stepHeatMapSvg.ts"
 *
 * const path = [["search", "cart"], ["search"], ["search", "help"], ["cart"]].map(Sources.pathText)
 * const matrix = StepMatrix.fromTally(Tally.fromColumns({ columns: { path } }))
 * const svg = stepHeatMap({ title: "Three in four begin with the search", subtitle: "", matrix })
 * svg.includes("search, 1: 75\u00a0%, 3 of 4, 95\u00a0% CI 30.1 to 95.4\u00a0%") // => true
 * svg.includes("ended before, 2: 50\u00a0%, 2 of 4") // => true
 * ```
 */
export const stepHeatMap = (input: StepHeatMap, options: PictureOptions = {}): string =>
  picture("steps", input, options, (given, pen) => drawHeatMap(asHeatMap(given), pen))
