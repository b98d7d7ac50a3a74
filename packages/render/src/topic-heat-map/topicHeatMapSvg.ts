import type { HeatCell, HeatKey, HeatMap } from "../heat-map/HeatMap.ts"
import { drawHeatMap } from "../heat-map/heatMapSvg.ts"
import { type PictureOptions, picture } from "../svg/picture.ts"
import { number, percent, plural } from "../text/number.ts"
import { type Residual, residuals } from "./residuals.ts"
import type { TopicHeatMap } from "./TopicHeatMap.ts"

const mostTopics = 20
const mostColumns = 12
/** So many standard errors from what is expected is far. */
const far = 4

const degrees = {
  2: { shade: 1, text: "far more than expected" },
  1: { shade: 0.5, text: "more than expected" },
  0: { shade: 0, text: "no difference beyond chance" },
  [-1]: { shade: -0.5, text: "fewer than expected" },
  [-2]: { shade: -1, text: "far fewer than expected" }
} as const

type Degree = keyof typeof degrees

const legend: ReadonlyArray<HeatKey> = ([2, 1, 0, -1, -2] as const).map((arrows) => ({
  shade: degrees[arrows].shade,
  arrows,
  text: `${degrees[arrows].text}${Math.abs(arrows) === 2 ? `, by ${far} standard errors and over` : ""}`
}))

const degreeOf = ({ differs, residual }: Residual): Degree => {
  if (!differs) return 0
  const isFar = Math.abs(residual) >= far
  if (residual > 0) return isFar ? 2 : 1
  return isFar ? -2 : -1
}

const cellOf = (cell: Residual, total: number): HeatCell => {
  const arrows = degreeOf(cell)
  const share = total === 0 ? "" : `${percent(cell.count / total)} of the topic, `
  const remark = `${share}${number(cell.expected, 1)} expected, ${degrees[arrows].text}`
  return { value: cell.count, shade: degrees[arrows].shade, arrows, remark }
}

const total = (cells: ReadonlyArray<Residual | undefined>): number =>
  cells.reduce((sum, cell) => sum + (cell?.count ?? 0), 0)

/** Places of a list by their totals, the largest first; equal ones as they came. */
const bySize = (totals: ReadonlyArray<number>): ReadonlyArray<number> =>
  totals.map((_, i) => i).sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b)

/** The rows to show, the largest first: those that differ somewhere go before those that don't. */
const chosen = (
  found: ReadonlyArray<ReadonlyArray<Residual>>,
  totals: ReadonlyArray<number>
): ReadonlyArray<number> => {
  const most = (i: number): number => Math.max(0, ...(found[i] ?? []).map((cell) => Math.abs(degreeOf(cell))))
  const kept = new Set(
    bySize(totals)
      .toSorted((a, b) => most(b) - most(a))
      .slice(0, mostTopics)
  )
  return bySize(totals).filter((i) => kept.has(i))
}

const rowsNote = (of: number): string =>
  of > mostTopics ? ` · ${mostTopics} of ${number(of, 0)} topics: those that differ, then the largest` : ""

const columnsNote = (of: number): string =>
  of > mostColumns ? ` · the ${mostColumns} largest of ${number(of, 0)} columns` : ""

/** A heat map in which nothing is said of a cell without a value. */
interface KnownHeatMap extends HeatMap {
  readonly cells: ReadonlyArray<ReadonlyArray<HeatCell | undefined>>
}

/** The heat map that shows topics by columns, both the largest first. */
export const asHeatMap = ({ columns, subtitle, title, topics }: TopicHeatMap): KnownHeatMap => {
  const found = residuals(
    topics.map(({ texts }) => texts),
    columns.length
  )
  const rowTotals = found.map(total)
  const columnTotals = columns.map((_, k) => total(found.map((row) => row[k])))
  const rows = chosen(found, rowTotals)
  const shown = bySize(columnTotals).slice(0, mostColumns)
  return {
    title,
    subtitle: `${subtitle}${rowsNote(topics.length)}${columnsNote(columns.length)}`,
    format: { style: "number", decimals: 0 },
    rows: rows.map((i) => ({ name: topics[i]?.name ?? "", note: plural(rowTotals[i] ?? 0, "text") })),
    columns: shown.map((k) => ({ name: columns[k] ?? "", note: plural(columnTotals[k] ?? 0, "text") })),
    cells: rows.map((i) =>
      shown.map((k) => {
        const cell = found[i]?.[k]
        return cell && cellOf(cell, rowTotals[i] ?? 0)
      })
    ),
    legend
  }
}

/**
 * Draw topics by touchpoint, channel or team as SVG: how many texts, and where a topic comes up more or less often than
 * the sizes of topic and column explain.
 *
 * The largest topics and columns first: up to 12 columns, and 20 topics, those that differ before others. Differences are
 * told of all. A cell is
 * coloured, and has arrows, when its adjusted standardised residual (Haberman 1973, with Yates's correction) differs from 0
 * after correction for the number of cells (Benjamini–Hochberg, 5 %); one with fewer than five texts counted and expected is
 * not tested. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { topicHeatMap } from "./topicHeatMapSvg.ts"
 *
 * const topics = [{ name: "refund", texts: [80, 20] }, { name: "login", texts: [40, 60] }]
 * const svg = topicHeatMap({ title: "Refunds come by phone", subtitle: "", columns: ["phone", "chat"], topics })
 * svg.includes("refund, phone: 80, 80\u00a0% of the topic, 60.0 expected, far more than expected") // => true
 * ```
 */
export const topicHeatMap = (input: TopicHeatMap, options: PictureOptions = {}): string =>
  picture("topics-by", input, options, (given, pen) => drawHeatMap(asHeatMap(given), pen))
