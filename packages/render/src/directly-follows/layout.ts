import { boxWidth } from "./box.ts"
import type { DirectlyFollowsMap } from "./DirectlyFollowsMap.ts"
import { type Levels, levelsOf } from "./levels.ts"
import type { Flow } from "./order.ts"
import type { Box, Edge, Layout } from "./Placed.ts"
import { type Rows, rowsOf } from "./rows.ts"
import { type Shown, shownOf } from "./shown.ts"
import { stepsOf } from "./steps.ts"
import { waysBack } from "./waysBack.ts"
import { waysDown } from "./waysDown.ts"

const laneWidth = 26
const between = 30

/** Where slots stand from left to right: each row in the middle. */
const placed = ({ rows }: Rows, left: number, least: number) => {
  const widthOf = (id: string | undefined) => (id === undefined ? laneWidth : boxWidth)
  const widths = rows.map((row) => row.reduce((sum, { id }) => sum + widthOf(id) + between, -between))
  const width = Math.max(least, ...widths)
  const x = new Map<string, number>()
  for (const [r, row] of rows.entries()) {
    let at = left + (width - (widths[r] ?? 0)) / 2
    for (const { id, key } of row) {
      x.set(key, at + widthOf(id) / 2)
      at += widthOf(id) + between
    }
  }
  return { x, width }
}

const boxesOf = (
  { rows }: Rows,
  { named }: Shown,
  x: ReadonlyMap<string, number>,
  { heights, tops }: Levels
): ReadonlyArray<Box> =>
  rows.flatMap((row, r) =>
    row.flatMap(({ id, key }): ReadonlyArray<Box> => {
      const known = id === undefined ? undefined : named.get(id)
      return known === undefined
        ? []
        : [{ ...known, x: (x.get(key) ?? 0) - boxWidth / 2, y: tops[r] ?? 0, height: heights[r] ?? 0 }]
    })
  )

/** What is the same of each flow: how thick it is, and what it says. */
const drawnFlow = ({ flows, named, texts }: Shown) => {
  const most = Math.max(1, ...flows.map(({ count }) => count))
  return (flow: Flow): Pick<Edge, "flow" | "width" | "text" | "words"> => {
    const text = texts.get(flow) ?? ""
    const words = `${named.get(flow.from)?.name ?? ""} → ${named.get(flow.to)?.name ?? ""}: ${text}`
    return { flow, width: 1.25 + 7 * (flow.count / most), text, words }
  }
}

/** Lay a graph out from `top` downwards, `left` from the edge of the picture. */
export const layoutOf = (input: DirectlyFollowsMap, left: number, top: number, least: number): Layout => {
  const shown = shownOf(input)
  const rows = rowsOf(shown.order, shown.layer, shown.flows)
  const { width, x } = placed(rows, left, least)
  const steps = stepsOf(rows, shown.layer, x)
  const levels = levelsOf(shown, rows, steps, top)
  const drawn = drawnFlow(shown)
  const down = waysDown(rows, steps, levels).map(
    (way): Edge => ({ ...drawn(way.flow), label: way.label, points: way.points, back: undefined })
  )
  const up = waysBack(shown, x, levels, left + width + 20).map((way): Edge => {
    const flow = drawn(way.flow)
    const text = `${flow.text} back to ${shown.named.get(way.flow.to)?.name ?? ""}`
    return { ...flow, text, label: way.label, points: [], back: way.back }
  })
  return { boxes: boxesOf(rows, shown, x, levels), edges: [...down, ...up], right: left + width, bottom: levels.bottom }
}
