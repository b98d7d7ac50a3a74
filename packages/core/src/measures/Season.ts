/** What is known of the seasons of a series. */
export interface Season {
  /** How many full years the periods span; `null` when their labels are of no calendar unit. */
  readonly fullYears: number | null
  /** Whether each month or quarter has a level of its own in the regression. */
  readonly modelled: boolean
  /** What to mind, in words; `null` when the seasons are modelled. */
  readonly note: string | null
}

/** How many periods a year has, by the form of their labels. */
const yearly: ReadonlyArray<readonly [form: RegExp, periods: number]> = [
  [/^\d{4}-\d{2}-\d{2}$/, 365],
  [/^\d{4}-W\d{2}$/, 52],
  [/^\d{4}-\d{2}$/, 12],
  [/^\d{4}-Q\d$/, 4],
  [/^\d{4}$/, 1]
]

/** How many periods like this a year has; `null` for a label of no calendar unit. */
export const periodsInYear = (label: string): number | null => yearly.find(([form]) => form.test(label))?.[1] ?? null

/**
 * The label of the same period a year before.
 *
 * ```ts import.meta.vitest
 * import { yearBefore } from "./Season.ts"
 *
 * yearBefore("2026-04") // => "2025-04"
 * ```
 */
export const yearBefore = (label: string): string => `${Number(label.slice(0, 4)) - 1}${label.slice(4)}`

/** The season of a period that a year has 4 or 12 of: its month or quarter. */
export const seasonOf = (label: string): string => label.slice(5)

/** What is known of the seasons of so many periods, the first of which has this label. */
export const season = (label: string, periods: number, modelled: boolean): Season => {
  const perYear = periodsInYear(label)
  const fullYears = perYear === null ? null : Math.floor(periods / perYear)
  return { fullYears, modelled, note: modelled ? null : noteOf(fullYears) }
}

const noteOf = (fullYears: number | null): string => {
  if (fullYears === null) return "the labels are no calendar periods: seasons are not looked at"
  if (fullYears < 2) return "fewer than two full years: a season cannot be told from a change"
  return "seasons are not taken out: model them, or compare with the same periods of the year before"
}
