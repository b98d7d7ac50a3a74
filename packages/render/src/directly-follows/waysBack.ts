import { boxWidth } from "./box.ts"
import type { Levels } from "./levels.ts"
import type { Edge } from "./Placed.ts"
import type { Shown } from "./shown.ts"

const laneGap = 18

/** The ways that lead back up, each along a lane of its own right of `lanes`. */
export const waysBack = (
  { back, layer }: Shown,
  x: ReadonlyMap<string, number>,
  { heights, tops }: Levels,
  lanes: number
): ReadonlyArray<Pick<Edge, "flow" | "label" | "back">> => {
  const rightOf = (id: string) => (x.get(`id ${id}`) ?? 0) + boxWidth / 2
  return back.map((flow, b) => {
    const [start, end] = [layer.get(flow.from) ?? 0, layer.get(flow.to) ?? 0]
    const outs = back.filter(({ from }) => layer.get(from) === start).indexOf(flow)
    const ins = back.filter(({ to }) => layer.get(to) === end).indexOf(flow)
    const out = { x: rightOf(flow.from) - 10, y: (tops[start] ?? 0) + (heights[start] ?? 0) }
    const into = { x: rightOf(flow.to) - 10, y: tops[end] ?? 0 }
    const route = {
      out,
      lane: lanes + b * laneGap,
      down: out.y + 8 * (outs + 1),
      up: into.y - 8 * (ins + 1) - 4,
      in: into
    }
    return { flow, label: { x: lanes + back.length * laneGap, y: route.down + 4 }, back: route }
  })
}
