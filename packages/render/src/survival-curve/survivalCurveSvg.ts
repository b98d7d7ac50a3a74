import { heading } from "../svg/heading.ts"
import { hint, label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import { decimalsFor } from "../svg/scale.ts"
import { seriesStyle } from "../svg/series.ts"
import { spread } from "../svg/spread.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { describe, lastShare } from "./describe.ts"
import { drawHalves } from "./half.ts"
import { type Curve, curvesOf, nameHeight, nameWidth, type Panel, panelOf } from "./Panel.ts"
import { drawRiskTable } from "./riskTable.ts"
import type { SurvivalCurve } from "./SurvivalCurve.ts"
import { drawSteps } from "./steps.ts"

const axes = (pen: Pen, { left, right, bottom, ticks, x, y }: Panel, unit: string): Markup => {
  const small = { size: 12, fill: "muted" } as const
  const decimals = decimalsFor(ticks)
  const shares = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    element("line", {
      x1: left,
      x2: right,
      y1: y(share),
      y2: y(share),
      ...pen.paint({ stroke: share === 0 ? "faint" : "grid" })
    }),
    label(pen, percent(share), left - 14, y(share) + 4, { ...small, anchor: "end" })
  ])
  const times = ticks.map((tick) =>
    label(pen, number(tick, decimals), x(tick), bottom + 18, { ...small, anchor: "middle" })
  )
  return join([...shares, ...times, label(pen, unit, right + 28, bottom + 18, small)])
}

/** Each curve's name where it ends, pushed apart where ends are close. */
const names = (pen: Pen, curves: ReadonlyArray<Curve>, panel: Panel, unit: string): Markup => {
  const drawn = curves.filter(({ steps }) => steps.length > 0)
  const ends = drawn.map(({ steps }) => panel.y(steps.at(-1)?.survival ?? 1))
  const heights = spread(ends, nameHeight, panel.top, panel.bottom - 16)
  return join(
    drawn.map((curve, i) => {
      const { colour } = seriesStyle(curve.index)
      const y = heights[i] ?? panel.top
      const x = panel.right + 12
      return element(
        "g",
        {},
        hint(`${curve.name}: ${lastShare(curve, unit)}`),
        label(pen, `${curve.lines.lines[0] ?? ""}${curve.lines.lines.length > 1 ? "…" : ""}`, x, y, {
          size: 13,
          weight: 700,
          fill: colour
        }),
        label(pen, ellipsis(lastShare(curve, unit), nameWidth, { size: 12, weight: 400 }), x, y + 16, {
          size: 12,
          fill: "muted"
        })
      )
    })
  )
}

const draw = (input: SurvivalCurve, pen: Pen): Drawing => {
  const unit = ellipsis(clean(input.unit), 110, { size: 12, weight: 400 })
  const curves = curvesOf(input)
  const width = 610 + 28 + nameWidth + 16
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const panel = panelOf(curves, unit, 92 + head.extra)
  return {
    width,
    height: panel.bottom + 78 + curves.length * 20,
    title: clean(input.title),
    description: describe(curves, unit),
    body: join([
      head.markup,
      axes(pen, panel, unit),
      ...curves.map((curve) => drawSteps(pen, curve, panel)),
      drawHalves(pen, curves, unit, panel),
      names(pen, curves, panel, unit),
      drawRiskTable(pen, curves, panel)
    ])
  }
}

/**
 * Draw Kaplan–Meier curves as SVG: steps with their band of confidence, ticks where customers were last seen still
 * there, where half have left, and how many each curve stands on.
 *
 * Takes risk tables: shares from 0 to 1, times in `unit`. A group nobody was followed in has a row of zeros and no
 * curve. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { survivalCurve } from "./survivalCurveSvg.ts"
 *
 * const steps = [{ time: 2, atRisk: 4, events: 1, censored: 0, survival: 0.75, low: 0.4, high: 0.9 }]
 * const svg = survivalCurve({ title: "One in four left", subtitle: "", unit: "months", groups: [{ name: "All", steps }] })
 * svg.includes("after 2 months") // => true
 * ```
 */
export const survivalCurve = (input: SurvivalCurve, options: PictureOptions = {}): string =>
  picture("survival", input, options, draw)
