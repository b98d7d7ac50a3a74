import { textWidth } from "../text/width.ts"
import { lineHeight } from "./box.ts"
import type { Flow } from "./order.ts"
import type { Rows } from "./rows.ts"
import type { Named, Shown } from "./shown.ts"
import type { Step } from "./steps.ts"
import { linesOf } from "./tags.ts"

const heightOf = ({ facts, lines }: Named): number => 16 + lines.length * lineHeight + facts.length * 14

/** The room between two of the ways that leave a row, or come to it, beside the boxes. */
const wayGap = 8
const tagGap = 17

/** Where rows stand one below the other, and on which line below its row the tag of each way stands. */
export interface Levels {
  readonly tops: ReadonlyArray<number>
  readonly heights: ReadonlyArray<number>
  readonly lines: ReadonlyMap<Step, { readonly line: number; readonly count: number }>
  readonly bottom: number
}

const rowHeight = (row: Rows["rows"][number], named: Shown["named"]): number =>
  row.reduce((most, { id }) => Math.max(most, id === undefined ? 0 : heightOf(named.get(id) as Named)), 0)

/** Rows from `top` downwards, with room for the tags of what leaves them and for the ways back. */
export const levelsOf = (
  { back, layer, named, texts }: Shown,
  { rows }: Rows,
  steps: ReadonlyArray<Step>,
  top: number
): Levels => {
  const ends = (end: "from" | "to", row: number) => back.filter((flow: Flow) => layer.get(flow[end]) === row).length
  const tops: Array<number> = []
  const heights: Array<number> = []
  const lines = new Map<Step, { readonly line: number; readonly count: number }>()
  let y = top
  for (const [r, row] of rows.entries()) {
    y += wayGap * ends("to", r)
    tops.push(y)
    const height = rowHeight(row, named)
    heights.push(height)
    const below = steps.filter((step) => step.row === r)
    const tagged = below.filter(({ isFirst }) => isFirst)
    const found = linesOf(
      tagged.map(({ from, to, way }) => ({ from, to, width: textWidth(texts.get(way.flow) ?? "", 11, 500) }))
    )
    for (const [i, step] of tagged.entries()) lines.set(step, { line: found.line[i] ?? 0, count: found.count })
    y += height + wayGap * ends("from", r) + (below.length > 0 ? 34 + tagGap * found.count : 26)
  }
  return { tops, heights, lines, bottom: y }
}
