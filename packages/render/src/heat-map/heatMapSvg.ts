import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { type LegendItem, legend } from "../svg/legend.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted } from "../text/number.ts"
import { textWidth } from "../text/width.ts"
import { ellipsis } from "../text/wrap.ts"
import { cellInWords, describe } from "./describe.ts"
import type { HeatCell, HeatKey, HeatMap } from "./HeatMap.ts"
import { arrowWidth, type Line, type Matrix, matrixOf } from "./Matrix.ts"
import { drawColumnName, drawRowName } from "./names.ts"

/** The strongest colour still leaves the value its contrast. */
const strongest = 0.45

/** A tile in the colour of a shade from −1 to 1. */
const tile = (
  { paint }: Pen,
  shade: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
): Markup => {
  const strength = Math.min(1, Math.abs(shade))
  const base = element("rect", { ...box, rx: 3, ...paint({ fill: "moment" }) })
  if (strength < 0.005) return base
  const fill = shade > 0 ? "experienced" : "shortArea"
  return join([base, element("rect", { ...box, rx: 3, "fill-opacity": strength * strongest, ...paint({ fill }) })])
}

/** Up to two arrows side by side from `x` around `y`. */
const drawArrows = ({ paint }: Pen, arrows: number, x: number, y: number): Markup => {
  const one = arrows > 0 ? `${coordinate(y + 3)}h6l-3 -6z` : `${coordinate(y - 3)}h6l-3 6z`
  const d = Array.from({ length: Math.abs(arrows) }, (_, i) => `M${coordinate(x + i * arrowWidth)} ${one}`).join("")
  return d === "" ? join([]) : element("path", { d, ...paint({ fill: "ink" }) })
}

const drawValue = (
  pen: Pen,
  { arrows = 0, value }: HeatCell,
  format: NumberFormat,
  at: Line,
  y: number,
  { pitch, valueSize }: Matrix
): Markup => {
  const type = { size: valueSize, weight: 500 } as const
  const signs = Math.abs(arrows) * arrowWidth
  const text = ellipsis(formatted(value, format), pitch - (valueSize === 12 ? 6 : 12) - signs, type)
  const width = textWidth(text, type.size, type.weight)
  const left = at.middle - (width + (signs === 0 ? 0 : signs + 4)) / 2
  return join([
    label(pen, text, left + width / 2, y + 4.5, { ...type, anchor: "middle", fill: "ink" }),
    drawArrows(pen, arrows, left + width + 5, y)
  ])
}

type Box = Parameters<typeof tile>[2]

/** No tile: only its outline, so that it is not taken for a small value. */
const outline = ({ paint }: Pen, { height, width, x, y }: Box): Markup =>
  element("rect", {
    x: x + 0.5,
    y: y + 0.5,
    width: width - 1,
    height: height - 1,
    rx: 3,
    fill: "none",
    ...paint({ stroke: "grid" })
  })

const drawCell = (pen: Pen, matrix: Matrix, place: readonly [number, number], format: NumberFormat): Markup => {
  const [row, column] = [matrix.rows[place[0]], matrix.columns[place[1]]]
  if (row === undefined || column === undefined) return join([])
  const cell = matrix.cell(...place)
  const { pitch, rowHeight, valueSize } = matrix
  const box = {
    x: column.middle - pitch / 2 + 1,
    y: row.middle - rowHeight / 2 + 1,
    width: pitch - 2,
    height: rowHeight - 2
  }
  const about = hint(cellInWords(row, column, cell, format, matrix.why(...place)))
  if (cell === undefined) {
    const style = { size: valueSize, anchor: "middle", fill: "muted" } as const
    return element("g", {}, about, outline(pen, box), label(pen, "–", column.middle, row.middle + 4.5, style))
  }
  return element("g", {}, about, tile(pen, cell.shade, box), drawValue(pen, cell, format, column, row.middle, matrix))
}

const sign = (pen: Pen, { arrows = 0, shade }: HeatKey): Markup =>
  join([
    tile(pen, Number.isFinite(shade) ? shade : 0, { x: 0, y: -9, width: 24, height: 18 }),
    drawArrows(pen, arrows, 12 - (Math.abs(arrows) * arrowWidth - 2) / 2, 0)
  ])

/** What the colours mean, and what stands for a cell without a value where there is one. */
const keysOf = (pen: Pen, keys: ReadonlyArray<HeatKey>, unknown: boolean, width: number): ReadonlyArray<LegendItem> => {
  const dash = label(pen, "–", 12, 4.5, { size: 12, anchor: "middle", fill: "muted" })
  return [
    ...keys.map((key) => ({
      sign: sign(pen, key),
      text: ellipsis(clean(key.text), width - 40, { size: 11.5, weight: 400 })
    })),
    ...(unknown ? [{ sign: join([outline(pen, { x: 0, y: -9, width: 24, height: 18 }), dash]), text: "no value" }] : [])
  ]
}

const hasUnknown = ({ cell, columns, rows }: Matrix): boolean =>
  rows.some((_, i) => columns.some((_, k) => cell(i, k) === undefined))

/** Draw a heat map with a pen: what `heatMap` and pictures that are heat maps share. */
export const drawHeatMap = (input: HeatMap, pen: Pen): Drawing => {
  const { width } = matrixOf(input, 0)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const matrix = matrixOf(input, 92 + head.extra)
  const items = keysOf(pen, input.legend, hasUnknown(matrix), width - 48)
  const keys = legend(pen, items, { x: 24, y: matrix.bottom + 30, width: width - 48 })
  return {
    width,
    height: (items.length === 0 ? matrix.bottom : keys.bottom) + 8,
    title: clean(input.title),
    description: describe(matrix, input.format),
    body: join([
      head.markup,
      ...matrix.columns.map((column) => drawColumnName(pen, column, matrix)),
      ...matrix.rows.map((row) => drawRowName(pen, row, matrix)),
      ...matrix.rows.flatMap((_, i) => matrix.columns.map((_, k) => drawCell(pen, matrix, [i, k], input.format))),
      keys.markup
    ])
  }
}

/**
 * Draw a matrix of values as SVG: the value in each cell, a colour by its shade, and arrows that say the same as the
 * colour.
 *
 * Rows and columns in the order given. A cell without a value is a dash in an outline, and says why where that is told. More than
 * twelve columns are set narrow, their names upward where they are long. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { heatMap } from "./heatMapSvg.ts"
 *
 * const svg = heatMap({
 *   title: "Half of January's customers came back",
 *   subtitle: "",
 *   format: { style: "percent" },
 *   rows: [{ name: "2026-01", note: "200 customers" }],
 *   columns: [{ name: "1 month" }, { name: "2 months" }],
 *   cells: [[{ value: 0.5, shade: 0.5 }, { unknown: "not over yet" }]],
 *   legend: []
 * })
 * svg.includes("2026-01, 1 month: 50\u00a0%") // => true
 * svg.includes("2026-01, 2 months: no value: not over yet") // => true
 * ```
 */
export const heatMap = (input: HeatMap, options: PictureOptions = {}): string =>
  picture("heat", input, options, drawHeatMap)
