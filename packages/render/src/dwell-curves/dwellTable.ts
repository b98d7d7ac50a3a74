import type { ReportTable } from "../report/ReportTable.ts"
import { clean } from "../text/clean.ts"
import { number } from "../text/number.ts"
import type { DwellCurves } from "./DwellCurves.ts"
import { type Stage, stagesOf } from "./stages.ts"
import { excessInWords, halfInWords, intervalInWords, targetInWords } from "./words.ts"

const againstOf = ({ stuck, target }: Stage, unit: string): string => {
  if (target === undefined) return stuck ? "stuck" : "–"
  return `${targetInWords(target, unit)}; ${excessInWords(target, unit)}${stuck ? ": stuck" : ""}`
}

const rowOf = (stage: Stage, unit: string): ReadonlyArray<string> => {
  const { curve, half, n, outcomes, why } = stage
  const counts = [outcomes.movedOn, outcomes.left, outcomes.wentQuiet, outcomes.stillThere]
  const interval = half === undefined ? "" : intervalInWords(half)
  return [
    curve.name,
    number(n, 0),
    ...counts.map((count) => number(count, 0)),
    half === undefined ? `– (${why})` : `${halfInWords(half, unit)}${interval === "" ? "" : ` (${interval})`}`,
    againstOf(stage, unit)
  ]
}

/**
 * The numbers of `dwellCurves` as a table, a row for each stage: stays, what came of them, the time by which half have gone, and
 * what the stage is held against. For readers who do not see the picture.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Dwell } from "@throughline/core"
 * import { dwellTable } from "./dwellTable.ts"
 *
 * const stays = [1, 2, 4, 6, 9].map((days) => ({ stage: "choose", days, outcome: "moved on" }))
 * const { rows } = dwellTable({ title: "", subtitle: "", stages: Dwell.fromStays(stays) })
 * rows // => [["choose", "5", "5", "0", "0", "0", "half gone after 4 days (95\u00a0% CI 1 or more)", "–"]]
 * ```
 */
export const dwellTable = (input: DwellCurves): ReportTable => {
  const unit = clean(input.unit ?? "days")
  return {
    finding: clean(input.title),
    caption: "How long customers stay in each stage.",
    columns: [
      { name: "Stage" },
      { name: "Stays", numeric: true },
      { name: "Moved on", numeric: true },
      { name: "Left", numeric: true },
      { name: "Went quiet", numeric: true },
      { name: "Still there", numeric: true },
      { name: "Half gone" },
      { name: "Held against" }
    ],
    rows: stagesOf(input).map((stage) => rowOf(stage, unit))
  }
}
