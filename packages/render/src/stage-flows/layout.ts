import type { Flow, Flows, Stage } from "./flows.ts"

/** A stage's bar. */
export interface Node extends Stage {
  readonly x: number
  readonly height: number
}

/** Where a ribbon is at one column: its upper edge. */
export interface Stop {
  readonly x: number
  readonly y: number
}

/** A flow from its stage past others to a later one. */
export interface Ribbon extends Flow {
  readonly thickness: number
  readonly stops: ReadonlyArray<Stop>
}

/** Where everything is. */
export interface Layout {
  readonly nodes: ReadonlyArray<Node>
  readonly ribbons: ReadonlyArray<Ribbon>
  readonly pitch: number
  readonly bottom: number
  readonly width: number
}

export const nodeWidth = 14
const mostHeight = 340
const gap = 14

const sum = (flows: ReadonlyArray<Flow>): number => flows.reduce((all, { count }) => all + count, 0)

/** Flows that pass a column, from above to below: those that end soonest first. */
const passing = (forward: ReadonlyArray<Flow>, column: number): ReadonlyArray<Flow> =>
  forward.filter(({ from, to }) => from < column && column < to).toSorted((a, b) => a.to - b.to || b.from - a.from)

/** How much a stage's bar stands for: all that came, and no less than what is drawn on either side. */
const sizeOf = ({ forward, stages }: Flows, column: number): number =>
  Math.max(
    stages[column]?.come ?? 0,
    sum(forward.filter(({ to }) => to === column)),
    sum(forward.filter(({ from }) => from === column)) + (stages[column]?.end ?? 0)
  )

/** Pixels for one customer, so that the fullest column has room. */
const scaleOf = (flows: Flows): number => {
  const scales = flows.stages.map((_, column) => {
    const past = passing(flows.forward, column)
    const size = sizeOf(flows, column) + sum(past)
    return size === 0 ? Number.POSITIVE_INFINITY : (mostHeight - gap * past.length) / size
  })
  const scale = Math.min(...scales)
  return Number.isFinite(scale) ? scale : 0
}

/** Put flows one below the other from `top`: the upper edge of each. */
const stacked = (
  flows: ReadonlyArray<Flow>,
  top: number,
  scale: number,
  between: number
): ReadonlyMap<Flow, number> => {
  let y = top
  return new Map(
    flows.map((flow) => {
      const at = y
      y += flow.count * scale + between
      return [flow, at]
    })
  )
}

/** Lay flows out below `top`: a column for each stage, and what passes it below its bar. */
export const layoutOf = (flows: Flows, top: number): Layout => {
  const { forward, stages } = flows
  const pitch = Math.min(240, Math.max(132, 920 / Math.max(1, stages.length)))
  const x = (column: number): number => 24 + column * pitch
  const scale = scaleOf(flows)
  const columns = stages.map((_, column) => {
    const height = sizeOf(flows, column) * scale
    const into = forward.filter(({ to }) => to === column).toSorted((a, b) => b.from - a.from)
    const past = passing(forward, column)
    return {
      height,
      bottom: top + height + past.reduce((all, { count }) => all + count * scale + gap, 0),
      in: stacked(into, top, scale, 0),
      out: stacked(
        forward.filter(({ from }) => from === column),
        top,
        scale,
        0
      ),
      past: stacked(past, top + height + gap, scale, gap)
    }
  })
  const stopsOf = (flow: Flow): ReadonlyArray<Stop> =>
    columns.slice(flow.from, flow.to + 1).map((column, i) => ({
      x: x(flow.from + i),
      y: column.past.get(flow) ?? column.in.get(flow) ?? column.out.get(flow) ?? top
    }))
  return {
    nodes: stages.map((stage, i) => ({ ...stage, x: x(i), height: columns[i]?.height ?? 0 })),
    ribbons: forward.map((flow) => ({ ...flow, thickness: flow.count * scale, stops: stopsOf(flow) })),
    pitch,
    bottom: Math.max(top, ...columns.map(({ bottom }) => bottom)),
    width: Math.max(640, 24 + stages.length * pitch + 24)
  }
}
