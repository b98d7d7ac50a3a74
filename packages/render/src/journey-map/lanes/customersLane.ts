import { type Knot, toLevel } from "../../svg/curve.ts"
import { label } from "../../svg/label.ts"
import { element, join, type Markup } from "../../svg/Markup.ts"
import type { Pen } from "../../svg/Theme.ts"
import { compact, percent, plural } from "../../text/number.ts"
import type { Column } from "../Column.ts"
import { cell, dash, type Lane, laneHead } from "./Lane.ts"

const barHeight = 64
const barWidth = 28

/** A column where customers were counted. */
interface Step {
  readonly column: Column
  readonly customers: number
  readonly optional: boolean
  /** Top of its bar, and the last main step before it. */
  readonly y: number
  readonly before: Step | undefined
}

const countOf = ({ touchpoint: { customers } }: Column): number | undefined =>
  customers !== undefined && Number.isFinite(customers) && customers >= 0 ? customers : undefined

const stepsOf = (columns: ReadonlyArray<Column>, floor: number): ReadonlyArray<Step> => {
  const most = Math.max(1, ...columns.map((column) => countOf(column) ?? 0))
  let before: Step | undefined
  return columns.flatMap((column) => {
    const customers = countOf(column)
    if (customers === undefined) return []
    const optional = column.touchpoint.optional === true
    const step: Step = { column, customers, optional, y: floor - (customers / most) * barHeight, before }
    if (!optional) before = step
    return [step]
  })
}

/** The main steps in stretches that no column without a count interrupts. */
const reaches = (columns: ReadonlyArray<Column>, steps: ReadonlyArray<Step>): ReadonlyArray<ReadonlyArray<Step>> => {
  const found: Array<Array<Step>> = [[]]
  for (const column of columns) {
    const step = steps.find((one) => one.column.index === column.index)
    if (step === undefined) found.push([])
    else if (!step.optional) found.at(-1)?.push(step)
  }
  return found.filter((reach) => reach.length > 0)
}

const river = ({ paint }: Pen, reach: ReadonlyArray<Step>, floor: number): Markup => {
  const knots = reach.flatMap(({ column: { center }, y }): ReadonlyArray<Knot> => {
    const [left, right] = [center - barWidth / 2, center + barWidth / 2]
    return [
      { x: left, y, slope: 0 },
      { x: right, y, slope: 0 }
    ]
  })
  return element("path", { d: toLevel(knots, floor), "fill-opacity": 0.55, ...paint({ fill: "river" }) })
}

/** The upper edge of the river where an optional step stands in it. */
const clearance = (step: Step, steps: ReadonlyArray<Step>): number => {
  if (!step.optional) return step.y
  const next = steps.find((one) => !one.optional && one.column.index > step.column.index)
  return Math.min(step.y, step.before?.y ?? step.y, next?.y ?? step.y)
}

const bar = (pen: Pen, step: Step, steps: ReadonlyArray<Step>, floor: number): Markup =>
  cell(
    plural(step.customers, "customer"),
    element("rect", {
      x: step.column.center - barWidth / 2,
      y: step.y,
      width: barWidth,
      height: Math.max(0.5, floor - step.y),
      rx: 2,
      ...pen.paint({ fill: step.optional ? "faint" : "customers" })
    }),
    label(pen, compact(step.customers), step.column.center, clearance(step, steps) - 7, {
      size: 12,
      weight: 600,
      anchor: "middle",
      fill: "ink"
    })
  )

const lossOf = ({ customers, before }: Step): number =>
  before === undefined || before.customers === 0 ? 0 : 1 - customers / before.customers

const changeText = (loss: number): string => {
  const text = percent(Math.abs(loss))
  return loss > 0 ? `−${text}` : `+${text}`
}

/** What changed since the last main step, or how many of that step come here. */
const change = (pen: Pen, step: Step, worst: Step | undefined, y: number): Markup => {
  const { column, optional, before, customers } = step
  if (before === undefined || before.customers === 0) return join([])
  if (optional) {
    const text = `${percent(customers / before.customers)} reach this`
    return label(pen, text, column.center, y, { size: 11, anchor: "middle", fill: "muted" })
  }
  const skips = column.index - before.column.index > 1
  const weight = step === worst ? 600 : 400
  const fill = step === worst ? "short" : "muted"
  return label(pen, changeText(lossOf(step)), column.left + (skips ? 8 : 0), y, {
    size: 11,
    weight,
    anchor: "middle",
    fill
  })
}

const worstOf = (steps: ReadonlyArray<Step>): Step | undefined => {
  const main = steps.filter((step) => !step.optional && lossOf(step) > 0.4)
  return main.reduce<Step | undefined>((a, b) => (a === undefined || lossOf(b) > lossOf(a) ? b : a), undefined)
}

const draw = (pen: Pen, columns: ReadonlyArray<Column>, top: number): Markup => {
  const floor = top + 100
  const steps = stepsOf(columns, floor)
  const worst = worstOf(steps)
  const uncounted = columns.filter((column) => countOf(column) === undefined)
  return join([
    ...reaches(columns, steps).map((reach) => river(pen, reach, floor)),
    ...steps.map((step) => bar(pen, step, steps, floor)),
    ...uncounted.map((column) => dash(pen, column, floor - 4, "customers not counted")),
    ...steps.map((step) => change(pen, step, worst, floor + 15))
  ])
}

/** How many customers come to each touchpoint, linear from zero. Optional touchpoints do not narrow the river. */
export const customersLane = (pen: Pen, columns: ReadonlyArray<Column>, right: number): Lane | undefined =>
  columns.every((column) => countOf(column) === undefined)
    ? undefined
    : {
        height: 122,
        draw: (top) => join([laneHead(pen, right, top, 26, "Customers", "and change"), draw(pen, columns, top)])
      }
