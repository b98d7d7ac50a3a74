import { cellInWords, describe } from "../heat-map/describe.ts"
import type { HeatMap } from "../heat-map/HeatMap.ts"
import { type Line, type Matrix, matrixOf } from "../heat-map/Matrix.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { named, tooltip } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Part,
  type Specification,
  type SpecificationOptions,
  specification
} from "./Specification.ts"
import { type Datum, distinct, finite } from "./values.ts"

/** The strongest colour still leaves the value its contrast. */
const strongest = 0.45

const signs = (arrows: number | undefined): string =>
  arrows === undefined || arrows === 0 ? "" : ` ${(arrows > 0 ? "▲" : "▼").repeat(Math.abs(arrows))}`

/** From −1 to 1: none for what is not a number. */
const shadeOf = (shade: number | undefined): number => Math.max(-1, Math.min(1, finite(shade) ?? 0))

/** A name with what stands below it, all different. */
const namesOf = (lines: ReadonlyArray<Line>, fit: (line: Line) => string): ReadonlyArray<string> =>
  distinct(
    lines.map(({ name }) => name),
    (name, i) => (lines[i] && fit(lines[i])) || name
  )

const beside = ({ name, note }: Line): string =>
  ellipsis(note === "" ? name : `${name} · ${note}`, 240, { size: 13, weight: 500 })

const below =
  ({ pitch, turned }: Matrix) =>
  ({ lines, name, note }: Line): string =>
    turned
      ? ellipsis(note === "" ? name : `${name} · ${note}`, 200, { size: 12, weight: 600 })
      : [...lines, ...(note === "" ? [] : [ellipsis(note, pitch - 4, { size: 12, weight: 600 })])].join("\n")

interface Names {
  readonly rows: ReadonlyArray<string>
  readonly columns: ReadonlyArray<string>
}

const valuesOf = (matrix: Matrix, { columns, rows }: Names, format: NumberFormat): ReadonlyArray<Datum> =>
  matrix.rows.flatMap((row, i) =>
    matrix.columns.map((column, k): Datum => {
      const cell = matrix.cell(i, k)
      return {
        row: rows[i] ?? "",
        column: columns[k] ?? "",
        value: finite(cell?.value),
        shade: shadeOf(cell?.shade),
        text: cell === undefined ? "–" : `${formatted(cell.value, format)}${signs(cell.arrows)}`,
        words: cellInWords(row, column, cell, format, matrix.why(i, k))
      }
    })
  )

const square = (paint: Paint): Part => ({ type: "rect", cornerRadius: 3, stroke: paint("background"), strokeWidth: 2 })

/** A tile in the colour of a shade: the colour tells the side, how much of it shows the strength. */
const tile = (paint: Paint): ReadonlyArray<Json> => [
  { mark: { ...square(paint), color: paint("moment") } },
  {
    mark: square(paint),
    encoding: {
      color: {
        condition: { test: { field: "shade", lt: 0 }, value: paint("shortArea") },
        value: paint("experienced")
      },
      opacity: {
        field: "shade",
        type: "quantitative",
        scale: { domain: [-1, 0, 1], range: [strongest, 0, strongest] },
        legend: null
      }
    }
  }
]

const lineHeight = 14

const cells = (matrix: Matrix, { format }: HeatMap, paint: Paint): Part => {
  const columns = namesOf(matrix.columns, below(matrix))
  const rows = namesOf(matrix.rows, beside)
  const most = Math.max(1, ...columns.map((name) => name.split("\n").length))
  const top = {
    labelAngle: matrix.turned ? -90 : 0,
    labelFontSize: 12,
    labelFontWeight: 600,
    labelLineHeight: lineHeight
  }
  return {
    width: { step: matrix.pitch },
    height: { step: matrix.rowHeight },
    data: { values: valuesOf(matrix, { rows, columns }, format) },
    encoding: {
      x: named("column", columns, { ...top, orient: "top", labelPadding: 6 + (most - 1) * lineHeight }),
      y: named("row", rows),
      tooltip
    },
    layer: [
      ...tile(paint),
      {
        mark: { type: "text", fontSize: matrix.valueSize, fontWeight: 500 },
        encoding: { text: { field: "text", type: "nominal" } }
      }
    ]
  }
}

const keys = ({ legend }: HeatMap, paint: Paint): Part => ({
  width: 24,
  height: { step: 22 },
  data: {
    values: legend.map(({ arrows, shade, text }, place) => ({
      place,
      shade: shadeOf(shade),
      text: `${clean(text)}${signs(arrows)}`
    }))
  },
  encoding: { y: { field: "place", type: "ordinal", axis: null } },
  layer: [
    ...tile(paint),
    {
      mark: { type: "text", align: "left", fontSize: 11.5, color: paint("muted"), limit: 600 },
      encoding: { x: { value: 34 }, text: { field: "text", type: "nominal" } }
    }
  ]
})

/**
 * A matrix of values as a Vega-Lite specification: the value in each cell, a colour by its shade, and what the colours mean.
 *
 * @example
 * ```ts import.meta.vitest
 * import { heatMap } from "./heatMap.ts"
 *
 * const spec = heatMap({
 *   title: "Half of January's customers came back",
 *   subtitle: "",
 *   format: { style: "percent" },
 *   rows: [{ name: "2026-01" }],
 *   columns: [{ name: "1 month" }, { name: "2 months" }],
 *   cells: [[{ value: 0.5, shade: 0.5 }, undefined]],
 *   legend: []
 * })
 * const { vconcat } = JSON.parse(JSON.stringify(spec))
 * vconcat[0].data.values.map(({ column, value }) => [column, value]) // => [["1 month", 0.5], ["2 months", null]]
 * ```
 */
export const heatMap = (input: HeatMap, options: SpecificationOptions = {}): Specification => {
  const { format, legend, subtitle, title } = input
  const matrix = matrixOf(input, 0)
  return specification({ title, subtitle, description: describe(matrix, format) }, options, (paint) => ({
    spacing: 16,
    vconcat: [cells(matrix, input, paint), ...(legend.length === 0 ? [] : [keys(input, paint)])]
  }))
}
