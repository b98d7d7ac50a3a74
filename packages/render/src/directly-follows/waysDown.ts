import type { Levels } from "./levels.ts"
import type { At, Edge } from "./Placed.ts"
import type { Rows } from "./rows.ts"
import type { Step } from "./steps.ts"
import { acrossAt } from "./tags.ts"

const origin: At = { x: 0, y: 0 }

/** The ways that lead down, each from row to row, with the place of its tag. */
export const waysDown = (
  { ways }: Rows,
  steps: ReadonlyArray<Step>,
  { heights, lines, tops }: Levels
): ReadonlyArray<Pick<Edge, "flow" | "label" | "points">> =>
  ways.map((way) => {
    const own = steps.filter((step) => step.way === way)
    const points = own.map(({ from, row, to }): readonly [At, At] => {
      const leaving = { x: from, y: (tops[row] ?? 0) + (heights[row] ?? 0) }
      return [leaving, { x: to, y: tops[row + 1] ?? 0 }]
    })
    const [[start, end] = [origin, origin]] = points
    const { count = 1, line = 0 } = (own[0] && lines.get(own[0])) ?? {}
    const at = (line + 1) / (count + 1)
    const label = { x: acrossAt(start.x, end.x, at), y: start.y + (end.y - start.y) * at + 4 }
    return { flow: way.flow, label, points }
  })
