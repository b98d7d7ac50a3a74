import type { TopicTrend } from "@throughline/core"
import { type Place, panelWidth } from "../svg/panels.ts"
import { linear, niceStep } from "../svg/scale.ts"
import { nameOf } from "../text/clean.ts"
import { countsOf, type Movement, movementOf } from "./movement.ts"
import type { TopicSeries } from "./TopicTrends.ts"

/** The height of a panel with the space below it, and where its plot is. */
export const panelHeight = 178
const plot = { left: 34, top: 62, height: 78 }

/** Shorter series are drawn a bar a day, longer ones a bar a week. */
const mostDays = 56

/** A bar of texts. */
export interface Bar {
  readonly texts: number
  readonly x: number
  readonly width: number
}

/** A stretch of days that is marked, with the height of what was expected. */
export interface Mark {
  readonly direction: "up" | "down"
  readonly left: number
  readonly right: number
  readonly expected: number
  readonly words: string
}

/** A topic, laid out. */
export interface Panel {
  readonly x: number
  readonly y: number
  readonly name: string
  readonly texts: number
  readonly movement: Movement
  readonly bars: ReadonlyArray<Bar>
  readonly marks: ReadonlyArray<Mark>
  readonly ticks: ReadonlyArray<number>
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
  readonly toY: (texts: number) => number
}

/** How many days a bar stands for. */
export const daysABar = (days: number): 1 | 7 => (days > mostDays ? 7 : 1)

/** The place of the first day that is drawn: bars are of whole weeks. */
export const firstDay = (days: number): number => days % daysABar(days)

interface Stretch {
  readonly direction: "up" | "down"
  readonly from: number
  readonly to: number
  readonly evidence: TopicTrend.Evidence
  readonly words: string
}

/** The rises and the fading of a topic, by the places of their days; those on days that are not drawn are left out. */
const stretchesOf = ({ trend }: TopicSeries, places: ReadonlyMap<string, number>): ReadonlyArray<Stretch> => {
  const rises = (trend?.rises ?? []).flatMap((rise): ReadonlyArray<Stretch> => {
    const [from, to] = [places.get(rise.since), places.get(rise.through)]
    if (from === undefined || to === undefined || to < from) return []
    return [{ direction: "up", from, to, evidence: rise, words: `${rise.kind} from ${rise.since} to ${rise.through}` }]
  })
  const fortnight = trend?.state === "fading" ? trend.lastFortnight : null
  const last = places.size - 1
  if (fortnight === null || last < 13) return rises
  return [...rises, { direction: "down", from: last - 13, to: last, evidence: fortnight, words: "fading" }]
}

const tops = (most: number): ReadonlyArray<number> => {
  const step = Math.max(1, niceStep(most / 3))
  return Array.from({ length: Math.max(2, Math.ceil(most / step) + 1) }, (_, i) => i * step)
}

const finite = (value: number): number => (Number.isFinite(value) && value > 0 ? Math.min(value, 1e12) : 0)

/** Lay out one topic in a panel at a place. */
export const panelOf = (series: TopicSeries, days: ReadonlyArray<string>, { x, y }: Place): Panel => {
  const size = daysABar(days.length)
  const counts = countsOf(series, days.length)
  const [left, right] = [x + plot.left, x + panelWidth]
  const first = firstDay(days.length)
  const toX = linear([first, Math.max(first + 1, days.length)], [left, right])
  const sums = Array.from({ length: Math.floor(days.length / size) }, (_, i) => {
    const from = first + i * size
    return { from, texts: counts.slice(from, from + size).reduce((sum, count) => sum + count, 0) }
  })
  const stretches = stretchesOf(series, new Map(days.map((day, i) => [day, i]))).map((each) => ({
    ...each,
    expected: finite((each.evidence.expected / (each.to - each.from + 1)) * size)
  }))
  const ticks = tops(Math.max(1, ...sums.map(({ texts }) => texts), ...stretches.map(({ expected }) => expected)))
  const [top, bottom] = [y + plot.top, y + plot.top + plot.height]
  const toY = linear([0, ticks.at(-1) ?? 1], [bottom, top])
  return {
    x,
    y,
    name: nameOf(series.name),
    texts: counts.reduce((sum, count) => sum + count, 0),
    movement: movementOf(series.trend),
    bars: sums.map(({ from, texts }) => ({ texts, x: toX(from), width: toX(from + size) - toX(from) })),
    marks: stretches.map(({ direction, expected, from, to, words }) => ({
      direction,
      words,
      left: toX(from),
      right: toX(to + 1),
      expected: toY(expected)
    })),
    ticks,
    left,
    right,
    top,
    bottom,
    toY
  }
}
