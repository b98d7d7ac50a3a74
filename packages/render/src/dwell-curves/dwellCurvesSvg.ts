import { lastTime, nameWidth, timeAxis } from "../survival-curve/Panel.ts"
import { heading } from "../svg/heading.ts"
import { legend } from "../svg/legend.ts"
import { join } from "../svg/Markup.ts"
import { notes } from "../svg/notes.ts"
import { panelsWidth } from "../svg/panels.ts"
import { type Drawing, type PictureOptions, picture } from "../svg/picture.ts"
import type { Pen } from "../svg/Theme.ts"
import { clean } from "../text/clean.ts"
import { ellipsis } from "../text/wrap.ts"
import { drawApart } from "./apart.ts"
import type { DwellCurves } from "./DwellCurves.ts"
import { keys } from "./keys.ts"
import { mostTogether, type Stage, stagesOf } from "./stages.ts"
import { drawTogether } from "./together.ts"
import { describe, stageInWords } from "./words.ts"

const lastOf = (stages: ReadonlyArray<Stage>): number =>
  Math.max(
    lastTime(stages.map(({ curve }) => curve)),
    ...stages.flatMap(({ half, target }) => (half === undefined || target === undefined ? [] : [target.days]))
  )

/** What there is to tell of the stages that have no curve beside others. */
const without = (stages: ReadonlyArray<Stage>, unit: string): ReadonlyArray<string> =>
  stages.filter(({ half }) => half === undefined).map((stage) => stageInWords(stage, unit))

const draw = (input: DwellCurves, pen: Pen): Drawing => {
  const unit = ellipsis(clean(input.unit ?? "days"), 110, { size: 12, weight: 400 })
  const stages = stagesOf(input)
  const together = stages.length <= mostTogether
  const width = together ? 610 + 28 + nameWidth + 16 : panelsWidth
  const head = heading(pen, input.title, input.subtitle, width - 48, 18)
  const top = (together ? 92 : 78) + head.extra
  const axis = timeAxis(lastOf(stages), unit, together ? 7 : 5)
  const body = together
    ? { ...drawTogether(pen, stages, axis, unit, top), rest: without(stages, unit) }
    : drawApart(pen, stages, axis, unit, top)
  const signs = legend(pen, keys(pen, stages, input, together ? "muted" : "experienced"), {
    x: 24,
    y: body.bottom + (together ? 20 : 8),
    width: width - 48
  })
  const said = notes(pen, [...body.rest, ...(together ? [] : [`Time in ${unit}.`])], signs.bottom + 8, width - 48)
  return {
    width,
    height: said.bottom + 2,
    title: clean(input.title),
    description: describe(stages, unit),
    body: join([head.markup, body.markup, signs.markup, said.markup])
  }
}

/**
 * Draw how long customers stay in stages as SVG: the share still there by time, those last seen there marked, and the time by
 * which half have gone with its interval.
 *
 * Takes what `Dwell` of the core package gives, in the order given, and what `Stuck` says of the same stages: each is drawn
 * against its plan or reference, and a stuck one has a colour and a sign. Up to four stages share a plot and have their
 * numbers still followed below; more have a panel each on one axis, up to 24, the others counted in words. A stage without
 * a curve tells why. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Dwell } from "@throughline/core"
 * import { dwellCurves } from "./dwellCurvesSvg.ts"
 *
 * const stays = [1, 2, 4, 6, 9].map((days) => ({ stage: "choose", days, outcome: "moved on" }))
 * const stages = Dwell.fromStays([...stays, { stage: "choose", days: 12, outcome: "still there" }])
 * const svg = dwellCurves({ title: "Half have chosen after five days", subtitle: "", stages })
 * svg.includes("choose: half gone after 5 days (95\u00a0% CI 1 or more), 1 of 6 still there") // => true
 * ```
 */
export const dwellCurves = (input: DwellCurves, options: PictureOptions = {}): string =>
  picture("dwell", input, options, draw)
