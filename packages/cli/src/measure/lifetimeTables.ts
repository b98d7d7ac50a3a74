import { CompetingReasons, type LifeTable, type LogRank, Survival } from "@throughline/core"
import type { AnswerRow } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const quartiles = [0.25, 0.5, 0.75] as const

/** What is read of a curve besides its quartiles. */
export interface CurveAsked {
  /** Times at which the share still there and the cumulative hazard are read. */
  readonly at: ReadonlyArray<number>
  /** The time up to which the mean is restricted. */
  readonly tau: number | undefined
}

const hazardRow = (hazard: Survival.CumulativeHazard, time: number): AnswerRow => {
  const last = hazard.times.findLastIndex((each) => each <= time)
  const note = `${hazard.level * 100} % ${hazard.method}`
  return { value: hazard.hazard[last] ?? 0, low: hazard.low[last] ?? null, high: hazard.high[last] ?? null, note }
}

const quartileRow = (curve: Survival.SurvivalCurve, left: number): AnswerRow => {
  const { interval, value } = Survival.quantile(curve, left)
  const { high, level, low, method } = interval
  return { measure: `time when ${100 * left} % have left`, value, low, high, note: `${level * 100} % ${method}` }
}

/** The share still there and the cumulative hazard at a time; beyond the last time seen there is neither. */
const timeRows = (curve: Survival.SurvivalCurve, at: number): ReadonlyArray<AnswerRow> => {
  const share = Survival.at(curve, at)
  const seen = share._tag === "Estimate" || at <= (curve.times.at(-1) ?? 0)
  return [
    { measure: "share there", at, ...measuredRow(share) },
    ...(seen ? [{ measure: "cumulative hazard", at, ...hazardRow(Survival.cumulativeHazard(curve), at) }] : [])
  ]
}

/** Kaplan–Meier survival: when a quarter, half and three quarters have left, and what else is read. */
export const survivalTable = (
  group: AnswerRow,
  curve: Survival.SurvivalResult,
  { at, tau }: CurveAsked
): ReadonlyArray<AnswerRow> => {
  if (curve._tag === "InsufficientData") return [{ ...group, ...measuredRow(curve) }]
  const { eventCount: events, excluded, n } = curve
  const rows = [
    ...quartiles.map((left) => quartileRow(curve, left)),
    ...at.flatMap((time) => timeRows(curve, time)),
    ...(tau === undefined
      ? []
      : [{ measure: "mean time up to", at: tau, ...measuredRow(Survival.restrictedMean(curve, tau)) }])
  ]
  return rows.map(({ note, ...row }) => ({ ...group, ...row, n, events, ...excluded, note: note ?? null }))
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

/** A life table: a row an interval of time, with the share still there at its end. */
export const lifeTableRows = (group: AnswerRow, table: LifeTable.LifeTableResult): ReadonlyArray<AnswerRow> => {
  if (table._tag === "InsufficientData") return [{ ...group, ...measuredRow(table) }]
  const { excluded, level, method, rows } = table
  return rows.map(({ atRisk, censored, effective, events, from, high, low, probability, survival, to }) => ({
    ...group,
    from,
    to,
    at_risk: atRisk,
    left: events,
    last_seen: censored,
    exposed: effective,
    share_left: probability,
    value: survival,
    low,
    high,
    n: atRisk,
    ...excluded,
    note: `${level * 100} % ${method}`
  }))
}

/** The share that has left for each reason by some times (Aalen–Johansen). */
export const reasonTable = (
  group: AnswerRow,
  curves: CompetingReasons.ReasonCurvesResult,
  times: ReadonlyArray<number>
): ReadonlyArray<AnswerRow> => {
  if (curves._tag === "InsufficientData") return [{ ...group, reason: null, at: null, ...measuredRow(curves) }]
  return curves.reasons.flatMap(({ reason }) =>
    times.map((at) => ({
      ...group,
      reason: reason ?? "(not known)",
      at,
      ...measuredRow(CompetingReasons.at(curves, reason, at))
    }))
  )
}

/** Gray's test of each reason: whether groups differ in how many leave for it. */
export const grayTable = (label: string, tests: ReadonlyArray<CompetingReasons.GrayReason>): ReadonlyArray<AnswerRow> =>
  tests.map(({ differs, reason, result }) => ({
    [label]: "(all)",
    reason: reason ?? "(not known)",
    note: result._tag === "GrayTest" ? "Gray's test, corrected for the number of reasons" : result.reason,
    statistic: result._tag === "GrayTest" ? result.statistic : null,
    df: result._tag === "GrayTest" ? result.df : null,
    adjusted_p: result._tag === "GrayTest" ? result.adjustedP : null,
    differs
  }))
