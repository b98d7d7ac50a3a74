import type { Estimate } from "@throughline/core"
import { label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import { known, number, signed } from "../text/number.ts"
import { textWidth } from "../text/width.ts"
import type { Axis } from "./axis.ts"
import type { Column } from "./Column.ts"
import { gapColour, gapSign, smallSample } from "./gap.ts"
import { warning } from "./icons.ts"

/** A column's values in pixels, and where their labels go. */
interface Spot {
  readonly column: Column
  readonly experienced: Estimate | undefined
  readonly expected: Estimate | undefined
  /** Upper and lower end of the whisker. */
  readonly high: number
  readonly low: number
  readonly expectedY: number
  /** Experience is above expectation, or alone. */
  readonly above: boolean
}

const spotOf = (column: Column, { y }: Axis): Spot => {
  const experienced = known(column.touchpoint.experienced)
  const expected = known(column.touchpoint.expected)
  return {
    column,
    experienced,
    expected,
    high: y(experienced?.interval.high ?? expected?.value ?? 0),
    low: y(experienced?.interval.low ?? expected?.value ?? 0),
    expectedY: y(expected?.value ?? 0),
    above: experienced !== undefined && (expected === undefined || experienced.value >= expected.value)
  }
}

const experiencedLabelY = ({ above, high, low }: Spot): number => (above ? high - 8 : low + 18)

const expectedLabelY = ({ above, high, low, expectedY }: Spot): number =>
  above ? Math.max(expectedY, low) + 17 : Math.min(expectedY, high) - 10

const enough = (estimate: Estimate | undefined): estimate is Estimate =>
  estimate !== undefined && estimate.n >= smallSample

/** The lowest baseline of any label, so that the lane below can make room. */
export const lowestLabel = (columns: ReadonlyArray<Column>, axis: Axis): number => {
  const baselines = columns.flatMap((column) => {
    const spot = spotOf(column, axis)
    return [
      ...(enough(spot.experienced) ? [experiencedLabelY(spot)] : []),
      ...(enough(spot.expected) ? [expectedLabelY(spot)] : [])
    ]
  })
  return Math.max(axis.bottom, ...baselines)
}

const whisker = ({ paint }: Pen, center: number, { high, low }: Spot, colour: Colour): Markup => {
  const [x, top, bottom] = [coordinate(center - 6), coordinate(high), coordinate(low)]
  return element("path", {
    d: `M${x} ${top}h12m-6 0V${bottom}m-6 0h12`,
    fill: "none",
    "stroke-width": 1.75,
    ...paint({ stroke: colour })
  })
}

const dot = ({ paint }: Pen, cx: number, cy: number, hollow: boolean): Markup =>
  element("circle", {
    cx,
    cy,
    r: hollow ? 4.5 : 5.5,
    "stroke-width": 2,
    ...paint(hollow ? { fill: "background", stroke: "experienced" } : { fill: "experienced", stroke: "background" })
  })

const experiencedPoint = (pen: Pen, axis: Axis, spot: Spot, estimate: Estimate): Markup => {
  const { center: x, touchpoint } = spot.column
  const y = axis.y(estimate.value)
  const trouble = touchpoint.painPoint !== undefined
  return join([
    whisker(pen, x, spot, trouble ? "short" : "experienced"),
    trouble ? warning(pen, x, y) : dot(pen, x, y, !enough(estimate))
  ])
}

const expectedPoint = ({ paint }: Pen, { column, expectedY }: Spot): Markup =>
  element("circle", {
    cx: column.center,
    cy: expectedY,
    r: 3.5,
    "stroke-width": 1.75,
    ...paint({ fill: "background", stroke: "expected" })
  })

/** The gap between the two points, where there is room for it and it is certain. */
const pill = (pen: Pen, axis: Axis, spot: Spot): Markup => {
  const gap = known(spot.column.touchpoint.gap)
  if (!enough(gap) || spot.expected === undefined || spot.experienced === undefined) return join([])
  const [upper, lower] = spot.above ? [spot.low, spot.expectedY] : [spot.expectedY, spot.high]
  const sign = gapSign(gap)
  if (sign === "level" || lower - upper < 34) return join([])
  const text = signed(gap.value, axis.decimals)
  const width = textWidth(text, 12.5, 700) + 16
  const middle = (upper + lower) / 2
  return join([
    element("rect", {
      x: spot.column.center - width / 2,
      y: middle - 11,
      width,
      height: 22,
      rx: 11,
      ...pen.paint({ fill: gapColour[sign] })
    }),
    label(pen, text, spot.column.center, middle + 4.5, {
      size: 12.5,
      weight: 700,
      anchor: "middle",
      fill: "background"
    })
  ])
}

const labels = (pen: Pen, axis: Axis, spot: Spot): Markup => {
  const { center: x, touchpoint } = spot.column
  const halo = touchpoint.momentOfTruth ? "moment" : "background"
  const value = (estimate: Estimate): string => number(estimate.value, axis.decimals)
  return join([
    ...(enough(spot.experienced)
      ? [
          label(pen, value(spot.experienced), x, experiencedLabelY(spot), {
            size: 14,
            weight: 700,
            anchor: "middle",
            fill: "experienced",
            halo
          })
        ]
      : []),
    ...(enough(spot.expected)
      ? [
          label(pen, value(spot.expected), x, expectedLabelY(spot), {
            size: 11.5,
            weight: 500,
            anchor: "middle",
            fill: "expected",
            halo
          })
        ]
      : [])
  ])
}

/** Points, whiskers, their labels, and the gaps between. */
export const drawPoints = (pen: Pen, columns: ReadonlyArray<Column>, axis: Axis): Markup => {
  const spots = columns.map((column) => spotOf(column, axis))
  return join(
    spots.flatMap((spot) => [
      ...(spot.expected === undefined ? [] : [expectedPoint(pen, spot)]),
      ...(spot.experienced === undefined ? [] : [experiencedPoint(pen, axis, spot, spot.experienced)]),
      labels(pen, axis, spot),
      pill(pen, axis, spot)
    ])
  )
}

/** Where a line ends: its last point and the height of its name. */
interface End {
  readonly x: number
  readonly y: number
}

const endOf = (spots: ReadonlyArray<Spot>, { y }: Axis, line: "expected" | "experienced"): End | undefined => {
  const last = spots.findLast((spot) => spot[line] !== undefined)
  const value = last?.[line]?.value
  return last === undefined || value === undefined ? undefined : { x: last.column.center + 26, y: y(value) + 4 }
}

/** The names of the lines where they end, at least 18 px apart. */
export const drawLineNames = (pen: Pen, columns: ReadonlyArray<Column>, axis: Axis): Markup => {
  const spots = columns.map((column) => spotOf(column, axis))
  const [experienced, expected] = [endOf(spots, axis, "experienced"), endOf(spots, axis, "expected")]
  const together = experienced !== undefined && expected !== undefined && experienced.x === expected.x
  const distance = together ? Math.abs(experienced.y - expected.y) : 18
  const push = Math.max(0, 18 - distance) / 2
  const shift = together && experienced.y <= expected.y ? -push : push
  const style = { size: 12.5, halo: "background" } as const
  return join([
    ...(expected
      ? [label(pen, "Expected", expected.x, expected.y - shift, { ...style, weight: 600, fill: "expected" })]
      : []),
    ...(experienced
      ? [
          label(pen, "Experienced", experienced.x, experienced.y + shift, {
            ...style,
            weight: 700,
            fill: "experienced"
          })
        ]
      : [])
  ])
}
