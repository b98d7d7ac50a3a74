import type { LegendItem } from "../svg/legend.ts"
import { element, join } from "../svg/Markup.ts"
import { differKeys, drawPanelPicture, mostPanels } from "../svg/panelPicture.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import { level, plural } from "../text/number.ts"
import { isKnown, scaleOf, smallSample } from "../trend-line/Spot.ts"
import { drawGroup, panelHeight, plot } from "./drawGroup.ts"
import { type Group, groupInWords, groupsOf, mediansOf } from "./groups.ts"
import type { TrendPanels } from "./TrendPanels.ts"

const keys = (
  pen: Pen,
  groups: ReadonlyArray<Group>,
  medians: ReadonlyArray<number | undefined>
): ReadonlyArray<LegendItem> => {
  const { paint } = pen
  const known = groups.flatMap(({ spots }) => spots.filter(isKnown))
  const levels = new Set(known.map(({ estimate }) => estimate.interval.level))
  const [only] = levels
  const confidence = levels.size === 1 && only !== undefined ? `${level(only)} ` : ""
  const hollow = known.some(({ estimate, period }) => period.inProgress === true || estimate.n < smallSample)
  const line = (stroke: Colour) => element("path", { d: "M0 0H22", "stroke-width": 2.5, ...paint({ stroke }) })
  const band = element("rect", {
    x: 0,
    y: -8,
    width: 22,
    height: 16,
    "fill-opacity": 0.16,
    ...paint({ fill: "experienced" })
  })
  return [
    ...(known.length === 0
      ? []
      : [{ sign: join([band, line("experienced")]), text: `the group, with its ${confidence}confidence interval` }]),
    ...(medians.some((median) => median !== undefined)
      ? [
          {
            sign: element("path", {
              d: "M0 0H22",
              "stroke-width": 1.5,
              "stroke-dasharray": "2 3",
              ...paint({ stroke: "expected" })
            }),
            text: "median of all groups"
          }
        ]
      : []),
    ...differKeys(pen, groups, line),
    ...(hollow
      ? [
          {
            sign: element("circle", {
              cx: 11,
              cy: 0,
              r: 4.5,
              "stroke-width": 2,
              ...paint({ fill: "background", stroke: "experienced" })
            }),
            text: `fewer than ${smallSample} answers, or not over`
          }
        ]
      : [])
  ]
}

const draw = (input: TrendPanels, pen: Pen): Drawing => {
  const groups = groupsOf(input, plot.width)
  const shown = groups.slice(0, mostPanels)
  const medians = mediansOf(groups)
  const spots = shown.flatMap((group) => group.spots)
  return drawPanelPicture(pen, {
    title: input.title,
    subtitle: input.subtitle,
    groups,
    height: panelHeight,
    panel: (group, place) => {
      const scale = scaleOf(spots, input.format, place.y + plot.top, plot.height)
      return drawGroup(pen, group, medians, scale, input.format, place)
    },
    keys: keys(pen, shown, medians),
    note: "All panels have one scale.",
    description: `A measure of ${plural(groups.length, "group")} over ${plural(input.periods.length, "period")}. ${groups
      .map((group) => groupInWords(group, input.format))
      .join(". ")}.`
  })
}

/**
 * Draw a measure of several groups over the same periods as SVG, a panel each on one scale: its line with its band of
 * confidence, over the median of all groups.
 *
 * In the order given. A group that is said to differ from the rest has a sign, a colour and words; whether it does is for the
 * caller to test, corrected for the number of groups, such as `differs` of the `by` of any measure. Periods are drawn as in
 * `trendLine`. Up to 24 groups, the others counted in words. Never throws; the same input gives the same bytes.
 *
 * Tufte (1990), Envisioning Information, on small multiples.
 *
 * @example
 * ```ts import.meta.vitest
 * import { estimate } from "@throughline/core"
 * import { trendPanels } from "./trendPanelsSvg.ts"
 *
 * const value = estimate(42, { low: 38, high: 46, level: 0.95, method: "t" }, 300)
 * const svg = trendPanels({
 *   title: "Aurora is recommended more",
 *   subtitle: "",
 *   format: { style: "signed" },
 *   periods: [{ label: "2026-01" }],
 *   groups: [{ name: "Aurora", values: [value], differs: "higher" }, { name: "Borealis", values: [] }]
 * })
 * svg.includes("Aurora: 2026-01 +42 (95\u00a0% CI +38 to +46, n = 300), higher than the rest") // => true
 * svg.includes("Borealis: not measured") // => true
 * ```
 */
export const trendPanels = (input: TrendPanels, options: PictureOptions = {}): string =>
  picture("trend-panels", input, options, draw)
