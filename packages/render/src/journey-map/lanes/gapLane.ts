import type { Estimate } from "@throughline/core"
import { label, run } from "../../svg/label.ts"
import { join, type Markup } from "../../svg/Markup.ts"
import type { Pen } from "../../svg/Theme.ts"
import { inWords, known, reason, signed, uncertainty } from "../../text/number.ts"
import { textWidth } from "../../text/width.ts"
import type { Column } from "../Column.ts"
import { gapColour, gapSign } from "../gap.ts"
import { direction } from "../icons.ts"
import { cell, dash, type Lane, laneHead } from "./Lane.ts"

const drawGap = (pen: Pen, column: Column, gap: Estimate, y: number, decimals: number): Markup => {
  const sign = gapSign(gap)
  const fill = gapColour[sign]
  const value = signed(gap.value, decimals)
  const about = uncertainty(gap, { style: "number", decimals })
  const valueWidth = textWidth(value, 14, 700)
  const room = column.width - 8 - 13 - valueWidth - 4
  const aboutWidth = textWidth(about, 11, 400)
  const shown = aboutWidth <= room
  const x = column.center - (13 + valueWidth + (shown ? 4 + aboutWidth : 0)) / 2
  const more = shown ? [run(pen, about, 4, { size: 11, fill: "muted" })] : []
  return cell(
    `Gap ${inWords(gap, { style: "signed", decimals })}`,
    direction(pen, sign, x, y - 1, fill),
    label(pen, value, x + 13, y, { size: 14, weight: 700, fill }, ...more)
  )
}

/** How far experience is from expectation, with the interval of the paired difference. */
export const gapLane = (pen: Pen, columns: ReadonlyArray<Column>, right: number, decimals: number): Lane => ({
  height: 48,
  draw: (top) =>
    join([
      laneHead(pen, right, top, 22, "Gap", "vs. expected"),
      ...columns.map((column) => {
        const { gap } = column.touchpoint
        const estimate = known(gap)
        return estimate === undefined
          ? dash(pen, column, top + 28, reason(gap))
          : drawGap(pen, column, estimate, top + 28, decimals)
      })
    ])
})
