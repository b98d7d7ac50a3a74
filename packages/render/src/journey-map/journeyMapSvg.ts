import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { legend } from "../svg/legend.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { type Axis, axisOf, drawAxis } from "./axis.ts"
import { type Column, columnsOf, edge, endOf, gutter, margin } from "./Column.ts"
import { columnInWords, mapInWords } from "./describe.ts"
import { drawHeadings, drawMomentPanels, headingsOf } from "./headings.ts"
import type { JourneyMap } from "./JourneyMap.ts"
import { customersLane } from "./lanes/customersLane.ts"
import { deviationsLane } from "./lanes/deviationsLane.ts"
import { gapLane } from "./lanes/gapLane.ts"
import type { Lane } from "./lanes/Lane.ts"
import { npsLane } from "./lanes/npsLane.ts"
import { painLane } from "./lanes/painLane.ts"
import { pathsLane } from "./lanes/pathsLane.ts"
import { legendItems } from "./legend.ts"
import { drawLines, patterns } from "./lines.ts"
import { drawLineNames, drawPoints, lowestLabel } from "./points.ts"

/** Lanes one below the other from `top`. */
const stack = (lanes: ReadonlyArray<Lane>, top: number): { readonly markup: Markup; readonly bottom: number } => {
  let bottom = top
  const drawn = lanes.map(({ height, draw }) => {
    const markup = draw(bottom)
    bottom += height
    return markup
  })
  return { markup: join(drawn), bottom }
}

/** Under the reader's pointer a column tells what it shows. */
const pointers = (columns: ReadonlyArray<Column>, { top, bottom, decimals }: Axis): Markup =>
  join(
    columns.map((column) =>
      element(
        "rect",
        {
          x: column.left,
          y: top - 112,
          width: column.width,
          height: bottom - top + 112,
          fill: "none",
          "pointer-events": "all"
        },
        hint(columnInWords(column, decimals))
      )
    )
  )

const nothing = (pen: Pen, { top, bottom }: Axis, right: number): Markup =>
  label(pen, "No touchpoints", (gutter + right) / 2, (top + bottom) / 2, { size: 14, anchor: "middle", fill: "muted" })

const draw = (map: JourneyMap, pen: Pen): Drawing => {
  const columns = columnsOf(map)
  const right = endOf(columns)
  const width = right + margin
  const head = heading(pen, map.title, map.subtitle, width - 2 * edge)
  const rows = headingsOf(columns, 88 + head.extra)
  const axis = axisOf(map, columns, rows.chart)
  const room = lowestLabel(columns, axis) > axis.bottom + 8 ? 30 : 14
  const lanes = [
    gapLane(pen, columns, right, axis.decimals),
    painLane(pen, columns, right),
    npsLane(pen, columns, right),
    customersLane(pen, columns, right),
    pathsLane(pen, columns, right, map.paths),
    deviationsLane(pen, columns, right, map.paths)
  ].filter((lane) => lane !== undefined)
  const { markup, bottom } = stack(columns.length === 0 ? [] : lanes, axis.bottom + room)
  const signs = legend(pen, legendItems(pen, columns, map.paths), { x: edge, y: bottom + 16, width: width - 2 * edge })
  return {
    width,
    height: signs.bottom,
    title: clean(map.title),
    description: mapInWords(columns, axis.decimals, map.paths),
    body: join([
      patterns(pen),
      drawMomentPanels(pen, columns, rows, bottom - 14),
      head.markup,
      ...(columns.length === 0 ? [nothing(pen, axis, right)] : [drawHeadings(pen, columns, rows)]),
      drawAxis(pen, map, axis, right),
      drawLines(pen, columns, axis),
      drawPoints(pen, columns, axis),
      drawLineNames(pen, columns, axis),
      markup,
      signs.markup,
      pointers(columns, axis)
    ])
  }
}

/**
 * Draw a journey map as SVG: per touchpoint what customers expect and what they experience with its confidence
 * interval, the gap, the pain point, the Net Promoter Score and how many customers come; with `paths` the ways that
 * they really took between the touchpoints, past some and back to others, where they ended, and where they left the plan.
 *
 * Scores are on `scale`, shares from 0 to 1 (those of `paths` in per cent, as core gives them), NPS from −100 to 100. Where a measure is insufficient or withheld the line
 * breaks and its lane shows a dash that tells why. Below 30 answers a point is hollow and has no label. Lanes without any
 * data are left out. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { journeyMap } from "./journeyMapSvg.ts"
 *
 * const unknown = { _tag: "InsufficientData", reason: "no valid answers", n: 0, excluded: { missing: 0, invalid: 0 } }
 * const touchpoint = { id: "delivery", name: "Delivery", stage: "Receive", expected: unknown, experienced: unknown, gap: unknown }
 * const svg = journeyMap({ title: "Nothing known yet", subtitle: "", scale: { minimum: 1, maximum: 5 }, touchpoints: [touchpoint] })
 * svg.startsWith("<svg") // => true
 * svg.includes("no valid answers") // => true
 * ```
 */
export const journeyMap = (input: JourneyMap, options: PictureOptions = {}): string =>
  picture("map", input, options, draw)
