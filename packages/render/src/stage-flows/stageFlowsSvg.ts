import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { notes } from "../svg/notes.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { compact, number, percent, plural } from "../text/number.ts"
import { wrap } from "../text/wrap.ts"
import { type Flows, flowsOf, type Stage } from "./flows.ts"
import { type Layout, layoutOf, type Node, nodeWidth, type Ribbon, type Stop } from "./layout.ts"
import type { StageFlows } from "./StageFlows.ts"

const headHeight = 74

const pair = (x: number, y: number): string => `${coordinate(x)} ${coordinate(y)}`

/** A curve from one column to the next, level at both ends. */
const curve = (from: Stop, to: Stop): string => {
  const middle = (from.x + to.x) / 2
  return `C${pair(middle, from.y)} ${pair(middle, to.y)} ${pair(to.x, to.y)}`
}

/** Along one edge of a ribbon: over each column that it passes straight on. */
const edge = (stops: ReadonlyArray<Stop>, over: number): string =>
  stops
    .slice(1)
    .map((to, i) => {
      const { x, y } = stops[i] ?? to
      return `${i === 0 ? "" : `H${coordinate(x + over)}`}${curve({ x: x + over, y }, to)}`
    })
    .join("")

const outline = ({ stops, thickness }: Ribbon): string => {
  const back = stops.toReversed().map(({ x, y }) => ({ x: x + nodeWidth, y: y + thickness }))
  const [start, end] = [stops[0], back[0]]
  if (start === undefined || end === undefined) return ""
  const there = `M${pair(start.x + nodeWidth, start.y)}${edge(stops, nodeWidth)}`
  return `${there}L${pair(end.x - nodeWidth, end.y)}${edge(back, -nodeWidth)}Z`
}

const share = (part: number, { come }: Stage): string => percent(Math.min(1, part / Math.max(1, come)))

const flowInWords = ({ count, from, to }: Ribbon, nodes: ReadonlyArray<Stage>): string => {
  const [left, entered] = [nodes[from], nodes[to]]
  if (left === undefined || entered === undefined) return ""
  return `${left.name} → ${entered.name}: ${number(count, 0)}, ${share(count, left)} of those who came to ${left.name}`
}

const drawRibbon = (pen: Pen, ribbon: Ribbon, nodes: ReadonlyArray<Node>): Markup => {
  const paint = { "fill-opacity": 0.4, ...pen.paint({ fill: "customers" }) }
  return element("path", { d: outline(ribbon), ...paint }, hint(flowInWords(ribbon, nodes)))
}

/** The share of those who came, where the ribbon is thick enough to hold it. */
const drawShare = (pen: Pen, { count, from, stops, thickness }: Ribbon, nodes: ReadonlyArray<Node>): Markup => {
  const [left, first] = [nodes[from], stops[0]]
  return left === undefined || first === undefined || thickness < 14
    ? join([])
    : label(pen, share(count, left), first.x + nodeWidth + 5, first.y + thickness / 2 + 4, { size: 11, fill: "ink" })
}

const short = (count: number): string => (count < 100_000 ? number(count, 0) : compact(count))

const stageInWords = (stage: Stage): string =>
  `${stage.name}: ${number(stage.come, 0)} come, ${number(stage.end, 0)} (${share(stage.end, stage)}) end there`

const drawNode = (pen: Pen, node: Node, top: number, pitch: number): Markup => {
  const { end, height, name, x } = node
  const { lines } = wrap(name, pitch - 14, 2, { size: 13, weight: 600 })
  const small = { size: 11.5, fill: "muted" } as const
  return element(
    "g",
    {},
    hint(stageInWords(node)),
    ...lines.map((line, i) =>
      label(pen, line, x, top - 42 - (lines.length - 1 - i) * 16, { size: 13, weight: 600, fill: "ink" })
    ),
    label(pen, `${short(node.come)} come`, x, top - 26, small),
    label(pen, `${share(end, node)} end here`, x, top - 10, small),
    element("rect", { x, y: top, width: nodeWidth, height: Math.max(1, height), ...pen.paint({ fill: "experienced" }) })
  )
}

const direction = ({ back, forward }: Flows): string => {
  const on = forward.reduce((sum, { count }) => sum + count, 0)
  if (on + back === 0) return "Nobody went from one stage to another."
  return `Of ${plural(on + back, "step")} from one stage to another ${percent(on / (on + back))} go forward, as drawn; the others go back.`
}

const describe = (flows: Flows, { nodes, ribbons }: Layout): string => {
  const facts = [...nodes.map(stageInWords), ...ribbons.map((ribbon) => flowInWords(ribbon, nodes))]
  return `${["Flows between stages", ...facts].join("; ")}. ${direction(flows)}`
}

const draw = (input: StageFlows, pen: Pen): Drawing => {
  const flows = flowsOf(input)
  const { width } = layoutOf(flows, 0)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const top = 92 + head.extra + headHeight
  const layout = layoutOf(flows, top)
  const { nodes, pitch, ribbons } = layout
  const height = "A bar is as high as many come to its stage; shares are of those."
  const said = notes(pen, [direction(flows), height], layout.bottom + 34, width - 48)
  return {
    width,
    height: said.bottom + 4,
    title: clean(input.title),
    description: describe(flows, layout),
    body: join([
      head.markup,
      ...ribbons.map((ribbon) => drawRibbon(pen, ribbon, nodes)),
      ...nodes.map((node) => drawNode(pen, node, top, pitch)),
      ...ribbons.map((ribbon) => drawShare(pen, ribbon, nodes)),
      said.markup
    ])
  }
}

/**
 * Draw how customers go on from stage to stage as SVG, a Sankey diagram: a bar for each stage in planned order, ribbons to the
 * later ones, how many come to a stage and which share ends there.
 *
 * Takes the graph of `DirectlyFollows` of the core package. At most 8 bars: of more stages the seven that most come to; the
 * others, and touchpoints of no stage, are `other`, the last. Steps back, those from `other` included, are told in words and
 * not drawn. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { DirectlyFollows, Tally } from "@throughline/core"
 * import { stageFlows } from "./stageFlowsSvg.ts"
 *
 * const steps = [{ to: "search" }, { from: "search", to: "cart" }, { from: "cart" }]
 * const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to"] }))
 * const stages = [{ name: "Choose", touchpoints: [{ id: "search" }] }, { name: "Buy", touchpoints: [{ id: "cart" }] }]
 * const svg = graph._tag === "DirectlyFollows" ? stageFlows({ title: "Straight on", subtitle: "", graph, stages }) : ""
 * svg.includes("Choose → Buy: 1, 100\u00a0% of those who came to Choose") // => true
 * ```
 */
export const stageFlows = (input: StageFlows, options: PictureOptions = {}): string =>
  picture("flows", input, options, draw)
