import type { LegendItem } from "../svg/legend.ts"
import { element, join } from "../svg/Markup.ts"
import { npsStack } from "../svg/npsStack.ts"
import type { Pen } from "../svg/Theme.ts"
import { known, level } from "../text/number.ts"
import type { Column } from "./Column.ts"
import { smallSample } from "./gap.ts"
import { warning } from "./icons.ts"
import type { ActualPaths } from "./JourneyMap.ts"
import { waysOf } from "./ways.ts"

const confidence = ({ paint }: Pen, columns: ReadonlyArray<Column>): ReadonlyArray<LegendItem> => {
  const levels = columns.flatMap(({ touchpoint }) => known(touchpoint.experienced)?.interval.level ?? [])
  const shown = [...new Set(levels)].sort((a, b) => a - b).map(level)
  const sign = join([
    element("rect", { y: -6, width: 22, height: 12, "fill-opacity": 0.2, ...paint({ fill: "experienced" }) }),
    element("path", {
      d: "M11 -6V6M6 -6h10M6 6h10",
      fill: "none",
      "stroke-width": 1.75,
      ...paint({ stroke: "experienced" })
    })
  ])
  return shown.length === 0 ? [] : [{ sign, text: `${shown.join(" and ")} confidence` }]
}

const gaps = ({ id, paint }: Pen, columns: ReadonlyArray<Column>): ReadonlyArray<LegendItem> => {
  const both = columns.some(({ touchpoint }) => known(touchpoint.expected) && known(touchpoint.experienced))
  if (!both) return []
  const box = { y: -7, width: 22, height: 14 }
  const short = join([
    element("rect", { ...box, "fill-opacity": 0.16, ...paint({ fill: "shortArea" }) }),
    element("rect", { ...box, fill: `url(#${id}-h)` })
  ])
  const over = element("rect", { ...box, "fill-opacity": 0.24, ...paint({ fill: "overArea" }) })
  return [
    { sign: short, text: "falls short" },
    { sign: over, text: "exceeds" }
  ]
}

const smallSamples = ({ paint }: Pen, columns: ReadonlyArray<Column>): ReadonlyArray<LegendItem> => {
  const few = columns.some(({ touchpoint }) => (known(touchpoint.experienced)?.n ?? smallSample) < smallSample)
  const sign = element("circle", {
    cx: 11,
    r: 4.5,
    "stroke-width": 2,
    ...paint({ fill: "background", stroke: "experienced" })
  })
  return few ? [{ sign, text: `fewer than ${smallSample} answers` }] : []
}

const painPoints = (pen: Pen, columns: ReadonlyArray<Column>): ReadonlyArray<LegendItem> =>
  columns.some(({ touchpoint }) => touchpoint.painPoint !== undefined)
    ? [{ sign: warning(pen, 11, 0), text: "pain point" }]
    : []

const answers = (pen: Pen, columns: ReadonlyArray<Column>): ReadonlyArray<LegendItem> => {
  const counts = { detractors: 8, passives: 6, promoters: 8 }
  const sign = npsStack(pen, counts, { x: 0, y: -4, width: 24, height: 8 })
  return columns.some(({ touchpoint }) => known(touchpoint.nps?.score) && touchpoint.nps?.counts)
    ? [{ sign, text: "detractors · passives · promoters" }]
    : []
}

const steps = (
  { paint }: Pen,
  columns: ReadonlyArray<Column>,
  paths: ActualPaths | undefined
): ReadonlyArray<LegendItem> => {
  const ways = paths === undefined ? [] : waysOf(columns, paths).ways
  const line = (y: number, stroke: "customers" | "violet") =>
    element("path", { d: `M0 ${y}q11 ${-2 * y} 22 0`, fill: "none", "stroke-width": 3, ...paint({ stroke }) })
  return [
    ...(ways.some(({ span }) => span > 0) ? [{ sign: line(4, "customers"), text: "steps on" }] : []),
    ...(ways.some(({ span }) => span <= 0) ? [{ sign: line(-4, "violet"), text: "steps back" }] : [])
  ]
}

/** What the signs on this map mean: only those that can occur on it. */
export const legendItems = (
  pen: Pen,
  columns: ReadonlyArray<Column>,
  paths: ActualPaths | undefined
): ReadonlyArray<LegendItem> => [
  ...[confidence, gaps, smallSamples, painPoints, answers].flatMap((items) => items(pen, columns)),
  ...steps(pen, columns, paths)
]
