import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { number, plural } from "../text/number.ts"
import { type Tree, treeOf } from "./Branch.ts"
import { type Fork, type Layout, layoutOf, nameType, place, type Row, stripHeight, width } from "./layout.ts"
import type { MergeTree } from "./MergeTree.ts"
import { drawStrip, type Level, levelsOf } from "./strip.ts"

const drawRow = (pen: Pen, { leaf, lines, name, y }: Row): Markup =>
  element(
    "g",
    {},
    hint(`${name}: ${plural(leaf.texts, "text")}`),
    ...lines.map((line, i) =>
      label(pen, line, place.name, y + 4.5 + (i - (lines.length - 1) / 2) * 15, { ...nameType, fill: "ink" })
    ),
    label(pen, number(leaf.texts, 0), place.texts, y + 4.5, { size: 12, anchor: "end", fill: "muted" })
  )

const describeJoint = ({ joint }: Fork): string => {
  const [a, b] = joint.parts.map(({ leaves }) => {
    const others = leaves.length === 1 ? "" : ` with ${number(leaves.length - 1, 0)} more`
    return `${leaves[0]?.name ?? ""}${others}`
  })
  return `${a} and ${b} become one`
}

const drawFork = ({ paint }: Pen, fork: Fork): Markup => {
  const [a, b] = fork.from
  if (a === undefined || b === undefined) return join([])
  const d = `M${coordinate(a.x)} ${coordinate(a.y)}H${coordinate(fork.x)}V${coordinate(b.y)}H${coordinate(b.x)}`
  return element(
    "path",
    { d, fill: "none", "stroke-width": 1.75, "stroke-linejoin": "round", ...paint({ stroke: "customers" }) },
    hint(describeJoint(fork))
  )
}

/** A short line on from where a branch ends, so that a tree of one topic is one as well. */
const drawEnds = ({ paint }: Pen, { ends }: Layout): Markup => {
  const d = ends.map(({ x, y }) => `M${coordinate(x)} ${coordinate(y)}h8`).join("")
  return d === "" ? join([]) : element("path", { d, "stroke-width": 1.75, ...paint({ stroke: "customers" }) })
}

const columnNames = (pen: Pen, y: number, isTree: boolean): Markup => {
  const style = { size: 11, fill: "muted" } as const
  return join([
    label(pen, "Topic", place.name, y, style),
    label(pen, "Texts", place.texts, y, { ...style, anchor: "end" }),
    ...(isTree ? [label(pen, "The later two become one, the less they have in common", place.left + 8, y, style)] : [])
  ])
}

const remark = ({ leaves, topics, wordless }: Tree): string => {
  const grouped = topics > leaves.length ? [`${plural(topics, "topic")}: those most alike stand together`] : []
  return [...grouped, ...(wordless > 0 ? [`${plural(wordless, "text")} without known words`] : [])].join(" · ")
}

const describe = ({ leaves, topics }: Tree, { forks, rows }: Layout, levels: ReadonlyArray<Level>): string => {
  const sizes = rows.map(({ leaf, name }) => `${name}: ${plural(leaf.texts, "text")}`)
  const merges = forks.map((fork, i) => {
    const stability = levels[i + 1]?.stability ?? null
    const about = stability === null ? "" : `, stability ${number(stability, 2)}`
    return `${describeJoint(fork)}: ${plural(leaves.length - i - 1, "topic")} left${about}`
  })
  return `How ${plural(topics, "topic")} merge. ${[...sizes, ...merges].join("; ")}.`
}

const draw = (input: MergeTree, pen: Pen): Drawing => {
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const top = 112 + head.extra
  const tree = treeOf(input)
  const layout = layoutOf(tree, top)
  const levels = levelsOf(tree, layout)
  const strip = layout.bottom + 22
  const isTree = levels.length > 0
  const bottom = isTree ? strip + stripHeight + 24 : layout.bottom
  const rest = remark(tree)
  return {
    width,
    height: bottom + (rest === "" ? 8 : 26),
    title: clean(input.title),
    description: describe(tree, layout, levels),
    body: join([
      head.markup,
      columnNames(pen, top - 12, isTree),
      ...layout.forks.map((fork) => drawFork(pen, fork)),
      drawEnds(pen, layout),
      ...layout.rows.map((row) => drawRow(pen, row)),
      ...(isTree ? [drawStrip(pen, levels, strip)] : []),
      ...(rest === "" ? [] : [label(pen, rest, place.name, bottom + 12, { size: 11.5, fill: "muted" })])
    ])
  }
}

/**
 * Draw which topics belong together as SVG: a tree of the merges of a topic model, the size of each topic, and below it
 * how stable the topics are when so many are left.
 *
 * Across stands the square root of what a merge costs (Ward), which is a distance. Of more than 60 topics, those most
 * alike stand together under the name of the largest. Merges whose parts are not there are left out. Never throws; the
 * same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { mergeTree } from "./mergeTreeSvg.ts"
 *
 * const topic = (id: string, name: string, texts: number) =>
 *   ({ id, kind: "topic", name, terms: [], examples: [], texts, customers: 0 }) as const
 * const topics = [topic("t1", "refund", 5), topic("t2", "login", 3)]
 * const merges = [{ id: "m1", parts: ["t1", "t2"], cost: 2, left: 1, stability: 1 }] as const
 * const svg = mergeTree({ title: "Two topics", subtitle: "", model: { topics, merges, stability: 0.9 } })
 * svg.includes("refund and login become one: 1 topic left") // => true
 * ```
 */
export const mergeTree = (input: MergeTree, options: PictureOptions = {}): string =>
  picture("merge-tree", input, options, draw)
