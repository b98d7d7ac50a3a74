import { coordinate, element, join, type Markup } from "../svg/Markup.ts"
import type { Pen } from "../svg/Theme.ts"
import type { Curve, Panel } from "./Panel.ts"
import type { SurvivalStep } from "./SurvivalCurve.ts"

/** At most one step in half a pixel: the last of them. What is drawn is the same, and its size has a bound. */
const visible = ({ steps }: Curve, { x }: Panel): ReadonlyArray<SurvivalStep> =>
  steps.filter((step, i) => {
    const next = steps[i + 1]
    return next === undefined || Math.round(x(next.time) * 2) !== Math.round(x(step.time) * 2)
  })

const stairs = (steps: ReadonlyArray<SurvivalStep>, { x, y }: Panel, of: "survival" | "high"): string =>
  `M${coordinate(x(0))} ${coordinate(y(1))}${steps
    .map((step) => `H${coordinate(x(step.time))}V${coordinate(y(step[of]))}`)
    .join("")}`

/** Down the stairs of the lower limit, backwards. */
const back = (steps: ReadonlyArray<SurvivalStep>, { x, y }: Panel): string =>
  steps
    .map((step, i) => `V${coordinate(y(step.low))}H${coordinate(x(step.time))}${i === 0 ? `V${coordinate(y(1))}` : ""}`)
    .toReversed()
    .join("")

/** Ticks where customers were last seen still there, at most one in three pixels. */
const censored = ({ steps }: Curve, { x, y }: Panel): string => {
  let last = Number.NEGATIVE_INFINITY
  return steps
    .filter((step) => step.censored > 0)
    .flatMap((step) => {
      if (x(step.time) - last < 3) return []
      last = x(step.time)
      return [`M${coordinate(last)} ${coordinate(y(step.survival) - 4)}v8`]
    })
    .join("")
}

/** One curve: its band of confidence, its steps, and its censoring ticks. */
export const drawSteps = ({ paint }: Pen, curve: Curve, panel: Panel): Markup => {
  const steps = visible(curve, panel)
  if (steps.length === 0) return join([])
  const { colour, dashes } = curve.style
  const ticks = censored(curve, panel)
  return join([
    element("path", {
      d: `${stairs(steps, panel, "high")}${back(steps, panel)}Z`,
      "fill-opacity": 0.15,
      ...paint({ fill: colour })
    }),
    element("path", {
      d: stairs(steps, panel, "survival"),
      fill: "none",
      "stroke-width": 2.5,
      "stroke-linejoin": "round",
      "stroke-dasharray": dashes,
      ...paint({ stroke: colour })
    }),
    ...(ticks === "" ? [] : [element("path", { d: ticks, "stroke-width": 1.2, ...paint({ stroke: colour }) })])
  ])
}
