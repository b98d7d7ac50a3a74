import { runs } from "../svg/curve.ts"
import { hint, label } from "../svg/label.ts"
import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import { groupColour, groupRemark } from "../svg/panelPicture.ts"
import { drawPanelName, drawPanelRemark, type Place, panelWidth } from "../svg/panels.ts"
import type { Pen } from "../svg/Theme.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { reason } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { band, line, point, stretches } from "../trend-line/lines.ts"
import { isKnown, type Scale, type Spot, smallSample } from "../trend-line/Spot.ts"
import { tickText } from "../trend-line/tickText.ts"
import { type Group, hintOf, newestInWords } from "./groups.ts"

/** Where the plot of a panel is, and how high a panel is with the space below it. */
export const plot = { left: 44, top: 62, width: panelWidth - 48, height: 92 }
export const panelHeight = 188

const grid = (pen: Pen, { format, ticks, y }: Scale, left: number): Markup =>
  join(
    ticks.flatMap((tick, i) => [
      element("line", {
        x1: left,
        x2: left + plot.width,
        y1: y(tick),
        y2: y(tick),
        ...pen.paint({ stroke: tick === 0 ? "faint" : "grid" })
      }),
      ...(i === 0 || i === ticks.length - 1 || ticks.length < 5
        ? [
            label(pen, tickText(tick, format, plot.left - 8, 11), left - 6, y(tick) + 4, {
              size: 11,
              anchor: "end",
              fill: "muted"
            })
          ]
        : [])
    ])
  )

/** The names of the first and of the last period. */
const ends = (pen: Pen, spots: ReadonlyArray<Spot>, left: number, y: number): Markup => {
  const name = ({ label: text, period }: Spot): string =>
    ellipsis(period.inProgress === true ? `${text}, so far` : text, plot.width / 2 - 8, { size: 11, weight: 400 })
  const [first, last] = [spots[0], spots.at(-1)]
  if (first === undefined || last === undefined) return join([])
  return join([
    label(pen, name(first), left, y, { size: 11, fill: "muted" }),
    ...(spots.length > 1
      ? [label(pen, name(last), left + plot.width, y, { size: 11, anchor: "end", fill: "muted" })]
      : [])
  ])
}

const gaps = (pen: Pen, spots: ReadonlyArray<Spot>, pitch: number, y: number): Markup =>
  join(
    spots
      .filter((spot) => !isKnown(spot) && pitch >= 8)
      .map((spot) =>
        label(pen, "–", spot.x, y, { size: 11, anchor: "middle", fill: "muted" }, hint(reason(spot.period.value)))
      )
  )

/** The median of the groups, thin behind each group. */
const drawMedians = (
  { paint }: Pen,
  medians: ReadonlyArray<number | undefined>,
  spots: ReadonlyArray<Spot>,
  { y }: Scale
): Markup => {
  const d = runs(medians.map((median) => median !== undefined))
    .map((run) =>
      run
        .map((i, k) => `${k === 0 ? "M" : "L"}${coordinate(spots[i]?.x ?? 0)} ${coordinate(y(medians[i] ?? 0))}`)
        .join("")
    )
    .join("")
  return d === ""
    ? join([])
    : element("path", {
        d,
        fill: "none",
        "stroke-width": 1.5,
        "stroke-dasharray": "2 3",
        ...paint({ stroke: "expected" })
      })
}

/** One group: its name, its newest value, whether it differs, and its line over the median of all. */
export const drawGroup = (
  pen: Pen,
  group: Group,
  medians: ReadonlyArray<number | undefined>,
  scale: Scale,
  format: NumberFormat,
  { x, y }: Place
): Markup => {
  const left = x + plot.left
  const spots = group.spots.map((spot) => ({ ...spot, x: left + spot.x }))
  const found = stretches(spots)
  const colour = groupColour(group)
  const pitch = plot.width / Math.max(1, spots.length)
  const bottom = y + plot.top + plot.height
  const points = found.flatMap((stretch) =>
    stretch
      .filter(
        ({ estimate, period }) =>
          stretch.length === 1 || period.inProgress === true || estimate.n < smallSample || pitch >= 24
      )
      .map((spot) => point(pen, spot, scale, stretch.length === 1, colour))
  )
  return element(
    "g",
    {},
    hint(hintOf(group, format)),
    drawPanelName(pen, group.name, x, y),
    drawPanelRemark(
      pen,
      groupRemark(pen, group, newestInWords(group, format), group.newest !== undefined, { x, y }),
      x,
      y + 46
    ),
    grid(pen, scale, left),
    drawMedians(pen, medians, spots, scale),
    ...found.map((stretch) => band(pen, stretch, scale, colour)),
    ...found.map((stretch) => line(pen, stretch, scale, colour)),
    ...points,
    gaps(pen, spots, pitch, bottom - 5),
    ends(pen, spots, left, bottom + 16)
  )
}
