import { label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { linear } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { number } from "../text/number.ts"
import type { Tree } from "./Branch.ts"
import { type Layout, place, stripHeight } from "./layout.ts"

/** So many topics are left over a stretch of costs, and so stable they are. */
export interface Level {
  readonly left: number
  readonly stability: number | null
  readonly from: number
  readonly to: number
}

const usable = (stability: number | null): number | null =>
  stability !== null && Number.isFinite(stability) ? Math.min(1, Math.max(-1, stability)) : null

/** The levels of a tree from all topics to two: one topic alone is always found again. */
export const levelsOf = ({ leaves, stability }: Tree, { forks }: Layout): ReadonlyArray<Level> =>
  forks.map(({ x: to }, i) => {
    const before = forks[i - 1]
    return {
      left: leaves.length - i,
      stability: usable(before === undefined ? stability : before.joint.stability),
      from: before?.x ?? place.left,
      to
    }
  })

/** Levels below this are rather chance: fewer topics are better. */
const leastStable = 0.5

/** Names of levels at least so far apart. */
const apart = 24

/** How many topics are left, below the levels wide enough to be named, from the right. */
const names = (pen: Pen, levels: ReadonlyArray<Level>, y: number): Markup => {
  let last = Number.POSITIVE_INFINITY
  return join(
    levels.toReversed().flatMap(({ from, left, to }) => {
      const x = (from + to) / 2
      if (last - x < apart) return []
      last = x
      return [label(pen, number(left, 0), x, y, { size: 11, anchor: "middle", fill: "muted" })]
    })
  )
}

/** Draw how stable the topics are, at each level of the tree above: its x is the x of the tree. */
export const drawStrip = (pen: Pen, levels: ReadonlyArray<Level>, top: number): Markup => {
  const bottom = top + stripHeight
  const toY = linear([0, 1], [bottom, top])
  const small = { size: 11, fill: "muted" } as const
  const ticks = [0, leastStable, 1].flatMap((tick) => [
    element("line", {
      x1: place.left,
      x2: place.right,
      y1: toY(tick),
      y2: toY(tick),
      "stroke-dasharray": tick === leastStable ? "4 3" : undefined,
      ...pen.paint({ stroke: tick === 0 || tick === leastStable ? "faint" : "grid" })
    }),
    label(pen, number(tick, tick === leastStable ? 1 : 0), place.left - 8, toY(tick) + 4, { ...small, anchor: "end" })
  ])
  const line = levels
    .flatMap(({ from, stability, to }) =>
      stability === null
        ? []
        : [`M${coordinate(from)} ${coordinate(toY(stability))}H${coordinate(Math.max(to, from + 1.5))}`]
    )
    .join("")
  return join([
    label(pen, "Stability", place.name, top + 10, { size: 13, weight: 600, fill: "ink" }),
    label(pen, "adjusted Rand index with topics of halves of", place.name, top + 27, small),
    label(pen, "the texts: 1 is the same again, 0 is chance;", place.name, top + 42, small),
    label(pen, "below 0.5 take fewer topics", place.name, top + 57, small),
    ...ticks,
    ...(line === ""
      ? [label(pen, "not known: too few texts", place.left + 8, toY(0.25) + 4, small)]
      : [element("path", { d: line, fill: "none", "stroke-width": 3, ...pen.paint({ stroke: "experienced" }) })]),
    names(pen, levels, bottom + 15),
    label(pen, "topics left", place.left - 8, bottom + 15, { ...small, anchor: "end" })
  ])
}
