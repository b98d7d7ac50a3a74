import { nameOf } from "../text/clean.ts"
import type { StageFlows } from "./StageFlows.ts"

/** A stage as it is drawn. */
export interface Stage {
  readonly name: string
  /** How often somebody came to it from outside, or began there. */
  readonly come: number
  /** How often nothing came after. */
  readonly end: number
}

/** How many went on from one stage to a later one. */
export interface Flow {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Stages in their order, and how many went on to a later one. */
export interface Flows {
  readonly stages: ReadonlyArray<Stage>
  /** By `from`, then by `to`. */
  readonly forward: ReadonlyArray<Flow>
  /** How many went to an earlier stage. */
  readonly back: number
}

const mostStages = 8

interface Counts {
  readonly come: Float64Array
  readonly end: Float64Array
  readonly between: ReadonlyArray<Float64Array>
}

const count = (value: number): number => (value > 0 && value <= 1e12 ? value : 0)

const counted = (share: { readonly _tag: string; readonly count?: number }): number =>
  share._tag === "Estimate" ? count(share.count ?? 0) : 0

const add = (to: Float64Array | undefined, place: number, value: number): void => {
  if (to !== undefined) to[place] = (to[place] ?? 0) + value
}

/** Count the graph by groups of touchpoints. */
const countBy = (
  { edges, nodes }: StageFlows["graph"],
  groupOf: (touchpoint: string) => number,
  size: number
): Counts => {
  const [come, end] = [new Float64Array(size), new Float64Array(size)]
  const between = Array.from({ length: size }, () => new Float64Array(size))
  for (const { exits, starts, touchpoint } of nodes) {
    add(come, groupOf(touchpoint), counted(starts))
    add(end, groupOf(touchpoint), counted(exits))
  }
  for (const { from, share, to } of edges) {
    const [left, entered] = [groupOf(from), groupOf(to)]
    if (left === entered) continue
    add(come, entered, counted(share))
    add(between[left], entered, counted(share))
  }
  return { come, end, between }
}

/** The stages that are drawn by themselves: all where they fit, or the seven that most come to; in their order. */
const kept = ({ come }: Counts, stages: number): ReadonlyArray<number> => {
  const places = Array.from({ length: stages }, (_, i) => i)
  const others = come[stages] ?? 0
  if (stages + (others > 0 ? 1 : 0) <= mostStages) return places
  return places
    .toSorted((a, b) => (come[b] ?? 0) - (come[a] ?? 0) || a - b)
    .slice(0, mostStages - 1)
    .toSorted((a, b) => a - b)
}

/** The flows between planned stages; what is in none of them, or in one too many, is `other`, the last. */
export const flowsOf = ({ graph, stages }: StageFlows): Flows => {
  const stageOf = new Map<string, number>()
  stages.forEach(({ touchpoints }, i) => {
    for (const { id } of touchpoints) if (!stageOf.has(id)) stageOf.set(id, i)
  })
  const groupOf = (touchpoint: string): number => stageOf.get(touchpoint) ?? stages.length
  const shown = kept(countBy(graph, groupOf, stages.length + 1), stages.length)
  const columns = new Map(shown.map((stage, column) => [stage, column]))
  const { between, come, end } = countBy(graph, (id) => columns.get(groupOf(id)) ?? shown.length, shown.length + 1)
  const all = [...shown.map((stage) => nameOf(stages[stage]?.name ?? "")), "other"].map((name, i) => ({
    name,
    come: come[i] ?? 0,
    end: end[i] ?? 0
  }))
  const flows = between.flatMap((row, from) =>
    Array.from(row, (value, to) => ({ from, to, count: value })).filter((flow) => flow.count > 0)
  )
  const other = all.at(-1)
  return {
    stages: other !== undefined && other.come + other.end > 0 ? all : all.slice(0, -1),
    forward: flows.filter(({ from, to }) => from < to),
    back: flows.reduce((sum, flow) => sum + (flow.from > flow.to ? flow.count : 0), 0)
  }
}
