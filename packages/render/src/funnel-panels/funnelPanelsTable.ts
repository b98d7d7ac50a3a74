import { shares } from "../funnel/describe.ts"
import { intervalCell } from "../report/cells.ts"
import type { ReportTable } from "../report/ReportTable.ts"
import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import type { FunnelPanels } from "./FunnelPanels.ts"
import { groupsOf } from "./groups.ts"

/**
 * The numbers of `funnelPanels` as a table: a row for each step of each group. For readers who do not see the picture. An unknown
 * funnel is a row that tells why.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Funnel } from "@throughline/core"
 * import { funnelPanelsTable } from "./funnelPanelsTable.ts"
 *
 * const funnel = Funnel.fromPaths([["cart", "paid"], ["cart"]], { steps: ["cart", "paid"] })
 * const { rows } = funnelPanelsTable({ title: "", subtitle: "", groups: [{ name: "New", funnel, differs: "lower" }] })
 * rows.map(([group, step, reached]) => [group, step, reached]) // => [["New", "cart", "2"], ["New", "paid", "1"]]
 * ```
 */
export const funnelPanelsTable = (input: FunnelPanels): ReportTable => ({
  finding: clean(input.title),
  caption: "Steps by group, with confidence intervals.",
  columns: [
    { name: "Group" },
    { name: "Step" },
    { name: "Reached it", numeric: true },
    { name: "Of the first step", numeric: true },
    { name: "Against the rest" }
  ],
  rows: groupsOf(input).flatMap(({ differs, name, rows, why }) =>
    rows.length === 0
      ? [[name, why === "" ? "–" : why, "–", "–", differs ?? "–"]]
      : rows.map((row, i) => [
          name,
          row.name,
          number(row.reached, 0),
          i === 0 || row.fromFirst === undefined ? "–" : intervalCell(row.fromFirst, shares),
          differs ?? "–"
        ])
  )
})
