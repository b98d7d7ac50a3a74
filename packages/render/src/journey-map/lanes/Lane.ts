import { hint, label } from "../../svg/label.ts"
import { element, join, type Markup } from "../../svg/Markup.ts"
import type { Pen } from "../../svg/Theme.ts"
import { type Column, edge } from "../Column.ts"

/** A row of the map below the chart. */
export interface Lane {
  readonly height: number
  readonly draw: (top: number) => Markup
}

/** The line above a lane and its name in the gutter, `at` px below the line. */
export const laneHead = (pen: Pen, right: number, top: number, at: number, name: string, about: string): Markup =>
  join([
    element("line", { x1: edge, x2: right + 4, y1: top, y2: top, ...pen.paint({ stroke: "grid" }) }),
    label(pen, name, edge, top + at, { size: 12, weight: 600, fill: "ink" }),
    label(pen, about, edge, top + at + 15, { size: 11, fill: "muted" })
  ])

/** A dash where there is nothing to show; pointing at it tells why. */
export const dash = (pen: Pen, column: Column, y: number, why: string): Markup =>
  label(pen, "–", column.center, y, { size: 12, anchor: "middle", fill: "muted" }, hint(why))

/** Parts of a cell with what a reader sees when pointing at it. */
export const cell = (about: string, ...parts: ReadonlyArray<Markup>): Markup => element("g", {}, hint(about), ...parts)
