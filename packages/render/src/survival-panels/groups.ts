import { lastShare } from "../survival-curve/describe.ts"
import { halfGone } from "../survival-curve/half.ts"
import { type Curve, curvesOf } from "../survival-curve/Panel.ts"
import type { Side } from "../svg/differs.ts"
import { groupColour } from "../svg/panelPicture.ts"
import { number, plural } from "../text/number.ts"
import type { SurvivalPanels } from "./SurvivalPanels.ts"

/** A group as it is drawn. */
export interface Group {
  readonly curve: Curve
  readonly differs: Side | undefined
}

/** The groups with what can be drawn of them. */
export const groupsOf = (input: SurvivalPanels): ReadonlyArray<Group> =>
  curvesOf(input).map((curve, i) => {
    const differs = input.groups[i]?.differs
    return { curve: { ...curve, style: { colour: groupColour({ differs }), dashes: undefined } }, differs }
  })

/** `half gone after 3.0 months`, or that it is not. */
export const halfInWords = ({ curve }: Group, unit: string): string => {
  const half = halfGone(curve)
  if (curve.steps.length === 0) return "nobody followed"
  return half === undefined ? lastShare(curve, unit) : `half gone after ${number(half, 1)} ${unit}`
}

/** Everything about a group, in words. */
export const groupInWords = (group: Group, unit: string): string => {
  const { curve, differs } = group
  const [first] = curve.steps
  const followed = first === undefined ? [] : [plural(first.atRisk, "customer"), lastShare(curve, unit)]
  const against = differs === undefined ? [] : [`${differs} than the rest`]
  return `${curve.name}: ${[...new Set([...followed, halfInWords(group, unit)]), ...against].join(", ")}`
}
