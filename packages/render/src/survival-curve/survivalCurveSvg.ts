import { heading } from "../svg/heading.ts"
import { label } from "../svg/label.ts"
import { join } from "../svg/Markup.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { ellipsis } from "../text/wrap.ts"
import { drawAxes } from "./axes.ts"
import { describe, lastShare } from "./describe.ts"
import { drawHalves } from "./half.ts"
import { drawNames } from "./names.ts"
import { curvesOf, nameWidth, panelOf } from "./Panel.ts"
import { drawRiskTable } from "./riskTable.ts"
import type { SurvivalCurve } from "./SurvivalCurve.ts"
import { drawSteps } from "./steps.ts"

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
      drawAxes(pen, panel, [0, 0.25, 0.5, 0.75, 1], 12),
      label(pen, unit, panel.right + 28, panel.bottom + 18, { size: 12, fill: "muted" }),
      ...curves.map((curve) => drawSteps(pen, curve, panel)),
      drawHalves(pen, curves, unit, panel),
      drawNames(pen, curves, panel, (curve) => ({ lines: [lastShare(curve, unit)], warns: false })),
      drawRiskTable(pen, curves, panel, "Customers still followed", panel.bottom + 48)
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
