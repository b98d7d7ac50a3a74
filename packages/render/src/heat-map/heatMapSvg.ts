import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { legend } from "../svg/legend.ts"
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
import { type Line, type Matrix, matrixOf, nameWidth, rowHeight, rowType } from "./Matrix.ts"

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

const arrowWidth = 8

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
  room: number
) => {
  const signs = Math.abs(arrows) * arrowWidth
  const text = ellipsis(formatted(value, format), room - 12 - signs, { size: 13, weight: 500 })
  const width = textWidth(text, 13, 500)
  const left = at.middle - (width + (signs === 0 ? 0 : signs + 4)) / 2
  return join([
    label(pen, text, left + width / 2, y + 4.5, { size: 13, weight: 500, anchor: "middle", fill: "ink" }),
    drawArrows(pen, arrows, left + width + 5, y)
  ])
}

const drawCell = (pen: Pen, matrix: Matrix, place: readonly [number, number], format: NumberFormat): Markup => {
  const [row, column] = [matrix.rows[place[0]], matrix.columns[place[1]]]
  if (row === undefined || column === undefined) return join([])
  const cell = matrix.cell(...place)
  const { pitch } = matrix
  const box = { x: column.middle - pitch / 2 + 1, y: row.middle - rowHeight / 2 + 1, width: pitch - 2 }
  return element(
    "g",
    {},
    hint(cellInWords(row, column, cell, format)),
    tile(pen, cell?.shade ?? 0, { ...box, height: rowHeight - 2 }),
    cell === undefined
      ? label(pen, "–", column.middle, row.middle + 4.5, { size: 13, anchor: "middle", fill: "muted" })
      : drawValue(pen, cell, format, column, row.middle, pitch)
  )
}

const rowName = (pen: Pen, { lines, middle, name, note }: Line): Markup => {
  const shown =
    note === ""
      ? lines
      : lines.slice(0, 1).map((line) => (lines.length > 1 ? ellipsis(name, nameWidth, rowType) : line))
  const count = shown.length + (note === "" ? 0 : 1)
  const y = (i: number): number => middle + 4.5 + (i - (count - 1) / 2) * 15
  return element(
    "g",
    {},
    hint(name),
    ...shown.map((line, i) => label(pen, line, 24, y(i), { ...rowType, fill: "ink" })),
    ...(note === ""
      ? []
      : [
          label(pen, ellipsis(note, nameWidth, { size: 11.5, weight: 400 }), 24, y(count - 1), {
            size: 11.5,
            fill: "muted"
          })
        ])
  )
}

const columnName = (pen: Pen, { lines, middle, name, note }: Line, { pitch, top }: Matrix): Markup => {
  const bottom = top - 8
  const noteLines = note === "" ? 0 : 1
  const style = { size: 12, anchor: "middle" } as const
  return element(
    "g",
    {},
    hint(name),
    ...lines.map((line, i) =>
      label(pen, line, middle, bottom - (lines.length - 1 - i + noteLines) * 15, { ...style, weight: 600, fill: "ink" })
    ),
    ...(note === ""
      ? []
      : [
          label(pen, ellipsis(note, pitch - 8, { size: 11.5, weight: 400 }), middle, bottom, {
            ...style,
            size: 11.5,
            fill: "muted"
          })
        ])
  )
}

const sign = (pen: Pen, { arrows = 0, shade }: HeatKey): Markup =>
  join([
    tile(pen, Number.isFinite(shade) ? shade : 0, { x: 0, y: -9, width: 24, height: 18 }),
    drawArrows(pen, arrows, 12 - (Math.abs(arrows) * arrowWidth - 2) / 2, 0)
  ])

const drawLegend = (pen: Pen, keys: ReadonlyArray<HeatKey>, y: number, width: number) =>
  legend(
    pen,
    keys.map((key) => ({
      sign: sign(pen, key),
      text: ellipsis(clean(key.text), width - 40, { size: 11.5, weight: 400 })
    })),
    { x: 24, y, width }
  )

/** Draw a heat map with a pen: what `heatMap` and pictures that are heat maps share. */
export const drawHeatMap = (input: HeatMap, pen: Pen): Drawing => {
  const { width } = matrixOf(input, 0)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const matrix = matrixOf(input, 92 + head.extra)
  const keys = drawLegend(pen, input.legend, matrix.bottom + 30, width - 48)
  return {
    width,
    height: (input.legend.length === 0 ? matrix.bottom : keys.bottom) + 8,
    title: clean(input.title),
    description: describe(matrix, input.format),
    body: join([
      head.markup,
      ...matrix.columns.map((column) => columnName(pen, column, matrix)),
      ...matrix.rows.map((row) => rowName(pen, row)),
      ...matrix.rows.flatMap((_, i) => matrix.columns.map((_, k) => drawCell(pen, matrix, [i, k], input.format))),
      keys.markup
    ])
  }
}

/**
 * Draw a matrix of values as SVG: the value in each cell, a colour by its shade, and arrows that say the same as the
 * colour.
 *
 * Rows and columns in the order given. A cell without a value is a dash. Never throws; the same input gives the same
 * bytes.
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
 *   cells: [[{ value: 0.5, shade: 0.5 }, undefined]],
 *   legend: []
 * })
 * svg.includes("2026-01, 1 month: 50\u00a0%") // => true
 * svg.includes("2026-01, 2 months: no value") // => true
 * ```
 */
export const heatMap = (input: HeatMap, options: PictureOptions = {}): string =>
  picture("heat", input, options, drawHeatMap)
