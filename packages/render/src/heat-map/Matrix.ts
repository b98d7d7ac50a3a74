import { clean, nameOf } from "../text/clean.ts"
import { formatted } from "../text/number.ts"
import { textWidth } from "../text/width.ts"
import { needsCut, wrap } from "../text/wrap.ts"
import type { HeatCell, HeatMap, HeatName } from "./HeatMap.ts"

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
  readonly rowHeight: number
  /** Room for the names of rows. */
  readonly nameWidth: number
  /** Names of columns run upward: there are many columns, and they are narrow. */
  readonly turned: boolean
  /** The size of a value's type. */
  readonly valueSize: 12 | 13
  readonly top: number
  readonly bottom: number
  readonly width: number
  readonly cell: (row: number, column: number) => HeatCell | undefined
  /** Why a cell has no value; nothing where it has one, or nobody says. */
  readonly why: (row: number, column: number) => string
}

const nameLeft = 24
const mostNameWidth = 216
/** Names that run upward have so much room. */
export const turnedLength = 156

const columnType = { size: 12, weight: 600 } as const
export const rowType = { size: 13, weight: 500 } as const
export const noteType = { size: 11.5, weight: 400 } as const

/** More columns are set narrower: as wide as their values. */
const manyColumns = 12
/** Wider than this in all, columns are set narrower still, and their names upward. */
const mostWidth = 1480

export const arrowWidth = 8

const fits = ({ name, note = "" }: HeatName, pitch: number): boolean =>
  !needsCut(nameOf(name), pitch - 10, 2, columnType) && textWidth(clean(note), 11.5, 400) <= pitch - 8

const usable = (cell: HeatMap["cells"][number][number]): HeatCell | undefined =>
  cell !== undefined && "value" in cell && Number.isFinite(cell.value) && Number.isFinite(cell.shade) ? cell : undefined

const reasonOf = (cell: HeatMap["cells"][number][number]): string => {
  if (cell === undefined || usable(cell) !== undefined) return ""
  return "unknown" in cell ? clean(cell.unknown) : "not a usable number"
}

/** The width of the widest value with its arrows. */
const widestValue = ({ cells, format }: HeatMap): number =>
  Math.max(
    0,
    ...cells.flat().map((each) => {
      const cell = usable(each)
      if (cell === undefined) return 0
      const signs = Math.abs(cell.arrows ?? 0) * arrowWidth
      return textWidth(formatted(cell.value, format), 12, 500) + (signs === 0 ? 0 : signs + 4)
    })
  )

interface Pitch {
  readonly pitch: number
  readonly turned: boolean
}

/** The narrowest columns in which every name fits two lines, and what stands below it one; many are set upward instead. */
const pitchOf = (input: HeatMap): Pitch => {
  const { columns } = input
  const sizes = [72, 88, 104, 120, 132]
  const wide = sizes.find((pitch) => columns.every((column) => fits(column, pitch))) ?? 132
  if (columns.length <= manyColumns) return { pitch: wide, turned: false }
  const least = Math.min(72, Math.max(40, Math.ceil((widestValue(input) + 12) / 4) * 4))
  const narrow = [least, 48, 56, 64, ...sizes]
    .filter((pitch) => pitch >= least)
    .find((pitch) => columns.every((column) => fits(column, pitch)))
  return narrow !== undefined && narrow * columns.length <= mostWidth
    ? { pitch: narrow, turned: false }
    : { pitch: least, turned: true }
}

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

/** As wide as the widest name of a row, up to the room that there is for names. */
const nameWidthOf = (rows: ReadonlyArray<HeatName>): number =>
  Math.min(
    mostNameWidth,
    Math.max(
      64,
      ...rows.map(({ name, note = "" }) =>
        Math.ceil(Math.max(textWidth(nameOf(name), rowType.size, rowType.weight), textWidth(clean(note), 11.5, 400)))
      )
    )
  )

const headHeight = (columns: ReadonlyArray<Line>, turned: boolean): number => {
  if (!turned) return Math.max(1, ...columns.map(({ lines, note }) => lines.length + (note === "" ? 0 : 1))) * 15
  const widths = columns.flatMap(({ lines, note }) => [
    ...lines.map((line) => textWidth(line, columnType.size, columnType.weight)),
    Math.min(turnedLength, textWidth(note, noteType.size, noteType.weight))
  ])
  return Math.ceil(Math.max(15, ...widths))
}

/** Lay a heat map out below `above`. */
export const matrixOf = (input: HeatMap, above: number): Matrix => {
  const { cells, columns, rows } = input
  const { pitch, turned } = pitchOf(input)
  const many = columns.length > manyColumns
  const nameWidth = many ? nameWidthOf(rows) : mostNameWidth
  const rowHeight = many ? 36 : 40
  const left = nameLeft + nameWidth + 16
  const columnLines = linesOf(columns, turned ? turnedLength : pitch - 10, columnType, (i) => left + (i + 0.5) * pitch)
  const top = above + headHeight(columnLines, turned) + 8
  return {
    rows: linesOf(rows, nameWidth, rowType, (i) => top + (i + 0.5) * rowHeight),
    columns: columnLines,
    pitch,
    rowHeight,
    nameWidth,
    turned,
    valueSize: many ? 12 : 13,
    top,
    bottom: top + rows.length * rowHeight,
    width: Math.max(640, left + columns.length * pitch + 24),
    cell: (row, column) => usable(cells[row]?.[column]),
    why: (row, column) => reasonOf(cells[row]?.[column])
  }
}
