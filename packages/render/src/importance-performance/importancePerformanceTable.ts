import type { ReportTable } from "../report/ReportTable.ts"
import { clean } from "../text/clean.ts"
import { percent } from "../text/number.ts"
import type { ImportancePerformanceMap } from "./ImportancePerformanceMap.ts"
import { itemsOf, namer, points } from "./items.ts"

/**
 * The numbers of `importancePerformanceMap` as a table, a row for each item: importance and performance with their intervals,
 * the quadrant and how probable it is. For readers who do not see the picture.
 *
 * @example
 * ```ts import.meta.vitest
 * import { insufficientData } from "@throughline/core"
 * import { importancePerformanceTable } from "./importancePerformanceTable.ts"
 *
 * const map = insufficientData("a crosshair at the means needs two items", 1)
 * importancePerformanceTable({ title: "", subtitle: "", map }).caption // => "No map: a crosshair at the means needs two items."
 * ```
 */
export const importancePerformanceTable = (input: ImportancePerformanceMap): ReportTable => {
  const { map, title } = input
  const nameOf = namer(input)
  const without = map._tag === "ImportancePerformance" ? map.without : []
  return {
    finding: clean(title),
    caption:
      map._tag === "ImportancePerformance"
        ? `By importance and performance; ${map.definition}.`
        : `No map: ${clean(map.reason)}.`,
    columns: [
      { name: "Item" },
      { name: "Importance", numeric: true },
      { name: "Performance", numeric: true },
      { name: "Quadrant" },
      { name: "Probability", numeric: true }
    ],
    rows: [
      ...itemsOf(input).map(({ importance, name, performance, probability, quadrant }) => [
        name,
        { measured: importance, format: points },
        { measured: performance, format: points },
        quadrant,
        percent(probability)
      ]),
      ...without.map(({ value, why }) => [nameOf(value), `– (${clean(why.reason)})`, "–", "–", "–"])
    ]
  }
}
