import { coordinate } from "./Markup.ts"

/** A point to draw through. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A point with the slope of the curve through it. */
export interface Knot extends Point {
  readonly slope: number
}

const secant = (a: Point, b: Point): number => (b.y - a.y) / (b.x - a.x)

/** Steffen's slope at an inner point: it never lets the curve pass the data. */
const innerSlope = (before: Point, at: Point, after: Point): number => {
  const left = secant(before, at)
  const right = secant(at, after)
  if (left * right <= 0) return 0
  const parabola = (left * (after.x - at.x) + right * (at.x - before.x)) / (after.x - before.x)
  return Math.sign(left) * Math.min(2 * Math.abs(left), 2 * Math.abs(right), Math.abs(parabola))
}

const slopeAt = (points: ReadonlyArray<Point>, i: number): number => {
  const [before, at, after] = [points[i - 1], points[i], points[i + 1]]
  if (at === undefined) return 0
  if (before !== undefined && after !== undefined) return innerSlope(before, at, after)
  if (after !== undefined) return secant(at, after)
  return before === undefined ? 0 : secant(before, at)
}

/**
 * Slopes of the monotone cubic curve through points in ascending x (Steffen 1990, "A simple method for monotonic
 * interpolation in one dimension"); straight at both ends.
 */
export const knots = (points: ReadonlyArray<Point>): ReadonlyArray<Knot> =>
  points.map((point, i) => ({ ...point, slope: slopeAt(points, i) }))

const pair = (x: number, y: number): string => `${coordinate(x)} ${coordinate(y)}`

const bezier = (from: Knot, to: Knot): string => {
  const third = (to.x - from.x) / 3
  return `C${pair(from.x + third, from.y + from.slope * third)} ${pair(to.x - third, to.y - to.slope * third)} ${pair(to.x, to.y)}`
}

/** The curve as path data, without its first move. Knots in descending x run backwards along the same curve. */
const along = (line: ReadonlyArray<Knot>): string =>
  line
    .slice(1)
    .map((to, i) => bezier(line[i] ?? to, to))
    .join("")

/** Path data of a curve. */
export const open = (line: ReadonlyArray<Knot>): string => {
  const [first] = line
  return first === undefined ? "" : `M${pair(first.x, first.y)}${along(line)}`
}

/** Path data of the area between two curves over the same stretch of x. */
export const between = (upper: ReadonlyArray<Knot>, lower: ReadonlyArray<Knot>): string => {
  const back = lower.toReversed()
  const [first] = back
  return first === undefined ? "" : `${open(upper)}L${pair(first.x, first.y)}${along(back)}Z`
}

/** Path data of the area between a curve and a horizontal line. */
export const toLevel = (line: ReadonlyArray<Knot>, y: number): string => {
  const [first, last] = [line[0], line.at(-1)]
  return first === undefined || last === undefined ? "" : `${open(line)}L${pair(last.x, y)}H${coordinate(first.x)}Z`
}

/** The stretches without a hole, each as the indices it covers. */
export const runs = (present: ReadonlyArray<boolean>): ReadonlyArray<ReadonlyArray<number>> => {
  const found: Array<Array<number>> = []
  present.forEach((here, i) => {
    const current = found.at(-1)
    if (here && i > 0 && present[i - 1] && current !== undefined) current.push(i)
    else if (here) found.push([i])
  })
  return found
}
