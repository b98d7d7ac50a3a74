import { runs } from "../svg/curve.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import type { Known, Scale, Spot } from "./Spot.ts"
import { isKnown, smallSample } from "./Spot.ts"

/** Stretches of periods that have a value. */
export const stretches = (spots: ReadonlyArray<Spot>): ReadonlyArray<ReadonlyArray<Known>> =>
  runs(spots.map(isKnown)).map((run) => run.flatMap((i) => spots[i] ?? []).filter(isKnown))

const polyline = (points: ReadonlyArray<readonly [number, number]>): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${coordinate(x)} ${coordinate(y)}`).join("")

export const band = (
  { paint }: Pen,
  spots: ReadonlyArray<Known>,
  { y }: Scale,
  fill: Colour = "experienced"
): Markup => {
  const upper = spots.map(({ x, estimate }) => [x, y(estimate.interval.high)] as const)
  const lower = spots.map(({ x, estimate }) => [x, y(estimate.interval.low)] as const)
  return spots.length < 2
    ? join([])
    : element("path", {
        d: `${polyline([...upper, ...lower.toReversed()])}Z`,
        "fill-opacity": 0.16,
        ...paint({ fill })
      })
}

/** Solid between finished periods, dotted towards one in progress. */
export const line = (
  { paint }: Pen,
  spots: ReadonlyArray<Known>,
  { y }: Scale,
  stroke: Colour = "experienced"
): Markup => {
  const pairs = spots.slice(1).flatMap((to, i) => (spots[i] ? [[spots[i], to] as const] : []))
  const path = (progress: boolean): string =>
    pairs
      .filter(([, to]) => (to.period.inProgress === true) === progress)
      .map((pair) => polyline(pair.map(({ x, estimate }) => [x, y(estimate.value)] as const)))
      .join("")
  const common = { fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" }
  const solid = path(false)
  const dotted = path(true)
  return join([
    ...(solid === "" ? [] : [element("path", { d: solid, "stroke-width": 2.5, ...common, ...paint({ stroke }) })]),
    ...(dotted === ""
      ? []
      : [
          element("path", {
            d: dotted,
            "stroke-width": 2,
            "stroke-dasharray": "2 5",
            ...common,
            ...paint({ stroke })
          })
        ])
  ])
}

export const point = (
  pen: Pen,
  { x, estimate, period }: Known,
  { y }: Scale,
  alone: boolean,
  colour: Colour = "experienced"
): Markup => {
  const hollow = period.inProgress === true || estimate.n < smallSample
  const [high, low] = [coordinate(y(estimate.interval.high)), coordinate(y(estimate.interval.low))]
  const whisker = element("path", {
    d: `M${coordinate(x - 5)} ${high}h10m-5 0V${low}m-5 0h10`,
    fill: "none",
    "stroke-width": 1.5,
    ...pen.paint({ stroke: colour })
  })
  const dot = element("circle", {
    cx: x,
    cy: y(estimate.value),
    r: 4.5,
    "stroke-width": 2,
    ...pen.paint(hollow ? { fill: "background", stroke: colour } : { fill: colour, stroke: "background" })
  })
  return join(alone ? [whisker, dot] : [dot])
}
