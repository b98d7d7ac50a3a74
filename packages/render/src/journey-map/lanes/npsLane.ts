import type { Estimate } from "@throughline/core"
import { label, run } from "../../svg/label.ts"
import { join, type Markup } from "../../svg/Markup.ts"
import { npsStack } from "../../svg/npsStack.ts"
import type { Pen } from "../../svg/Theme.ts"
import { inWords, known, plural, reason, signed, uncertainty } from "../../text/number.ts"
import { textWidth } from "../../text/width.ts"
import type { Column } from "../Column.ts"
import { smallSample } from "../gap.ts"
import type { NpsScore } from "../JourneyMap.ts"
import { cell, dash, type Lane, laneHead } from "./Lane.ts"

const drawNps = (pen: Pen, { center, width }: Column, { counts }: NpsScore, score: Estimate, top: number): Markup => {
  const value = signed(score.value, 0)
  const about = uncertainty(score, { style: "signed" })
  const x = center - (textWidth(value, 14, 700) + 4 + textWidth(about, 11, 400)) / 2
  const bar = Math.min(104, width - 20) + Math.max(0, Math.min(width, 200) - 140)
  return cell(
    `NPS ${inWords(score, { style: "signed" })}`,
    label(
      pen,
      value,
      x,
      top + 23,
      { size: 14, weight: 700, fill: score.n < smallSample ? "muted" : "ink" },
      run(pen, about, 4, { size: 11, fill: "muted" })
    ),
    npsStack(pen, counts, { x: center - bar / 2, y: top + 32, width: bar, height: 8 }),
    label(pen, plural(score.n, "answer"), center, top + 55, { size: 11, anchor: "middle", fill: "muted" })
  )
}

/** The Net Promoter Score with the three kinds of answers as one bar. */
export const npsLane = (pen: Pen, columns: ReadonlyArray<Column>, right: number): Lane | undefined =>
  columns.every(({ touchpoint }) => touchpoint.nps === undefined)
    ? undefined
    : {
        height: 72,
        draw: (top) =>
          join([
            laneHead(pen, right, top, 20, "NPS", "−100 to +100"),
            ...columns.map((column) => {
              const { nps } = column.touchpoint
              const score = known(nps?.score)
              return nps === undefined || score === undefined
                ? dash(pen, column, top + 36, reason(nps?.score))
                : drawNps(pen, column, nps, score, top)
            })
          ])
      }
