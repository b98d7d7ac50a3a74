import { type LogRank, Survival } from "@throughline/core"
import type { AnswerRow } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const quartiles = [0.25, 0.5, 0.75] as const

/** When a quarter, half and three quarters have left, and the share still there at a time that is asked for. */
export const quartileTable = (
  group: AnswerRow,
  curve: Survival.SurvivalResult,
  at: number | undefined
): ReadonlyArray<AnswerRow> => {
  if (curve._tag === "InsufficientData") return [{ ...group, ...measuredRow(curve) }]
  const { eventCount: events, excluded, n } = curve
  const rows = quartiles.map((left): AnswerRow => {
    const { interval, value } = Survival.quantile(curve, left)
    const { high, level, low, method } = interval
    const note = `${level * 100} % ${method}`
    return { ...group, measure: `time when ${100 * left} % have left`, value, low, high, n, events, ...excluded, note }
  })
  if (at === undefined) return rows
  return [...rows, { ...group, measure: `share there at ${at}`, ...measuredRow(Survival.at(curve, at)), events }]
}

/** The test of all groups leaving alike, and what each has lost beside what was to be expected. */
export const logRankTable = (label: string, result: LogRank.LogRankResult): ReadonlyArray<AnswerRow> => {
  if (result._tag === "InsufficientData") return [measuredRow(result)]
  const { chiSquared, df, excluded, groups, method, n, p } = result
  return [
    ...groups.map(
      ({ expected, n: size, observed, value }): AnswerRow => ({ [label]: value, n: size, observed, expected })
    ),
    { [label]: "(all)", n, ...excluded, chi_squared: chiSquared, df, p, note: method }
  ]
}
