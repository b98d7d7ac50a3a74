import { drawAxes } from "../survival-curve/axes.ts"
import { drawNames } from "../survival-curve/names.ts"
import { plotIn, type TimeAxis } from "../survival-curve/Panel.ts"
import { drawRiskTable, drawRowName } from "../survival-curve/riskTable.ts"
import { drawSteps } from "../survival-curve/steps.ts"
import { hint, label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import { drawHalf, drawTarget } from "./marks.ts"
import type { Stage } from "./stages.ts"
import { halfInWords, intervalInWords, stageInWords, stillThere } from "./words.ts"

const remarkOf = (stage: Stage | undefined, unit: string): ReadonlyArray<string> =>
  stage?.half === undefined
    ? []
    : [halfInWords(stage.half, unit), intervalInWords(stage.half), stillThere(stage)].filter((line) => line !== "")

/** Few stages: their curves in one plot, below them the medians and how many are still followed. */
export const drawTogether = (
  pen: Pen,
  stages: ReadonlyArray<Stage>,
  axis: TimeAxis,
  unit: string,
  top: number
): { readonly markup: Markup; readonly bottom: number } => {
  const drawn = stages.filter(({ half }) => half !== undefined)
  const curves = drawn.map(({ curve }) => curve)
  const plot = plotIn(axis, { left: 70, right: 610, top, bottom: top + Math.max(270, stages.length * 68) })
  const halves = plot.bottom + 48
  const table = halves + 34 + drawn.length * 20
  return {
    bottom: table + drawn.length * 20 + 10,
    markup: join([
      drawAxes(pen, plot, [0, 0.25, 0.5, 0.75, 1], 12),
      label(pen, unit, plot.right + 28, plot.bottom + 18, { size: 12, fill: "muted" }),
      ...drawn.map((stage) => element("g", {}, hint(stageInWords(stage, unit)), drawSteps(pen, stage.curve, plot))),
      ...drawn.map(({ curve, target }) =>
        target === undefined ? join([]) : drawTarget(pen, target, plot, curve.style.colour)
      ),
      drawNames(pen, curves, plot, (_, place) => ({
        lines: remarkOf(drawn[place], unit),
        warns: drawn[place]?.stuck === true
      })),
      label(pen, "Half gone", 24, halves, { size: 12, weight: 600, fill: "ink" }),
      ...drawn.flatMap(({ curve, half }, i) => {
        const y = halves + 20 + i * 20
        return [
          drawRowName(pen, curve, plot, y),
          half === undefined ? join([]) : drawHalf(pen, half, plot, y - 4, curve.style.colour)
        ]
      }),
      drawRiskTable(pen, curves, plot, "Stays still followed", table)
    ])
  }
}
