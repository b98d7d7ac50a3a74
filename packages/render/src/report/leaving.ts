import { halfGone } from "../survival-curve/half.ts"
import { type Curve, curvesOf, panelOf } from "../survival-curve/Panel.ts"
import { atRisk } from "../survival-curve/riskTable.ts"
import type { SurvivalCurve, SurvivalStep } from "../survival-curve/SurvivalCurve.ts"
import { survivalCurve } from "../survival-curve/survivalCurveSvg.ts"
import { join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import { together } from "./cells.ts"
import { tableTwin } from "./dataTable.ts"
import { atMost, figure, section } from "./section.ts"

const mostGroups = 12

const shareText = ({ survival, low, high }: SurvivalStep): string =>
  together(`${percent(survival)} (${number(low * 100, 0)} to ${number(high * 100, 0)})`)

/** Who is still there after a time: nothing can be said after the last customer was seen. */
const shareAt = ({ steps }: Curve, time: number): string => {
  const last = steps.at(-1)
  if (last === undefined || time > last.time) return "–"
  const before = steps.findLast((step) => step.time <= time)
  return before === undefined ? percent(1) : shareText(before)
}

const rowOf = (curve: Curve, ticks: ReadonlyArray<number>, unit: string): ReadonlyArray<string> => {
  const half = halfGone(curve)
  return [
    curve.name,
    number(atRisk(curve, 0), 0),
    ...ticks.map((tick) => shareAt(curve, tick)),
    half === undefined ? "not reached" : `${number(half, 1)} ${unit}`
  ]
}

/** Who leaves and when: the curves and the same numbers as a table. */
export const drawLeaving = (curve: SurvivalCurve | undefined): Markup => {
  if (curve === undefined || curve.groups.length === 0) return join([])
  const { shown, note } = atMost(curve.groups, mostGroups, "groups")
  const curves = curvesOf({ ...curve, groups: shown })
  const unit = clean(curve.unit)
  const ticks = panelOf(curves, unit, 0).ticks.slice(1)
  const columns = [
    { name: "Group" },
    { name: "Customers", numeric: true },
    ...ticks.map((tick) => ({ name: `${number(tick, tick % 1 === 0 ? 0 : 1)} ${unit}`, numeric: true })),
    { name: "Half gone after", numeric: true }
  ]
  return section(
    "leaving",
    "Who leaves, and when",
    figure(survivalCurve({ ...curve, groups: shown }, { id: "leaving" }), "Survival curves", { least: 640, most: 900 }),
    tableTwin(
      `Share still customers, with its confidence interval.${note}`,
      columns,
      curves.map((one) => rowOf(one, ticks, unit))
    )
  )
}
