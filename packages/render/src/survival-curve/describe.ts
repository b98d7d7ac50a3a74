import { number, percent, plural } from "../text/number.ts"
import { halfGone } from "./half.ts"
import type { Curve } from "./Panel.ts"

/** Where a curve ends. */
export const lastShare = ({ steps }: Curve, unit: string): string => {
  const last = steps.at(-1)
  return last === undefined
    ? "nobody followed"
    : `${percent(last.survival)} after ${number(last.time, last.time % 1 === 0 ? 0 : 1)} ${unit}`
}

/** Everything the curves say, in words. */
export const describe = (curves: ReadonlyArray<Curve>, unit: string): string => {
  const sentences = curves.map((curve) => {
    const half = halfGone(curve)
    const first = curve.steps[0]
    const followed = first === undefined ? "" : `${plural(first.atRisk, "customer")}, `
    const gone = half === undefined ? "" : `, half gone after ${number(half, 1)} ${unit}`
    return `${curve.name}: ${followed}${lastShare(curve, unit)}${gone}`
  })
  return `Kaplan–Meier curves of ${plural(curves.length, "group")}. ${sentences.join("; ")}.`
}
