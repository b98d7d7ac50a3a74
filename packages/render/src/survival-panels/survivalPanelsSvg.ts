import { drawAxes } from "../survival-curve/axes.ts"
import { halfGone } from "../survival-curve/half.ts"
import { lastTime, plotIn, type TimeAxis, timeAxis } from "../survival-curve/Panel.ts"
import { drawSteps } from "../survival-curve/steps.ts"
import { hint } from "../svg/label.ts"
import type { LegendItem } from "../svg/legend.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { differKeys, drawPanelPicture, groupRemark, mostPanels } from "../svg/panelPicture.ts"
import { drawPanelName, drawPanelRemark, type Place, panelWidth } from "../svg/panels.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { plural } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { type Group, groupInWords, groupsOf, halfInWords } from "./groups.ts"
import type { SurvivalPanels } from "./SurvivalPanels.ts"

const head = 62
const plotHeight = 96

const drawGroup = (pen: Pen, group: Group, axis: TimeAxis, unit: string, { x, y }: Place): Markup => {
  const { curve } = group
  const plot = plotIn(axis, { left: x + 40, right: x + panelWidth - 4, top: y + head, bottom: y + head + plotHeight })
  const half = halfGone(curve)
  const down =
    half === undefined ? "" : `M${plot.left} ${coordinate(plot.y(0.5))}H${coordinate(plot.x(half))}V${plot.bottom}`
  return element(
    "g",
    {},
    hint(groupInWords(group, unit)),
    drawPanelName(pen, curve.name, x, y),
    drawPanelRemark(
      pen,
      groupRemark(pen, group, halfInWords(group, unit), curve.steps.length > 0, { x, y }),
      x,
      y + 46
    ),
    drawAxes(pen, plot, [0, 0.5, 1], 11),
    drawSteps(pen, curve, plot),
    ...(down === ""
      ? []
      : [
          element("path", {
            d: down,
            fill: "none",
            "stroke-dasharray": "3 4",
            ...pen.paint({ stroke: curve.style.colour })
          })
        ])
  )
}

const keys = (pen: Pen, groups: ReadonlyArray<Group>): ReadonlyArray<LegendItem> => {
  const { paint } = pen
  const sample = (stroke: Colour): Markup =>
    element("path", { d: "M0 0H22", "stroke-width": 2.5, ...paint({ stroke }) })
  const band = element("rect", {
    x: 0,
    y: -8,
    width: 22,
    height: 16,
    "fill-opacity": 0.15,
    ...paint({ fill: "experienced" })
  })
  const steps = groups.flatMap(({ curve }) => curve.steps)
  const ticks = element("path", {
    d: "M0 0H22M7 -4v8M15 -4v8",
    "stroke-width": 1.2,
    ...paint({ stroke: "experienced" })
  })
  return [
    ...(steps.length === 0
      ? []
      : [{ sign: join([band, sample("experienced")]), text: "share still there, with its confidence interval" }]),
    ...(steps.some(({ censored }) => censored > 0) ? [{ sign: ticks, text: "last seen still there" }] : []),
    ...differKeys(pen, groups, sample)
  ]
}

const draw = (input: SurvivalPanels, pen: Pen): Drawing => {
  const unit = ellipsis(clean(input.unit), 110, { size: 12, weight: 400 })
  const groups = groupsOf(input)
  const shown = groups.slice(0, mostPanels)
  const axis = timeAxis(lastTime(shown.map(({ curve }) => curve)), unit, 5)
  return drawPanelPicture(pen, {
    title: input.title,
    subtitle: input.subtitle,
    groups,
    height: head + plotHeight + 38,
    panel: (group, place) => drawGroup(pen, group, axis, unit, place),
    keys: keys(pen, shown),
    note: `All panels have one scale. Time in ${unit}.`,
    description: `Kaplan–Meier curves of ${plural(groups.length, "group")}. ${groups.map((group) => groupInWords(group, unit)).join("; ")}.`
  })
}

/**
 * Draw Kaplan–Meier curves of several groups as SVG, a panel each on one scale: steps with their band of confidence, ticks where
 * customers were last seen still there, and where half have left.
 *
 * For more groups than `survivalCurve` can tell apart in one plot; takes the same risk tables, in the order given. A group that
 * is said to differ from the rest has a sign, a colour and words; whether it does is for the caller to test, such as by the
 * log-rank test corrected for the number of groups. Up to 24 groups, the others counted in words. Never throws; the same
 * input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { survivalPanels } from "./survivalPanelsSvg.ts"
 *
 * const steps = [{ time: 2, atRisk: 4, events: 2, censored: 0, survival: 0.5, low: 0.2, high: 0.8 }]
 * const groups = [{ name: "Monthly", steps, differs: "lower" }, { name: "Yearly", steps: [] }]
 * const svg = survivalPanels({ title: "Monthly contracts end sooner", subtitle: "", unit: "months", groups })
 * svg.includes("Monthly: 4 customers, 50\u00a0% after 2 months, half gone after 2.0 months, lower than the rest") // => true
 * ```
 */
export const survivalPanels = (input: SurvivalPanels, options: PictureOptions = {}): string =>
  picture("survival-panels", input, options, draw)
