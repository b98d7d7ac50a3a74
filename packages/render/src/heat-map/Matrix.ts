import { clean, nameOf } from "../text/clean.ts"
import { textWidth } from "../text/width.ts"
import { needsCut, wrap } from "../text/wrap.ts"
import type { HeatCell, HeatMap, HeatName } from "./HeatMap.ts"

/** Room for the names of rows, and the height of a row. */
export const nameWidth = 216
export const rowHeight = 40
const nameLeft = 24

/** A row or a column: its name, and where its middle is. */
export interface Line {
  readonly name: string
  readonly lines: ReadonlyArray<string>
  readonly note: string
  readonly middle: number
}

/** Where everything of a heat map is. */
export interface Matrix {
  readonly rows: ReadonlyArray<Line>
  readonly columns: ReadonlyArray<Line>
  readonly pitch: number
  readonly top: number
  readonly bottom: number
  readonly width: number
  readonly cell: (row: number, column: number) => HeatCell | undefined
}

const columnType = { size: 12, weight: 600 } as const
export const rowType = { size: 13, weight: 500 } as const

const fits = ({ name, note = "" }: HeatName, pitch: number): boolean =>
  !needsCut(nameOf(name), pitch - 10, 2, columnType) && textWidth(clean(note), 11.5, 400) <= pitch - 8

/** The narrowest columns in which every name fits two lines, and what stands below it one. */
const pitchOf = (columns: ReadonlyArray<HeatName>): number =>
  [72, 88, 104, 120].find((pitch) => columns.every((column) => fits(column, pitch))) ?? 132

const linesOf = (
  names: ReadonlyArray<HeatName>,
  width: number,
  type: { readonly size: number; readonly weight: number },
  middle: (i: number) => number
): ReadonlyArray<Line> =>
  names.map(({ name, note = "" }, i) => ({
    name: nameOf(name),
    lines: wrap(nameOf(name), width, 2, type).lines,
    note: clean(note),
    middle: middle(i)
  }))

const usable = (cell: HeatCell | undefined): HeatCell | undefined =>
  cell !== undefined && Number.isFinite(cell.value) && Number.isFinite(cell.shade) ? cell : undefined

/** Lay a heat map out below `above`. */
export const matrixOf = ({ cells, columns, rows }: HeatMap, above: number): Matrix => {
  const pitch = pitchOf(columns)
  const left = nameLeft + nameWidth + 16
  const columnLines = linesOf(columns, pitch - 10, columnType, (i) => left + (i + 0.5) * pitch)
  const lineCount = Math.max(1, ...columnLines.map(({ lines, note }) => lines.length + (note === "" ? 0 : 1)))
  const top = above + lineCount * 15 + 8
  return {
    rows: linesOf(rows, nameWidth, rowType, (i) => top + (i + 0.5) * rowHeight),
    columns: columnLines,
    pitch,
    top,
    bottom: top + rows.length * rowHeight,
    width: Math.max(640, left + columns.length * pitch + 24),
    cell: (row, column) => usable(cells[row]?.[column])
  }
}
