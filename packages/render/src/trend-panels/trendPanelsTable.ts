import type { ReportTable } from "../report/ReportTable.ts"
import { clean, nameOf } from "../text/clean.ts"
import { periodsOf } from "./groups.ts"
import type { TrendPanels } from "./TrendPanels.ts"

/**
 * The numbers of `trendPanels` as a table: a row for each group, a column for each period, and whether the group differs from
 * the rest. For readers who do not see the picture.
 *
 * @example
 * ```ts import.meta.vitest
 * import { estimate } from "@throughline/core"
 * import { trendPanelsTable } from "./trendPanelsTable.ts"
 *
 * const value = estimate(42, { low: 38, high: 46, level: 0.95, method: "t" }, 300)
 * const groups = [{ name: "Aurora", values: [value], differs: "higher" }]
 * const table = trendPanelsTable({ title: "", subtitle: "", format: { style: "signed" }, periods: [{ label: "2026-01" }], groups })
 * table.columns.map(({ name }) => name) // => ["Group", "2026-01", "Against the rest"]
 * table.rows[0]?.at(-1) // => "higher"
 * ```
 */
export const trendPanelsTable = (input: TrendPanels): ReportTable => ({
  finding: clean(input.title),
  caption: "By group and period, with confidence intervals.",
  columns: [
    { name: "Group" },
    ...input.periods.map(({ inProgress, label }) => ({
      name: `${clean(label)}${inProgress === true ? " (so far)" : ""}`,
      numeric: true
    })),
    { name: "Against the rest" }
  ],
  rows: input.groups.map(({ differs, name, values }) => [
    nameOf(name),
    ...periodsOf(input, values).map(({ value }) => ({ measured: value, format: input.format })),
    differs ?? "–"
  ])
})
