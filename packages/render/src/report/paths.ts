import type { DirectlyFollowsMap } from "../directly-follows/DirectlyFollowsMap.ts"
import { directlyFollowsMap } from "../directly-follows/directlyFollowsSvg.ts"
import { dwellCurves } from "../dwell-curves/dwellCurvesSvg.ts"
import { dwellTable } from "../dwell-curves/dwellTable.ts"
import { funnelChart } from "../funnel/funnelChartSvg.ts"
import { funnelTable } from "../funnel/funnelTable.ts"
import { join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import { tableTwin } from "./dataTable.ts"
import type { Report } from "./Report.ts"
import { drawPicture, drawTable, mostRows } from "./reportTables.ts"
import { atMost, figure, section } from "./section.ts"

const twin = ({ graph, planned = [] }: DirectlyFollowsMap): Markup => {
  const names = new Map(planned.map(({ id, name }) => [id, name]))
  const named = (id: string) => clean(names.get(id) ?? id)
  const { note, shown } = atMost(graph.edges, mostRows, "steps")
  const columns = [
    { name: "From" },
    { name: "To" },
    { name: "Times", numeric: true },
    { name: "Of those who were there", numeric: true }
  ]
  return tableTwin(
    `How often one touchpoint followed another.${note}`,
    columns,
    shown.map(({ from, share, to }) => [named(from), named(to), number(share.count, 0), percent(share.value / 100)])
  )
}

/** The paths that customers took, and what is told from them. */
export const drawPaths = (paths: Report["paths"]): Markup => {
  if (paths === undefined || paths.graph.graph.nodes.length === 0) return join([])
  const picture = figure(directlyFollowsMap(paths.graph, { id: "paths" }), "Directly-follows graph", {
    least: 640,
    most: 1100
  })
  const { dwell, funnel, tables } = paths
  return section(
    "paths",
    "What customers really did",
    picture,
    twin(paths.graph),
    ...(funnel === undefined
      ? []
      : [drawPicture(funnelChart(funnel, { id: "funnel" }), "Funnel", funnelTable(funnel))]),
    ...(dwell === undefined
      ? []
      : [drawPicture(dwellCurves(dwell, { id: "dwell" }), "Dwell curves", dwellTable(dwell))]),
    ...tables.map(drawTable)
  )
}
