import { intervalCell } from "../report/cells.ts"
import type { ReportTable } from "../report/ReportTable.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import type { FunnelChart } from "./FunnelChart.ts"
import { type Row, rowsOf } from "./rows.ts"

const format = { style: "percent", decimals: 1 } as const

const wentText = ({ drop }: Row): string =>
  drop === undefined || drop.next.length === 0
    ? "–"
    : drop.next.map(({ name, share }) => `${name} ${percent(share)}`).join(", ")

/**
 * The numbers of `funnelChart` as a table, a row for each step: how many reached it, which share of the step before and of the
 * first, how many stopped there, and where those went. For readers who do not see the picture. An unknown funnel has no rows.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Funnel } from "@throughline/core"
 * import { funnelTable } from "./funnelTable.ts"
 *
 * const paths = [["cart", "paid"], ["cart"], ["cart"], ["cart"]]
 * const { rows } = funnelTable({ title: "", subtitle: "", funnel: Funnel.fromPaths(paths, { steps: ["cart", "paid"] }) })
 * rows.map(([step, reached]) => [step, reached]) // => [["cart", "4"], ["paid", "1"]]
 * ```
 */
export const funnelTable = ({ funnel, names, subtitle, title }: FunnelChart): ReportTable => ({
  finding: clean(title),
  caption: clean(subtitle),
  columns: [
    { name: "Step" },
    { name: "Reached it", numeric: true },
    { name: "Of the step before", numeric: true },
    { name: "Of the first step", numeric: true },
    { name: "Stopped there", numeric: true },
    { name: "And went" }
  ],
  rows:
    funnel._tag === "InsufficientData"
      ? []
      : rowsOf(funnel, names).map((row) => [
          row.name,
          number(row.reached, 0),
          intervalCell(row.fromPrevious, format),
          row.fromFirst === undefined ? "–" : intervalCell(row.fromFirst, format),
          row.drop === undefined ? "–" : number(row.drop.stopped, 0),
          wentText(row)
        ])
})
