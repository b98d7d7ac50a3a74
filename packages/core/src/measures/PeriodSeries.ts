import type { Measured } from "../stats/Estimate.ts"

/** A value of one period; `null`, `undefined` and `NaN` are periods without one. */
export interface PeriodValue {
  /** A label whose order as text is that of time: `"2026-03"`, `"2026-W13"`. */
  readonly period: string
  readonly value: number | null | undefined
}

/** A measured period, as the `over` of every measure gives it. What is no estimate is a period without a value. */
export interface PeriodMeasured {
  readonly period: string
  readonly result: Measured
}

/** One period of a series, in any order. */
export type SeriesPoint = PeriodValue | PeriodMeasured

/** A period of a series, read. */
export interface Observed {
  readonly period: string
  readonly value: number | null
  /** The period is not over yet: it is shown, and neither tested nor part of a limit. */
  readonly inProgress: boolean
}

/** Which periods are not over. */
export interface InProgress {
  /**
   * The first period that is not over: it and later ones are shown, and neither tested nor part of a limit. All are over
   * unless told. `Period.containing("month", "Europe/Berlin", now).label` is the label of a moment.
   */
  readonly inProgress?: string
}

/** Whether a period is over. Labels of one unit sort as text. */
export const isOver = (period: string, { inProgress }: InProgress): boolean =>
  inProgress === undefined || period < inProgress

const observed = (point: SeriesPoint): number | null => {
  if ("value" in point) return Number.isFinite(point.value) ? (point.value ?? null) : null
  return point.result._tag === "Estimate" ? point.result.value : null
}

/** Compare two periods in time. */
export const byPeriod = (a: { readonly period: string }, b: { readonly period: string }): number => {
  if (a.period === b.period) return 0
  return a.period < b.period ? -1 : 1
}

/** The periods in the order of time. Throws a `RangeError` when two have the same label. */
export const observe = (series: Iterable<SeriesPoint>, options: InProgress): ReadonlyArray<Observed> => {
  const points = [...series].sort(byPeriod)
  points.forEach(({ period }, i) => {
    if (points[i - 1]?.period === period) throw new RangeError(`The period ${period} has two values`)
  })
  return points.map((point) => ({
    period: point.period,
    value: observed(point),
    inProgress: !isOver(point.period, options)
  }))
}
