import type { ReportTable } from "../report/ReportTable.ts"
import { lastShare } from "../survival-curve/describe.ts"
import { halfGone } from "../survival-curve/half.ts"
import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import { groupsOf } from "./groups.ts"
import type { SurvivalPanels } from "./SurvivalPanels.ts"

/**
 * The numbers of `survivalPanels` as a table, a row for each group: how many were followed, when half had left, who was still
 * there at the end, and whether the group differs from the rest. For readers who do not see the picture.
 *
 * @example
 * ```ts import.meta.vitest
 * import { survivalPanelsTable } from "./survivalPanelsTable.ts"
 *
 * const steps = [{ time: 2, atRisk: 4, events: 2, censored: 0, survival: 0.5, low: 0.2, high: 0.8 }]
 * const { rows } = survivalPanelsTable({ title: "", subtitle: "", unit: "months", groups: [{ name: "Monthly", steps }] })
 * rows // => [["Monthly", "4", "2.0 months", "50\u00a0% after 2 months", "–"]]
 * ```
 */
export const survivalPanelsTable = (input: SurvivalPanels): ReportTable => {
  const unit = clean(input.unit)
  return {
    finding: clean(input.title),
    caption: "Share still there by group.",
    columns: [
      { name: "Group" },
      { name: "Customers", numeric: true },
      { name: "Half gone after", numeric: true },
      { name: "Still there", numeric: true },
      { name: "Against the rest" }
    ],
    rows: groupsOf(input).map(({ curve, differs }) => {
      const half = halfGone(curve)
      return [
        curve.name,
        number(curve.steps[0]?.atRisk ?? 0, 0),
        half === undefined ? "not reached" : `${number(half, 1)} ${unit}`,
        lastShare(curve, unit),
        differs ?? "–"
      ]
    })
  }
}
