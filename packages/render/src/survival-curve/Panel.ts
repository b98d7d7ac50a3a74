import { linear, niceStep } from "../svg/scale.ts"
import { clean } from "../text/clean.ts"
import { type Lines, wrap } from "../text/wrap.ts"
import type { SurvivalCurve, SurvivalStep } from "./SurvivalCurve.ts"

/** A group with its place among the others. */
export interface Curve {
  readonly name: string
  readonly lines: Lines
  readonly steps: ReadonlyArray<SurvivalStep>
  readonly index: number
}

/** Where the curves are drawn. */
export interface Panel {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly ticks: ReadonlyArray<number>
  readonly x: (time: number) => number
  readonly y: (share: number) => number
}

/** Room for the curves' names. */
export const nameWidth = 176

const finite = (step: SurvivalStep): boolean =>
  [step.time, step.survival, step.low, step.high].every((value) => Math.abs(value) <= 1e9) && step.time >= 0

/** The groups with what can be drawn of them, in ascending time. */
export const curvesOf = ({ groups }: SurvivalCurve): ReadonlyArray<Curve> =>
  groups.map((group, index) => {
    const name = clean(group.name)
    const lines = wrap(name, nameWidth, 2, { size: 13, weight: 700 })
    return { name, lines, index, steps: group.steps.filter(finite).toSorted((a, b) => a.time - b.time) }
  })

const calendar = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240]

const stepOf = (longest: number, unit: string): number => {
  const months = /^month/i.test(unit) ? calendar.find((step) => longest / step <= 8) : undefined
  return months ?? niceStep(longest / 7)
}

/** Height that a curve's name and share need beside the others. */
export const nameHeight = 36

/** Lay the panel out below `top`, for curves in `unit`. */
export const panelOf = (curves: ReadonlyArray<Curve>, unit: string, top: number): Panel => {
  const last = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.time ?? 0))
  const longest = last >= 1e-6 ? last : 1
  const step = stepOf(longest, unit)
  const [left, right] = [70, 610]
  const bottom = top + Math.max(270, curves.length * nameHeight)
  return {
    left,
    right,
    top,
    bottom,
    ticks: Array.from({ length: Math.floor(longest / step + 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12))),
    x: linear([0, longest], [left, right]),
    y: linear([0, 1], [bottom, top])
  }
}
