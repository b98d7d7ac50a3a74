import { label } from "../../svg/label.ts"
import { join, type Markup } from "../../svg/Markup.ts"
import type { Pen } from "../../svg/Theme.ts"
import { nameOf } from "../../text/clean.ts"
import { inWords, percent } from "../../text/number.ts"
import { ellipsis } from "../../text/wrap.ts"
import { type Column, gutter } from "../Column.ts"
import { type DeviationShare, deviationsAt, deviationWords, unplannedOf } from "../deviations.ts"
import type { ActualPaths } from "../JourneyMap.ts"
import { cell, dash, type Lane, laneHead } from "./Lane.ts"

const mostLines = 3
const lineHeight = 16
const mostNames = 8
const widestName = 160

const line = (pen: Pen, column: Column, deviation: DeviationShare, worst: boolean, y: number): Markup => {
  const style = { size: 12, weight: worst ? 700 : 400, anchor: "middle", fill: worst ? "short" : "ink" } as const
  return cell(
    `${deviationWords[deviation.kind]}: ${inWords(deviation.share, { style: "number", decimals: 1 })} in 100 journeys`,
    label(pen, `${percent(deviation.share.value / 100)} ${deviationWords[deviation.kind]}`, column.center, y, style)
  )
}

/** What customers met that is not planned, in one line. */
const unplanned = (pen: Pen, names: ReadonlyArray<DeviationShare>, y: number, width: number): Markup => {
  const type = { size: 12, weight: 400 } as const
  const listed = names
    .slice(0, mostNames)
    .map(({ share, touchpoint }) => `${ellipsis(nameOf(touchpoint), widestName, type)} ${percent(share.value / 100)}`)
  const more = names.length > mostNames ? ` · and ${names.length - mostNames} more` : ""
  const text = `Not planned, yet met by: ${listed.join(" · ")}${more}`
  return cell(text, label(pen, ellipsis(text, width, type), gutter + 8, y, { ...type, fill: "ink" }))
}

/** How many journeys left the plan at each touchpoint, and how; the largest of all stands out. */
export const deviationsLane = (
  pen: Pen,
  columns: ReadonlyArray<Column>,
  right: number,
  paths: ActualPaths | undefined
): Lane | undefined => {
  const deviations = paths?.deviations ?? []
  const all = columns.map((column) => deviationsAt(deviations, column.touchpoint.id).slice(0, mostLines))
  const others = unplannedOf(deviations)
  const lines = Math.max(0, ...all.map(({ length }) => length))
  if (lines === 0 && others.length === 0) return undefined
  const worst = all
    .flat()
    .reduce<DeviationShare | undefined>((a, b) => (a === undefined || b.share.value > a.share.value ? b : a), undefined)
  const listTop = 14 + Math.max(1, lines) * lineHeight
  return {
    height: listTop + (others.length === 0 ? 0 : 24) + 14,
    draw: (top) =>
      join([
        laneHead(pen, right, top, 22, "Left the plan", "% of journeys"),
        ...columns.flatMap((column, i) => {
          const here = all[i] ?? []
          if (here.length === 0) return [dash(pen, column, top + 26, "nobody left the plan here")]
          return here.map((each, j) => line(pen, column, each, each === worst, top + 22 + j * lineHeight))
        }),
        ...(others.length === 0 ? [] : [unplanned(pen, others, top + listTop + 18, right - gutter - 16)])
      ])
  }
}
