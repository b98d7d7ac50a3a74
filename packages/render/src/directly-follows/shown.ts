import type { DirectlyFollows } from "@throughline/core"
import { nameOf } from "../text/clean.ts"
import { number, percent, plural } from "../text/number.ts"
import { wrap } from "../text/wrap.ts"
import { boxWidth, nameType } from "./box.ts"
import type { DirectlyFollowsMap } from "./DirectlyFollowsMap.ts"
import { type Flow, inOrder, layersOf } from "./order.ts"

type Graph = DirectlyFollowsMap["graph"]

const mostEdges = 40
/** So many touchpoints without a flow are in a row, or more. */
const fewest = 4

const usable = (count: number): number => (Number.isFinite(count) && count > 0 ? Math.min(count, 1e15) : 0)

/** A share of the graph, which is in per cent. */
const share = (value: number): string => percent(value / 100)

const factsOf = (node: DirectlyFollows.GraphNode, again: number): ReadonlyArray<string> => {
  const { ends, exits, starts, visits } = node
  const starting = starts._tag === "Estimate" && starts.value >= 1 ? [`${share(starts.value)} begin here`] : []
  const stopping =
    ends._tag === "Estimate" && exits._tag === "Estimate" && exits.value >= 1 ? [`${share(exits.value)} stop`] : []
  const repeats = usable(again) > 0 ? [`${number(again, 0)} again`] : []
  return [[plural(visits, "visit"), ...repeats].join(", "), [...starting, ...stopping].join(", ")].filter(Boolean)
}

/** A touchpoint: what is written in its box. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly lines: ReadonlyArray<string>
  readonly facts: ReadonlyArray<string>
}

const namedOf = (graph: Graph, names: ReadonlyMap<string, string>): ReadonlyMap<string, Named> => {
  const again = new Map(graph.edges.filter(({ from, to }) => from === to).map((edge) => [edge.from, edge.share.count]))
  return new Map(
    graph.nodes.map((node) => {
      const id = node.touchpoint
      const name = nameOf(names.get(id) ?? id)
      const { lines } = wrap(name, boxWidth - 20, 2, nameType)
      return [id, { id, name, lines, facts: factsOf(node, again.get(id) ?? 0) }]
    })
  )
}

const textOf = ({ share: of }: DirectlyFollows.GraphEdge): string => `${number(of.count, 0)} · ${share(of.value)}`

/** Touchpoints without a flow in rows of their own below the others, no more in a row than the others have. */
const withAlone = (
  layer: ReadonlyMap<string, number>,
  flows: ReadonlyArray<Flow>,
  order: ReadonlyArray<string>
): ReadonlyMap<string, number> => {
  const linked = new Set(flows.flatMap(({ from, to }) => [from, to]))
  const layers = order.filter((id) => linked.has(id)).map((id) => layer.get(id) ?? 0)
  const below = Math.max(-1, ...layers) + 1
  const most = Math.max(fewest, ...layers.map((row) => layers.filter((other) => other === row).length))
  const alone = order.filter((id) => !linked.has(id))
  return new Map([...layer, ...alone.map((id, i) => [id, below + Math.floor(i / most)] as const)])
}

/** What is shown of a graph. */
export interface Shown {
  readonly named: ReadonlyMap<string, Named>
  /** The most frequent first. */
  readonly flows: ReadonlyArray<Flow>
  /** Those that lead back, the shortest first. */
  readonly back: ReadonlyArray<Flow>
  /** How often, and which share of those who were there. */
  readonly texts: ReadonlyMap<Flow, string>
  /** As planned, or as most go. */
  readonly order: ReadonlyArray<string>
  readonly layer: ReadonlyMap<string, number>
}

/** The touchpoints of a graph in their order, and its most frequent flows between two. */
export const shownOf = ({ graph, planned = [] }: DirectlyFollowsMap): Shown => {
  const names = new Map(planned.map(({ id, name }) => [id, name]))
  const named = namedOf(graph, names)
  const edges = graph.edges
    .filter(({ from, to }) => from !== to && named.has(from) && named.has(to))
    .slice(0, mostEdges)
    .map((edge) => ({ edge, flow: { from: edge.from, to: edge.to, count: usable(edge.share.count) } }))
  const flows = edges.map(({ flow }) => flow)
  const first = planned.map(({ id }) => id).filter((id) => named.has(id))
  const others = [...named.keys()].filter((id) => !names.has(id))
  const order =
    planned.length === 0 ? inOrder([...named.keys()], flows) : [...new Set(first), ...inOrder(others, flows)]
  const layer = withAlone(layersOf(order, flows), flows, order)
  const rise = ({ from, to }: Flow) => (layer.get(from) ?? 0) - (layer.get(to) ?? 0)
  const back = flows.filter((flow) => rise(flow) >= 0).sort((a, b) => rise(a) - rise(b))
  return { named, flows, back, texts: new Map(edges.map(({ edge, flow }) => [flow, textOf(edge)])), order, layer }
}
