import { rowInWords, shares } from "../funnel/describe.ts"
import type { Row } from "../funnel/rows.ts"
import { hint, label } from "../svg/label.ts"
import type { LegendItem } from "../svg/legend.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { differKeys, drawPanelPicture, groupColour, groupRemark, mostPanels } from "../svg/panelPicture.ts"
import { drawPanelName, drawPanelRemark, type Place, panelWidth } from "../svg/panels.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import { linear } from "../svg/scale.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import { whisker } from "../svg/whisker.ts"
import { formatted, level, plural } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { FunnelPanels } from "./FunnelPanels.ts"
import { briefly, conversionInWords, type Group, groupInWords, groupsOf } from "./groups.ts"

const nameWidth = 108
const bar = { left: 114, width: 146, height: 14 }
const rowHeight = 24
const headHeight = 60

/** More steps have no place: the first and the last ones are drawn. */
const mostSteps = 12

const shownRows = (rows: ReadonlyArray<Row>): ReadonlyArray<{ readonly row: Row; readonly place: number }> => {
  const all = rows.map((row, place) => ({ row, place }))
  return rows.length <= mostSteps ? all : [...all.slice(0, mostSteps - 1), ...all.slice(-1)]
}

const drawRow = (pen: Pen, row: Row, place: number, { x, y }: Place, colour: Colour): Markup => {
  const toX = linear([0, 1], [x + bar.left, x + bar.left + bar.width])
  const middle = y + rowHeight / 2
  const small = { size: 11.5, weight: 400 } as const
  const share = place === 0 ? "100\u00a0%" : row.fromFirst === undefined ? "–" : formatted(row.fromFirst.value, shares)
  return element(
    "g",
    {},
    hint(rowInWords(row, place)),
    label(pen, ellipsis(row.name, nameWidth, small), x, middle + 4, { ...small, fill: "ink" }),
    element("rect", {
      x: toX(0),
      y: middle - bar.height / 2,
      width: Math.max(1, toX(row.length) - toX(0)),
      height: bar.height,
      rx: 2,
      ...pen.paint({ fill: "river" })
    }),
    ...(place === 0 || row.fromFirst === undefined
      ? []
      : [whisker(pen, toX(row.fromFirst.interval.low), toX(row.fromFirst.interval.high), middle, colour)]),
    label(pen, share, x + panelWidth - 4, middle + 4, { size: 11.5, weight: 600, anchor: "end", fill: "ink" })
  )
}

const drawGroup = (pen: Pen, group: Group, { x, y }: Place): Markup => {
  const rows = shownRows(group.rows)
  const colour = groupColour(group)
  const known = group.conversion !== undefined
  return element(
    "g",
    {},
    hint(
      `${group.name}: ${conversionInWords(group)}${group.differs === undefined ? "" : `, ${group.differs} than the rest`}`
    ),
    drawPanelName(pen, group.name, x, y),
    drawPanelRemark(pen, groupRemark(pen, group, briefly(group), known, { x, y }), x, y + 46),
    ...rows.map(({ place, row }, i) => drawRow(pen, row, place, { x, y: y + headHeight + i * rowHeight }, colour))
  )
}

const keys = (pen: Pen, groups: ReadonlyArray<Group>): ReadonlyArray<LegendItem> => {
  const levels = new Set(groups.flatMap(({ rows }) => rows.flatMap(({ fromFirst }) => fromFirst?.interval.level ?? [])))
  const [only] = levels
  const confidence = levels.size === 1 && only !== undefined ? `${level(only)} ` : ""
  const block = element("rect", { x: 0, y: -6, width: 16, height: 12, rx: 2, ...pen.paint({ fill: "river" }) })
  const sample = (colour: Colour): Markup =>
    element("path", { d: "M0 0H22", "stroke-width": 2.5, ...pen.paint({ stroke: colour }) })
  return [
    ...(groups.every(({ rows }) => rows.length === 0)
      ? []
      : [
          {
            sign: join([block, whisker(pen, 8, 22, 0)]),
            text: `share of the first step, with its ${confidence}confidence interval`
          }
        ]),
    ...differKeys(pen, groups, sample)
  ]
}

const hidden = (groups: ReadonlyArray<Group>): string => {
  const most = Math.max(0, ...groups.map(({ rows }) => rows.length)) - mostSteps
  return most > 0 ? ` Up to ${plural(most, "step")} before the last ${most === 1 ? "is" : "are"} not shown.` : ""
}

const draw = (input: FunnelPanels, pen: Pen): Drawing => {
  const groups = groupsOf(input)
  const shown = groups.slice(0, mostPanels)
  const steps = Math.max(1, ...shown.map(({ rows }) => shownRows(rows).length))
  return drawPanelPicture(pen, {
    title: input.title,
    subtitle: input.subtitle,
    groups,
    height: headHeight + steps * rowHeight + 22,
    panel: (group, place) => drawGroup(pen, group, place),
    keys: keys(pen, shown),
    note: `All bars have one scale, from 0 to 100\u00a0% of the first step.${hidden(shown)}`,
    description: `Funnels of ${plural(groups.length, "group")}. ${groups.map(groupInWords).join(". ")}.`
  })
}

/**
 * Draw the same funnel of several groups as SVG, a panel each on one scale: which share of the first step reaches each step,
 * with its interval.
 *
 * Takes results of `Funnel` of the core package, such as those of `Funnel.by`, in the order given. A group that is said to
 * differ from the rest has a sign, a colour and words; whether it does is for the caller to test, corrected for the number of
 * groups. Up to 24 groups and 12 steps, the others counted in words. A funnel that is not known tells why. Never throws;
 * the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Funnel } from "@throughline/core"
 * import { funnelPanels } from "./funnelPanelsSvg.ts"
 *
 * const funnelOf = (paid: number, left: number) =>
 *   Funnel.fromPaths([...Array.from({ length: paid }, () => ["cart", "paid"]), ...Array.from({ length: left }, () => ["cart"])], {
 *     steps: ["cart", "paid"]
 *   })
 * const groups = [{ name: "New", funnel: funnelOf(1, 3) }, { name: "Known", funnel: funnelOf(3, 1) }]
 * const svg = funnelPanels({ title: "Known customers come through", subtitle: "", groups })
 * svg.includes("New: 25.0\u00a0% (4.6 to 69.9\u00a0%) come through") // => true
 * ```
 */
export const funnelPanels = (input: FunnelPanels, options: PictureOptions = {}): string =>
  picture("funnel-panels", input, options, draw)
