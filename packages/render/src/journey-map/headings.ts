import { label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { textWidth } from "../text/width.ts"
import { ellipsis } from "../text/wrap.ts"
import { type Column, edge } from "./Column.ts"
import { channelIcon, diamond } from "./icons.ts"

/** The heights, from the top of the stage arrows, of what stands above the chart. */
export interface Headings {
  readonly stages: number
  readonly names: number
  readonly chips: number
  readonly moments: number
  readonly chart: number
}

/** Lay the headings out below `top`; without channels or moments of truth their rows are left out. */
export const headingsOf = (columns: ReadonlyArray<Column>, top: number): Headings => {
  const channels = columns.some(({ touchpoint }) => touchpoint.channel !== undefined)
  const moments = columns.some(({ touchpoint }) => touchpoint.momentOfTruth)
  const chips = top + 78
  const tags = channels ? chips + 39 : chips + 12
  return { stages: top, names: top + 56, chips, moments: tags, chart: (moments ? tags : tags - 22) + 27 }
}

/** Neighbouring columns of one stage. */
const stagesOf = (columns: ReadonlyArray<Column>): ReadonlyArray<ReadonlyArray<Column>> => {
  const stages: Array<Array<Column>> = []
  for (const column of columns) {
    const current = stages.at(-1)
    if (current?.[0]?.touchpoint.stage === column.touchpoint.stage) current.push(column)
    else stages.push([column])
  }
  return stages
}

const arrow = (pen: Pen, stage: ReadonlyArray<Column>, y: number, isFirst: boolean, isLast: boolean): Markup => {
  const [first, last] = [stage[0], stage.at(-1)]
  if (first === undefined || last === undefined) return join([])
  const left = first.left + 4
  const right = last.left + last.width - (isLast ? 4 : 6)
  const tip = isLast ? right : right + 9
  const notch = isFirst ? left : left + 9
  const d = `M${left} ${y}H${right}L${tip} ${y + 15}L${right} ${y + 30}H${left}L${notch} ${y + 15}Z`
  const middle = (left + right + (isFirst ? 0 : 9)) / 2
  const type = { size: 13, weight: 600 } as const
  const text = ellipsis(first.touchpoint.stage, right - left - 22, type)
  return join([
    element("path", { d, ...pen.paint({ fill: "chip" }) }),
    label(pen, text, middle, y + 20, { ...type, anchor: "middle", fill: "ink" })
  ])
}

const name = (pen: Pen, { name: { lines }, center }: Column, y: number): Markup =>
  join(
    lines.map((line, i) =>
      label(pen, line, center, y + i * 16 - (lines.length - 1) * 8, {
        size: 13,
        weight: 600,
        anchor: "middle",
        fill: "ink"
      })
    )
  )

const chip = (pen: Pen, { touchpoint: { channel }, center, width }: Column, y: number): Markup => {
  if (channel === undefined) return join([])
  const type = { size: 11, weight: 400 } as const
  const text = ellipsis(channel.label, width - 12 - 32, type)
  const wide = textWidth(text, type.size, type.weight) + (text === "" ? 26 : 32)
  const x = center - wide / 2
  return join([
    element("rect", { x, y, width: wide, height: 20, rx: 10, ...pen.paint({ fill: "chip" }) }),
    channelIcon(pen, channel.kind, x + (text === "" ? 6.5 : 7), y + 3.5),
    label(pen, text, x + 23, y + 14, { ...type, fill: "muted" })
  ])
}

const moment = (pen: Pen, { touchpoint, center }: Column, y: number): Markup => {
  if (!touchpoint.momentOfTruth) return join([])
  const half = (textWidth("Moment of truth", 11, 600) + 16) / 2
  return join([
    diamond(pen, center - half + 5.5, y - 4),
    label(pen, "Moment of truth", center - half + 16, y, { size: 11, weight: 600, fill: "momentInk" })
  ])
}

/** Stage arrows, names, channels and moments of truth. */
export const drawHeadings = (pen: Pen, columns: ReadonlyArray<Column>, headings: Headings): Markup => {
  const stages = stagesOf(columns)
  const channels = columns.some(({ touchpoint }) => touchpoint.channel !== undefined)
  return join([
    ...stages.map((stage, i) => arrow(pen, stage, headings.stages, i === 0, i === stages.length - 1)),
    label(pen, "Touchpoint", edge, headings.names - 8, { size: 12, weight: 600, fill: "ink" }),
    ...(channels ? [label(pen, "and channel", edge, headings.names + 7, { size: 11, fill: "muted" })] : []),
    ...columns.flatMap((column) => [
      name(pen, column, headings.names),
      chip(pen, column, headings.chips),
      moment(pen, column, headings.moments)
    ])
  ])
}

/** The light panel behind a moment of truth, from its name down to `bottom`. */
export const drawMomentPanels = (
  { paint }: Pen,
  columns: ReadonlyArray<Column>,
  { stages }: Headings,
  bottom: number
): Markup =>
  join(
    columns
      .filter(({ touchpoint }) => touchpoint.momentOfTruth)
      .map(({ left, width }) =>
        element("rect", {
          x: left + 4,
          y: stages + 38,
          width: width - 8,
          height: bottom - stages - 38,
          rx: 8,
          ...paint({ fill: "moment" })
        })
      )
  )
