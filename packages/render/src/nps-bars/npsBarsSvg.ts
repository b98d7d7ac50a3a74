import type { Estimate } from "@throughline/core"
import { sideColour, sideSign } from "../svg/differs.ts"
import { heading } from "../svg/heading.ts"
import { hint, label, run } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { npsStack } from "../svg/npsStack.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import { linear } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { whisker } from "../svg/whisker.ts"
import { clean, nameOf } from "../text/clean.ts"
import { inWords, known, level, number, reason, signed, uncertainty } from "../text/number.ts"
import { type Lines, wrap } from "../text/wrap.ts"
import { axisOf } from "./axis.ts"
import { describe } from "./describe.ts"
import type { NpsBars, NpsGroup } from "./NpsBars.ts"

const rowHeight = 40
const nameWidth = 190
const plot = { left: 230, right: 470 }
const value = { left: 486 }
const stack = { left: 586, width: 176 }
const answers = { right: 824 }
const mark = { left: 842 }

interface Bar {
  readonly group: NpsGroup
  readonly name: string
  readonly lines: Lines
  readonly score: Estimate | undefined
  /** The middle of its row. */
  readonly y: number
}

interface Scale {
  readonly ticks: ReadonlyArray<number>
  readonly x: (score: number) => number
}

const barsOf = ({ groups }: NpsBars, top: number): ReadonlyArray<Bar> =>
  groups.map((group, i) => {
    const name = nameOf(group.name)
    const lines = wrap(name, nameWidth, 2, { size: 13, weight: 500 })
    return { group, name, lines, score: known(group.nps.score), y: top + (i + 0.5) * rowHeight }
  })

const scaleOf = (bars: ReadonlyArray<Bar>): Scale => {
  const { high, low, ticks } = axisOf(bars.flatMap(({ score }) => score ?? []))
  return { ticks, x: linear([low, high], [plot.left, plot.right]) }
}

const grid = (pen: Pen, { ticks, x }: Scale, top: number, bottom: number): Markup =>
  join(
    ticks.flatMap((tick) => [
      element("line", {
        x1: x(tick),
        x2: x(tick),
        y1: top,
        y2: bottom,
        ...pen.paint({ stroke: tick === 0 ? "faint" : "grid" })
      }),
      label(pen, signed(tick, 0), x(tick), bottom + 16, { size: 11, anchor: "middle", fill: "muted" })
    ])
  )

const scoreBar = (pen: Pen, { x }: Scale, score: Estimate, y: number): Markup => {
  const { paint } = pen
  const [zero, end] = [x(0), x(score.value)]
  return join([
    element("rect", {
      x: Math.min(zero, end),
      y: y - 8,
      width: Math.abs(end - zero),
      height: 16,
      rx: 2,
      ...paint({ fill: "river" })
    }),
    whisker(pen, x(score.interval.low), x(score.interval.high), y),
    element("circle", {
      cx: end,
      cy: y,
      r: 4.5,
      "stroke-width": 1.75,
      ...paint({ fill: "experienced", stroke: "background" })
    })
  ])
}

/** A group that differs says so with a sign and in words. */
const difference = (pen: Pen, { differs }: NpsGroup, y: number): Markup => {
  if (differs === undefined) return join([])
  return join([
    sideSign(pen, differs, mark.left, y),
    label(pen, `${differs} than the rest`, mark.left + 14, y + 4, { size: 12, weight: 600, fill: sideColour(differs) })
  ])
}

const measured = (pen: Pen, scale: Scale, bar: Bar, score: Estimate): Markup =>
  join([
    scoreBar(pen, scale, score, bar.y),
    label(
      pen,
      signed(score.value, 0),
      value.left,
      bar.y + 5,
      { size: 14, weight: 700, fill: "ink" },
      run(pen, uncertainty(score, { style: "signed" }), 4, { size: 11, fill: "muted" })
    ),
    npsStack(pen, bar.group.nps.counts, { x: stack.left, y: bar.y - 5, width: stack.width, height: 10 }),
    difference(pen, bar.group, bar.y)
  ])

const row = (pen: Pen, scale: Scale, bar: Bar): Markup => {
  const { lines } = bar.lines
  const n = bar.group.nps.score.n
  const about = bar.score ? `NPS ${inWords(bar.score, { style: "signed" })}` : reason(bar.group.nps.score)
  return element(
    "g",
    {},
    hint(`${bar.name}: ${about}`),
    ...lines.map((line, i) =>
      label(pen, line, 24, bar.y + 4 + (i - (lines.length - 1) / 2) * 15, { size: 13, weight: 500, fill: "ink" })
    ),
    bar.score
      ? measured(pen, scale, bar, bar.score)
      : label(pen, "–", value.left, bar.y + 4, { size: 12, fill: "muted" }),
    label(pen, number(n, 0), answers.right, bar.y + 4, { size: 12, anchor: "end", fill: "ink" })
  )
}

const columnNames = (pen: Pen, bars: ReadonlyArray<Bar>, y: number): Markup => {
  const style = { size: 11, fill: "muted" } as const
  const levels = [...new Set(bars.flatMap(({ score }) => score?.interval.level ?? []))].sort((a, b) => a - b)
  const confidence = levels.length === 0 ? "" : `, ${levels.map(level).join(" and ")} confidence`
  return join([
    label(pen, `NPS${confidence}`, plot.left, y, style),
    label(pen, "Detractors · passives · promoters", stack.left, y, style),
    label(pen, "Answers", answers.right, y, { ...style, anchor: "end" })
  ])
}

const draw = (input: NpsBars, pen: Pen): Drawing => {
  const marked = input.groups.some(({ differs }) => differs !== undefined)
  const width = marked ? 1010 : 848
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const top = 106 + head.extra
  const bars = barsOf(input, top)
  const scale = scaleOf(bars)
  const bottom = top + Math.max(1, bars.length) * rowHeight
  return {
    width,
    height: bottom + 30,
    title: clean(input.title),
    description: describe(input),
    body: join([
      head.markup,
      columnNames(pen, bars, top - 12),
      grid(pen, scale, top, bottom),
      ...bars.map((bar) => row(pen, scale, bar))
    ])
  }
}

/**
 * Draw the Net Promoter Scores of groups as SVG: a bar with its confidence interval, the three kinds of answers, how
 * many answers, and a mark where a group differs from the rest.
 *
 * Scores from −100 to 100, in the order given. A group without a score shows a dash that tells why. Never throws; the
 * same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { npsBars } from "./npsBarsSvg.ts"
 *
 * const score = { _tag: "Suppressed", minimum: 10, n: 4 }
 * const svg = npsBars({ title: "One channel only", subtitle: "", groups: [{ name: "Chat", nps: { score } }] })
 * svg.includes("withheld: fewer than 10 answers") // => true
 * ```
 */
export const npsBars = (input: NpsBars, options: PictureOptions = {}): string => picture("nps", input, options, draw)
