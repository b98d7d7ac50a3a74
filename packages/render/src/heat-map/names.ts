import { hint, label } from "../svg/label.ts"
import { coordinate, element, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { ellipsis } from "../text/wrap.ts"
import { type Line, type Matrix, noteType, rowType, turnedLength } from "./Matrix.ts"

/** The name of a row, with what stands below it. */
export const drawRowName = (pen: Pen, { lines, middle, name, note }: Line, { nameWidth }: Matrix): Markup => {
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

const noteStyle = { size: 11.5, anchor: "middle", fill: "muted" } as const

const acrossName = (pen: Pen, { lines, middle, note }: Line, { pitch, top }: Matrix): ReadonlyArray<Markup> => {
  const bottom = top - 8
  const noteLines = note === "" ? 0 : 1
  const style = { size: 12, weight: 600, anchor: "middle", fill: "ink" } as const
  return [
    ...lines.map((line, i) => label(pen, line, middle, bottom - (lines.length - 1 - i + noteLines) * 15, style)),
    ...(note === "" ? [] : [label(pen, ellipsis(note, pitch - 8, noteType), middle, bottom, noteStyle)])
  ]
}

/** Lines from the bottom up, side by side: two lines and the note need 40 px. */
const upwardName = (pen: Pen, { lines, middle, note }: Line, { top }: Matrix): Markup => {
  const all = [
    ...lines.map((text) => ({ text, style: { size: 12, weight: 600, fill: "ink" } as const })),
    ...(note === ""
      ? []
      : [{ text: ellipsis(note, turnedLength, noteType), style: { size: 11.5, fill: "muted" } as const }])
  ]
  return element(
    "g",
    { transform: `translate(${coordinate(middle)} ${coordinate(top - 8)}) rotate(-90)` },
    ...all.map(({ style, text }, i) => label(pen, text, 0, 4 + (i - (all.length - 1) / 2) * 13, style))
  )
}

/** The name of a column, with what stands below it; upward where columns are narrow. */
export const drawColumnName = (pen: Pen, column: Line, matrix: Matrix): Markup =>
  element(
    "g",
    {},
    hint(column.name),
    ...(matrix.turned ? [upwardName(pen, column, matrix)] : acrossName(pen, column, matrix))
  )
