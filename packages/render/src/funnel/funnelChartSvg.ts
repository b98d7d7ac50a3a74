import type { Estimate } from "@throughline/core"
import { heading } from "../svg/heading.ts"
import { hint, label, run } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { notes } from "../svg/notes.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import { linear } from "../svg/scale.ts"
import type { Pen } from "../svg/Theme.ts"
import { untold } from "../svg/untold.ts"
import { warning } from "../svg/warning.ts"
import { whisker } from "../svg/whisker.ts"
import { clean } from "../text/clean.ts"
import { compact, level, number, percent, range } from "../text/number.ts"
import { ellipsis, wrap } from "../text/wrap.ts"
import { casesInWords, describe, dropInWords, rowInWords, shares } from "./describe.ts"
import type { FunnelChart } from "./FunnelChart.ts"
import { type Drop, type Next, type Row, rowsOf } from "./rows.ts"

const width = 832
const name = { left: 24, width: 176 }
const plot = { left: 212, right: 492 }
const reached = { right: 570 }
const fromFirst = { left: 592 }
const fromPrevious = { left: 702 }
const stepHeight = 48
const dropHeight = 56
const next = { width: 198, bar: 72 }

const x = linear([0, 1], [plot.left, plot.right])

const short = (count: number): string => (count < 100_000 ? number(count, 0) : compact(count))

const share = (
  pen: Pen,
  estimate: Estimate | undefined,
  left: number,
  y: number,
  ...more: ReadonlyArray<Markup>
): Markup =>
  estimate === undefined
    ? label(pen, "–", left, y + 5, { size: 12, fill: "muted" })
    : join([
        label(pen, percent(estimate.value, 1), left, y, { size: 14, weight: 700, fill: "ink" }, ...more),
        label(pen, range(estimate, shares), left, y + 16, { size: 11, fill: "muted" })
      ])

const bar = (pen: Pen, { fromFirst: found, length }: Row, y: number): Markup =>
  join([
    element("rect", {
      x: plot.left,
      y: y - 12,
      width: Math.max(1, x(length) - plot.left),
      height: 24,
      rx: 2,
      ...pen.paint({ fill: "river" })
    }),
    ...(found === undefined ? [] : [whisker(pen, x(found.interval.low), x(found.interval.high), y)])
  ])

const drawStep = (pen: Pen, row: Row, place: number, top: number): Markup => {
  const y = top + stepHeight / 2
  const { lines } = wrap(row.name, name.width, 2, { size: 13, weight: 600 })
  return element(
    "g",
    {},
    hint(rowInWords(row, place)),
    ...lines.map((line, i) =>
      label(pen, line, name.left, y + 4.5 + (i - (lines.length - 1) / 2) * 16, { size: 13, weight: 600, fill: "ink" })
    ),
    bar(pen, row, y),
    label(pen, short(row.reached), reached.right, y + 5, { size: 14, weight: 700, anchor: "end", fill: "ink" }),
    ...(place === 0 ? [] : [share(pen, row.fromFirst, fromFirst.left, y)]),
    share(
      pen,
      row.fromPrevious,
      fromPrevious.left,
      y,
      ...(place === 0 ? [run(pen, "of all", 5, { size: 11, fill: "muted" })] : [])
    )
  )
}

/** Those who went one way: what came next, a small bar, and how many. */
const drawNext = (pen: Pen, { count, name: to, share: of }: Next, left: number, y: number): Markup => {
  const length = Math.max(1, of * next.bar)
  return join([
    label(pen, ellipsis(`→ ${to}`, next.width - 14, { size: 12, weight: 500 }), left, y, {
      size: 12,
      weight: 500,
      fill: "ink"
    }),
    element("rect", { x: left, y: y + 8, width: length, height: 8, rx: 2, ...pen.paint({ fill: "faint" }) }),
    label(pen, `${short(count)} · ${percent(of, 1)}`, left + length + 6, y + 16, { size: 11, fill: "muted" })
  ])
}

/** The sign of a loss, and of the largest one. */
const sign = (pen: Pen, largest: boolean, y: number): Markup =>
  largest
    ? warning(pen, name.left, y)
    : element("path", { d: `M${name.left + 2} ${y - 8}h10l-5 8z`, ...pen.paint({ fill: "faint" }) })

