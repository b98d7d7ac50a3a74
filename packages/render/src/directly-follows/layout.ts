import { textWidth } from "../text/width.ts"
import { boxWidth, lineHeight } from "./box.ts"
import type { DirectlyFollowsMap } from "./DirectlyFollowsMap.ts"
import type { Flow } from "./order.ts"
import { type Rows, rowsOf } from "./rows.ts"
import { type Named, shownOf } from "./shown.ts"
import { type Step, stepsOf } from "./steps.ts"
import { acrossAt, linesOf } from "./tags.ts"

const laneWidth = 26
const between = 30

/** A touchpoint at its place. */
export interface Box {
  readonly id: string
  readonly name: string
  readonly lines: ReadonlyArray<string>
  readonly facts: ReadonlyArray<string>
  readonly x: number
  readonly y: number
  readonly height: number
}

interface At {
  readonly x: number
  readonly y: number
}

/** A flow: where it runs, how thick, and what is written on it. */
export interface Edge {
  readonly flow: Flow
  readonly width: number
  readonly text: string
  readonly words: string
  readonly label: At
  /** From each row to the next; back along a lane of its own when `back`. */
  readonly points: ReadonlyArray<readonly [from: At, to: At]>
  readonly back:
    | { readonly out: At; readonly lane: number; readonly down: number; readonly up: number; readonly in: At }
    | undefined
}

/** Where everything of a graph is. */
export interface Layout {
  readonly boxes: ReadonlyArray<Box>
  readonly edges: ReadonlyArray<Edge>
  readonly right: number
  readonly bottom: number
}

const heightOf = ({ facts, lines }: Named): number => 16 + lines.length * lineHeight + facts.length * 14

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

const origin: At = { x: 0, y: 0 }
const laneGap = 18
const tagGap = 17

/** Lay a graph out from `top` downwards, `left` from the edge of the picture. */
export const layoutOf = (input: DirectlyFollowsMap, left: number, top: number, least: number): Layout => {
  const { back, flows, layer, named, order, texts } = shownOf(input)
  const rows = rowsOf(order, layer, flows)
  const { width, x } = placed(rows, left, least)
  const steps = stepsOf(rows, layer, x)
  const isIn = (row: number) => (flow: Flow) => layer.get(flow.to) === row
  const isOut = (row: number) => (flow: Flow) => layer.get(flow.from) === row

  const tops: Array<number> = []
  const heights: Array<number> = []
  const lines = new Map<Step, { readonly line: number; readonly count: number }>()
  let y = top
  for (const [r, row] of rows.rows.entries()) {
    y += 8 * back.filter(isIn(r)).length
    tops.push(y)
    const height = row.reduce(
      (most, { id }) => Math.max(most, id === undefined ? 0 : heightOf(named.get(id) as Named)),
      0
    )
    heights.push(height)
    const tagged = steps.filter((step) => step.row === r && step.isFirst)
    const found = linesOf(
      tagged.map(({ from, to, way }) => ({ from, to, width: textWidth(texts.get(way.flow) ?? "", 11, 500) }))
    )
    for (const [i, step] of tagged.entries()) lines.set(step, { line: found.line[i] ?? 0, count: found.count })
    const crossing = steps.some((step) => step.row === r)
    y += height + 8 * back.filter(isOut(r)).length + (crossing ? 34 + tagGap * found.count : 26)
  }
  const most = Math.max(1, ...flows.map(({ count }) => count))
  const thick = (flow: Flow) => 1.25 + 7 * (flow.count / most)
  const wordsOf = (flow: Flow) =>
    `${named.get(flow.from)?.name ?? ""} → ${named.get(flow.to)?.name ?? ""}: ${texts.get(flow) ?? ""}`

  const boxes = rows.rows.flatMap((row, r) =>
    row.flatMap(({ id, key }): ReadonlyArray<Box> => {
      const known = id === undefined ? undefined : named.get(id)
      return known === undefined
        ? []
        : [{ ...known, x: (x.get(key) ?? 0) - boxWidth / 2, y: tops[r] ?? 0, height: heights[r] ?? 0 }]
    })
  )
  const down = rows.ways.map((way): Edge => {
    const own = steps.filter((step) => step.way === way)
    const points = own.map(({ from, row, to }): readonly [At, At] => {
      const leaving = { x: from, y: (tops[row] ?? 0) + (heights[row] ?? 0) }
      return [leaving, { x: to, y: tops[row + 1] ?? 0 }]
    })
    const [[start, end] = [origin, origin]] = points
    const { count = 1, line = 0 } = (own[0] && lines.get(own[0])) ?? {}
    const at = (line + 1) / (count + 1)
    const label = { x: acrossAt(start.x, end.x, at), y: start.y + (end.y - start.y) * at + 4 }
    return {
      flow: way.flow,
      width: thick(way.flow),
      text: texts.get(way.flow) ?? "",
      words: wordsOf(way.flow),
      label,
      points,
      back: undefined
    }
  })
  const lanes = left + width + 20
  const up = back.map((flow, b): Edge => {
    const [start, end] = [layer.get(flow.from) ?? 0, layer.get(flow.to) ?? 0]
    const outs = back.filter(isOut(start)).indexOf(flow)
    const ins = back.filter(isIn(end)).indexOf(flow)
    const rightOf = (id: string) => (x.get(`id ${id}`) ?? 0) + boxWidth / 2
    const out = { x: rightOf(flow.from) - 10, y: (tops[start] ?? 0) + (heights[start] ?? 0) }
    const into = { x: rightOf(flow.to) - 10, y: tops[end] ?? 0 }
    const lane = lanes + b * laneGap
    const route = { out, lane, down: out.y + 8 * (outs + 1), up: into.y - 8 * (ins + 1) - 4, in: into }
    return {
      flow,
      width: thick(flow),
      text: `${texts.get(flow) ?? ""} back to ${named.get(flow.to)?.name ?? ""}`,
      words: wordsOf(flow),
      label: { x: lanes + back.length * laneGap, y: route.down + 4 },
      points: [],
      back: route
    }
  })
  return { boxes, edges: [...down, ...up], right: left + width, bottom: y }
}
