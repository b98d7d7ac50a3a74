import type { LegendItem } from "../svg/legend.ts"
import { element, join } from "../svg/Markup.ts"
import type { Colour, Pen } from "../svg/Theme.ts"
import { warning } from "../svg/warning.ts"
import { clean } from "../text/clean.ts"
import { level } from "../text/number.ts"
import { ellipsis } from "../text/wrap.ts"
import type { DwellCurves } from "./DwellCurves.ts"
import type { Stage } from "./stages.ts"

const sameLevel = (stages: ReadonlyArray<Stage>): string => {
  const [first, ...others] = new Set(stages.flatMap(({ half }) => half?.level ?? []))
  return first === undefined || others.length > 0 ? "its" : `its ${level(first)}`
}

/** Those who had not gone when last seen: as the outcomes tell. */
const unfinished = (stages: ReadonlyArray<Stage>): string =>
  stages.some(({ outcomes }) => outcomes.left + outcomes.wentQuiet > 0)
    ? "last seen in the stage: still there, left or gone quiet"
    : "still there when last seen"

const against = (stuck: DwellCurves["stuck"]): string =>
  stuck?._tag === "Stuck" ? `expected from ${clean(stuck.against)}` : "planned"

/** What the signs of the picture mean. */
export const keys = (
  pen: Pen,
  stages: ReadonlyArray<Stage>,
  { stuck }: DwellCurves,
  colour: Colour
): ReadonlyArray<LegendItem> => {
  const { paint } = pen
  const line = element("path", { d: "M0 -5H9V4H22", fill: "none", "stroke-width": 2.5, ...paint({ stroke: colour }) })
  const band = element("path", { d: "M0 -9H9V0H22V8H9V0H0z", "fill-opacity": 0.15, ...paint({ fill: colour }) })
  const found = {
    censored: stages.some(({ curve }) => curve.steps.some(({ censored }) => censored > 0)),
    half: stages.some(({ half }) => half?.value !== undefined || half?.low !== undefined),
    target: stages.some(({ half, target }) => half !== undefined && target !== undefined),
    stuck: stages.some((stage) => stage.stuck)
  }
  const ellipsed = (text: string): string => ellipsis(text, 420, { size: 11.5, weight: 400 })
  return [
    { sign: join([band, line]), text: `share still in the stage, with ${sameLevel(stages)} confidence interval` },
    ...(found.censored
      ? [
          {
            sign: element("path", { d: "M0 0H22M7 -4v8M15 -4v8", "stroke-width": 1.5, ...paint({ stroke: colour }) }),
            text: unfinished(stages)
          }
        ]
      : []),
    ...(found.half
      ? [
          {
            sign: join([
              element("path", {
                d: "M0 -5v10m0 -5H22m0 -5v10",
                fill: "none",
                "stroke-width": 1.75,
                ...paint({ stroke: colour })
              }),
              element("circle", { cx: 11, cy: 0, r: 4.5, ...paint({ fill: colour }) })
            ]),
            text: "half gone, with its interval; an arrow is open"
          }
        ]
      : []),
    ...(found.target
      ? [
          {
            sign: join([
              element("path", {
                d: "M11 9V0",
                "stroke-width": 1.5,
                "stroke-dasharray": "4 2",
                ...paint({ stroke: "expected" })
              }),
              element("path", {
                d: "M11 -8l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
                "stroke-width": 2,
                ...paint({ fill: "background", stroke: "expected" })
              })
            ]),
            text: ellipsed(`${against(stuck)}: no more than this share still there by then`)
          }
        ]
      : []),
    ...(found.stuck ? [{ sign: warning(pen, 4, 5), text: "stuck: they move on later, beyond chance" }] : [])
  ]
}