const drawDrop = (pen: Pen, drop: Drop, top: number): Markup => {
  const { largest, loss, stopped } = drop
  const y = top + 18
  const fill = largest ? "short" : "muted"
  const words = largest ? `Largest loss: ${short(stopped)} stop` : `${short(stopped)} stop here`
  const style = { size: 12, weight: largest ? 700 : 500 } as const
  return element(
    "g",
    {},
    hint(dropInWords(drop)),
    sign(pen, largest, y),
    label(pen, ellipsis(words, name.width - 20, style), name.left + 20, y, { ...style, fill }),
    ...(loss === undefined
      ? []
      : [label(pen, `${percent(loss.value, 1)} (${range(loss, shares)})`, name.left + 20, y + 16, { size: 11, fill })]),
    ...drop.next.map((one, i) => drawNext(pen, one, plot.left + i * next.width, y))
  )
}

const columnNames = (pen: Pen, rows: ReadonlyArray<Row>, y: number): Markup => {
  const style = { size: 11, fill: "muted" } as const
  const levels = [...new Set(rows.flatMap(({ fromPrevious: one }) => one?.interval.level ?? []))].sort((a, b) => a - b)
  const confidence = levels.length === 0 ? "" : `, ${levels.map(level).join(" and ")} confidence`
  return join([
    label(pen, ellipsis(`Of the first step${confidence}`, 270, { size: 11, weight: 400 }), plot.left, y, style),
    label(pen, "Reached", reached.right, y, { ...style, anchor: "end" }),
    label(pen, "From the first", fromFirst.left, y, style),
    label(pen, "From the one before", fromPrevious.left, y, style)
  ])
}

const grid = (pen: Pen, top: number, bottom: number): Markup =>
  join(
    [0, 0.5, 1].map((at) =>
      element("line", {
        x1: x(at),
        x2: x(at),
        y1: top,
        y2: bottom,
        ...pen.paint({ stroke: at === 0 ? "faint" : "grid" })
      })
    )
  )

const drawRows = (pen: Pen, rows: ReadonlyArray<Row>, top: number): Markup => {
  const at = (i: number): number => top + i * (stepHeight + dropHeight)
  return join(
    rows.flatMap((row, i) => [
      grid(pen, at(i), at(i) + stepHeight),
      drawStep(pen, row, i, at(i)),
      ...(row.drop === undefined ? [] : [drawDrop(pen, row.drop, at(i) + stepHeight)])
    ])
  )
}

const draw = (input: FunnelChart, pen: Pen): Drawing => {
  const { funnel } = input
  if (funnel._tag !== "Funnel") return untold(pen, input, `No funnel: ${clean(funnel.reason)}`, width)
  const rows = rowsOf(funnel, input.names)
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const top = 106 + head.extra
  const bottom = top + Math.max(0, rows.length * (stepHeight + dropHeight) - dropHeight)
  const arrows = rows.some(({ drop }) => drop !== undefined && drop.next.length > 0)
  const meaning = arrows ? ["→ what came next for those who stopped, the three most frequent"] : []
  const said = notes(pen, [casesInWords(funnel), `Steps: ${funnel.definition}`, ...meaning], bottom + 28, width - 48)
  return {
    width,
    height: said.bottom + 4,
    title: clean(input.title),
    description: `${describe(rows)} ${casesInWords(funnel)}.`,
    body: join([head.markup, columnNames(pen, rows, top - 12), drawRows(pen, rows, top), said.markup])
  }
}

/**
 * Draw a funnel as SVG: a bar for each step with the interval of its share of the first, conversions from the first step
 * and from the one before, and beside each loss where those went who stopped, the three most frequent.
 *
 * Takes the result of `Funnel` of the core package. The largest loss is marked when more than 40 % of those who reached a step
 * came no further. A funnel that is not known is a line that tells why. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Funnel } from "@throughline/core"
 * import { funnelChart } from "./funnelChartSvg.ts"
 *
 * const paths = [["cart", "paid"], ["cart", "help"], ["cart", "help"]]
 * const funnel = Funnel.fromPaths(paths, { steps: ["cart", "paid"] })
 * const svg = funnelChart({ title: "Two in three ask for help", subtitle: "", funnel })
 * svg.includes("Largest loss: 2 stop") // => true
 * svg.includes("2 (100.0\u00a0%) → help") // => true
 * ```
 */
export const funnelChart = (input: FunnelChart, options: PictureOptions = {}): string =>
  picture("funnel", input, options, draw)
