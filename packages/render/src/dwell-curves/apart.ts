import { drawAxes } from "../survival-curve/axes.ts"
import { plotIn, type TimeAxis } from "../survival-curve/Panel.ts"
import { drawSteps } from "../survival-curve/steps.ts"
import { hint, label } from "../svg/label.ts"
import { element, join, type Markup } from "../svg/Markup.ts"
import { drawPanelName, drawPanelRemark, type Place, panelWidth, placePanels } from "../svg/panels.ts"
import type { Pen } from "../svg/Theme.ts"
import { warning } from "../svg/warning.ts"
import { plural } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import { drawHalf, drawTarget } from "./marks.ts"
import type { Stage } from "./stages.ts"
import { excessInWords, halfInWords, intervalInWords, stageInWords, stillThere } from "./words.ts"

const plotHeight = 96

const small = { size: 11.5, weight: 600 } as const

const drawStuck = (pen: Pen, { stuck, target }: Stage, unit: string, { x, y }: Place): Markup => {
  if (!stuck) return join([])
  const words = target === undefined ? "stuck" : `stuck: ${excessInWords(target, unit)}`
  return join([
    warning(pen, x, y + 76),
    label(pen, ellipsis(words, panelWidth - 20, small), x + 20, y + 76, { ...small, fill: "short" })
  ])
}

const drawStage = (pen: Pen, stage: Stage, axis: TimeAxis, unit: string, place: Place, head: number): Markup => {
  const { curve, half, stuck, target, why } = stage
  const { x, y } = place
  const name = drawPanelName(pen, curve.name, x, y)
  const plot = plotIn(axis, { left: x + 40, right: x + panelWidth - 4, top: y + head, bottom: y + head + plotHeight })
  const axes = drawAxes(pen, plot, [0, 0.5, 1], 11)
  if (half === undefined) {
    const text = ellipsis(why, panelWidth - 4, { size: 11.5, weight: 400 })
    return element(
      "g",
      {},
      hint(stageInWords(stage, unit)),
      name,
      axes,
      label(pen, text, x, y + 46, { size: 11.5, fill: "muted" })
    )
  }
  const interval = intervalInWords(half)
  const words = { words: halfInWords(half, unit), rest: interval, fill: stuck ? "short" : "ink" } as const
  return element(
    "g",
    {},
    hint(stageInWords(stage, unit)),
    name,
    drawPanelRemark(pen, words, x, y + 46),
    label(pen, ellipsis(stillThere(stage), panelWidth, { size: 11.5, weight: 400 }), x, y + 61, {
      size: 11.5,
      fill: "muted"
    }),
    drawStuck(pen, stage, unit, place),
    axes,
    drawSteps(pen, curve, plot),
    ...(target === undefined ? [] : [drawTarget(pen, target, plot, "expected")]),
    drawHalf(pen, half, plot, plot.y(0.5), curve.style.colour)
  )
}

/** More panels are not read. */
const mostPanels = 24

const restInWords = (rest: ReadonlyArray<Stage>): string => {
  const stuck = rest.filter((stage) => stage.stuck).length
  return `Not shown: ${plural(rest.length, "more stage")}, ${stuck === 0 ? "none of them stuck" : `${plural(stuck, "of them", "of them")} stuck`}.`
}

/** Many stages: a panel each, on one axis. */
export const drawApart = (
  pen: Pen,
  stages: ReadonlyArray<Stage>,
  axis: TimeAxis,
  unit: string,
  top: number
): { readonly markup: Markup; readonly bottom: number; readonly rest: ReadonlyArray<string> } => {
  const shown = stages.slice(0, mostPanels)
  const head = shown.some(({ stuck }) => stuck) ? 90 : 75
  const { bottom, places } = placePanels(shown.length, top, head + plotHeight + 38)
  return {
    bottom,
    rest: stages.length > mostPanels ? [restInWords(stages.slice(mostPanels))] : [],
    markup: join(shown.map((stage, i) => drawStage(pen, stage, axis, unit, places[i] ?? { x: 24, y: top }, head)))
  }
}
