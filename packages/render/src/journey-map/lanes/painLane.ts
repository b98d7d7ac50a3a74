import { label } from "../../svg/label.ts"
import { join, type Markup } from "../../svg/Markup.ts"
import type { Pen } from "../../svg/Theme.ts"
import { percent } from "../../text/number.ts"
import type { Column } from "../Column.ts"
import type { PainPoint } from "../JourneyMap.ts"
import { cell, dash, type Lane, laneHead } from "./Lane.ts"

const shareText = ({ share }: PainPoint): string => (Number.isFinite(share) ? percent(share) : "–")

const drawPain = (pen: Pen, { pain: { lines }, center }: Column, painPoint: PainPoint, y: number): Markup => {
  const style = { size: 12, anchor: "middle" } as const
  const share = y + Math.max(0, lines.length - 1) * 15 + (lines.length === 0 ? 0 : 16)
  return cell(
    `${painPoint.text}: ${shareText(painPoint)} of comments`,
    ...lines.map((line, i) => label(pen, line, center, y + i * 15, { ...style, fill: "ink" })),
    label(pen, shareText(painPoint), center, share, { ...style, weight: 700, fill: "short" })
  )
}

/** What troubles customers, and the share of comments that say so. */
export const painLane = (pen: Pen, columns: ReadonlyArray<Column>, right: number): Lane | undefined =>
  columns.every(({ touchpoint }) => touchpoint.painPoint === undefined)
    ? undefined
    : {
        height: 64,
        draw: (top) =>
          join([
            laneHead(pen, right, top, 22, "Pain point", "% of comments"),
            ...columns.map((column) => {
              const { painPoint } = column.touchpoint
              return painPoint === undefined
                ? dash(pen, column, top + 30, "no pain point found")
                : drawPain(pen, column, painPoint, top + 22)
            })
          ])
      }
