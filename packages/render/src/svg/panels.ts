import { clean } from "../text/clean.ts"
import { textWidth } from "../text/width.ts"
import { ellipsis, wrap } from "../text/wrap.ts"
import { label, run } from "./label.ts"
import { join, type Markup } from "./Markup.ts"
import type { Colour, Pen } from "./Theme.ts"

/** The width of a panel, the space between two, and the space around all of them. */
export const panelWidth = 318
const gap = 22
const margin = 24
const perRow = 3

/** The width of a picture of panels. */
export const panelsWidth = 2 * margin + perRow * panelWidth + (perRow - 1) * gap

/** The left upper corner of a panel. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** The places of panels of one height, three in a row, and where the last row ends. */
export const placePanels = (
  count: number,
  top: number,
  height: number
): { readonly places: ReadonlyArray<Place>; readonly bottom: number } => ({
  places: Array.from({ length: count }, (_, i) => ({
    x: margin + (i % perRow) * (panelWidth + gap),
    y: top + Math.floor(i / perRow) * height
  })),
  bottom: top + Math.max(1, Math.ceil(count / perRow)) * height
})

/** A panel's name in up to two lines above `y + 30`. */
export const drawPanelName = (pen: Pen, name: string, x: number, y: number): Markup => {
  const { lines } = wrap(name, panelWidth - 4, 2, { size: 13, weight: 600 })
  const first = lines.length === 1 ? 27 : 12
  return join(lines.map((line, i) => label(pen, line, x, y + first + i * 16, { size: 13, weight: 600, fill: "ink" })))
}

/** What a panel shows, in words: a sign of 10 px where there is one, the words, and what they stand on if there is room. */
export interface PanelRemark {
  readonly sign?: Markup | undefined
  readonly words: string
  readonly rest: string
  readonly fill: Colour
}

/** One line below a panel's name, with its baseline at `y`. */
export const drawPanelRemark = (pen: Pen, { fill, rest, sign, words }: PanelRemark, x: number, y: number): Markup => {
  const start = sign === undefined ? x : x + 15
  const type = { size: 11.5, weight: 600 } as const
  const shown = ellipsis(clean(words), x + panelWidth - start, type)
  const room = x + panelWidth - start - textWidth(shown, type.size, type.weight) - 6
  const more = ellipsis(clean(rest), room, { size: 11.5, weight: 400 })
  return join([
    sign ?? join([]),
    label(
      pen,
      shown,
      start,
      y,
      { ...type, fill },
      ...(more === "" || room < 40 ? [] : [run(pen, more, 6, { size: 11.5, fill: "muted" })])
    )
  ])
}
