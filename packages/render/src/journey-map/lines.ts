import { between, type Knot, knots, open, runs, toLevel } from "../svg/curve.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { known } from "../text/number.ts"
import type { Axis } from "./axis.ts"
import type { Column } from "./Column.ts"

/** A curve by column: where there is no value the line breaks. */
type Line = ReadonlyArray<Knot | undefined>

const lineOf = (columns: ReadonlyArray<Column>, value: (column: Column) => number | undefined, { y }: Axis): Line => {
  const line: Array<Knot | undefined> = columns.map(() => undefined)
  const values = columns.map(value)
  for (const run of runs(values.map((found) => found !== undefined))) {
    const points = run.map((i) => ({ x: columns[i]?.center ?? 0, y: y(values[i] ?? 0) }))
    knots(points).forEach((knot, k) => {
      line[run[k] ?? 0] = knot
    })
  }
  return line
}

/** The stretches of at least two columns where all lines are there, cut out of each. */
const stretches = (...lines: ReadonlyArray<Line>): ReadonlyArray<ReadonlyArray<ReadonlyArray<Knot>>> => {
  const [first = []] = lines
  const together = runs(first.map((_, i) => lines.every((line) => line[i] !== undefined)))
  return together
    .filter((run) => run.length > 1)
    .map((run) => lines.map((line) => run.map((i) => line[i]).filter((knot) => knot !== undefined)))
}

const paths = (
  found: ReadonlyArray<ReadonlyArray<ReadonlyArray<Knot>>>,
  draw: (...lines: ReadonlyArray<ReadonlyArray<Knot>>) => string
): string => found.map((lines) => draw(...lines)).join("")

const area = (upper: ReadonlyArray<Knot> = [], lower: ReadonlyArray<Knot> = []): string => between(upper, lower)

const hatch = ({ id, paint }: Pen): Markup =>
  element(
    "pattern",
    { id: `${id}-h`, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    element("line", { y2: 7, "stroke-width": 2.2, "stroke-opacity": 0.34, ...paint({ stroke: "shortArea" }) })
  )

/** The pattern that marks falling short, for the chart and its legend. */
export const patterns = (pen: Pen): Markup => element("defs", {}, hatch(pen))

/** Between the curves: where experience falls short, filled and hatched; where it exceeds, filled. */
const gapArea = (pen: Pen, { top, bottom }: Axis, expected: Line, experienced: Line): Markup => {
  const both = stretches(expected, experienced)
  const d = paths(both, area)
  if (d === "") return join([])
  const clip = (name: string, level: number): Markup =>
    element(
      "clipPath",
      { id: `${pen.id}-${name}` },
      element("path", { d: paths(both, (line = []) => toLevel(line, level)) })
    )
  const below = `url(#${pen.id}-b)`
  return join([
    element("defs", {}, clip("b", bottom), clip("a", top)),
    element("path", { d, "clip-path": below, "fill-opacity": 0.16, ...pen.paint({ fill: "shortArea" }) }),
    element("path", { d, "clip-path": below, fill: `url(#${pen.id}-h)` }),
    element("path", { d, "clip-path": `url(#${pen.id}-a)`, "fill-opacity": 0.24, ...pen.paint({ fill: "overArea" }) })
  ])
}

const band = ({ paint }: Pen, low: Line, high: Line): Markup => {
  const d = paths(stretches(high, low), area)
  if (d === "") return join([])
  return join([
    element("path", { d, "fill-opacity": 0.6, ...paint({ fill: "background" }) }),
    element("path", { d, "fill-opacity": 0.22, ...paint({ fill: "experienced" }) })
  ])
}

const stroke = ({ paint }: Pen, line: Line, colour: "expected" | "experienced"): Markup => {
  const d = paths(stretches(line), (knot = []) => open(knot))
  if (d === "") return join([])
  const dots = colour === "expected" ? { "stroke-width": 2, "stroke-dasharray": "2 5" } : { "stroke-width": 3.25 }
  return element("path", {
    d,
    fill: "none",
    ...dots,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    ...paint({ stroke: colour })
  })
}

/** The two curves, the band of confidence, and the area between the curves. */
export const drawLines = (pen: Pen, columns: ReadonlyArray<Column>, axis: Axis): Markup => {
  const expected = lineOf(columns, ({ touchpoint }) => known(touchpoint.expected)?.value, axis)
  const experienced = lineOf(columns, ({ touchpoint }) => known(touchpoint.experienced)?.value, axis)
  const low = lineOf(columns, ({ touchpoint }) => known(touchpoint.experienced)?.interval.low, axis)
  const high = lineOf(columns, ({ touchpoint }) => known(touchpoint.experienced)?.interval.high, axis)
  return join([
    gapArea(pen, axis, expected, experienced),
    band(pen, low, high),
    stroke(pen, expected, "expected"),
    stroke(pen, experienced, "experienced")
  ])
}
