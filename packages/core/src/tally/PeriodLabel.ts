/** A calendar period; a week is the ISO week, Monday to Sunday. */
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year"

const dayLength = 86_400_000
const weekLength = 7 * dayLength
const two = (n: number): string => String(n).padStart(2, "0")

/** The numbers of a label: year, then month, day, week or quarter. */
const numbers = (label: string): ReadonlyArray<number> => label.split(/-[WQ]?/).map(Number)

const nextDay = (label: string): string => new Date(Date.parse(label) + dayLength).toISOString().slice(0, 10)

/**
 * The ISO week of a calendar date, given as the UTC time of its midnight: that of its week's Thursday, in whose year it is.
 * Time began on a Thursday.
 *
 * ```ts import.meta.vitest
 * import { weekLabel } from "./PeriodLabel.ts"
 *
 * weekLabel(Date.UTC(2027, 0, 3)) // => "2026-W53"
 * ```
 */
export const weekLabel = (date: number): string => {
  const thursday = Math.floor((date / dayLength + 3) / 7) * weekLength
  const ofYear = new Date(thursday).getUTCFullYear()
  return `${ofYear}-W${two(Math.floor((thursday - Date.UTC(ofYear, 0, 1)) / weekLength) + 1)}`
}

const nextWeek = (label: string): string => {
  const [year = 0, week = 1] = numbers(label)
  return weekLabel(Date.UTC(year, 0, 4) + week * weekLength)
}

const nextPart = (label: string, parts: number, mark: string): string => {
  const [year = 0, part = 1] = numbers(label)
  const write = mark === "" ? two : String
  return part < parts ? `${year}-${mark}${write(part + 1)}` : `${year + 1}-${mark}${write(1)}`
}

const following: { readonly [Unit in PeriodUnit]: (label: string) => string } = {
  day: nextDay,
  week: nextWeek,
  month: (label) => nextPart(label, 12, ""),
  quarter: (label) => nextPart(label, 4, "Q"),
  year: (label) => String(Number(label) + 1)
}

/**
 * The label of the period after this one.
 *
 * ```ts import.meta.vitest
 * import { next } from "./PeriodLabel.ts"
 *
 * next("quarter", "2026-Q4") // => "2027-Q1"
 * next("week", "2026-W53") // => "2027-W01"
 * ```
 */
export const next = (unit: PeriodUnit, label: string): string => following[unit](label)

/**
 * Every label from `first` to `last`, both included; only `first` when `last` is not after it. Ends at what is no label,
 * as a tally from elsewhere may hold.
 */
export const labelsBetween = (unit: PeriodUnit, first: string, last: string): ReadonlyArray<string> => {
  const labels = [first]
  let before = ""
  for (let label = first; before < label && label < last; ) {
    before = label
    label = next(unit, label)
    labels.push(label)
  }
  return labels
}

const patterns: Readonly<Record<PeriodUnit, RegExp>> = {
  day: /^[1-9]\d{3}-\d\d-\d\d$/,
  week: /^[1-9]\d{3}-W\d\d$/,
  month: /^[1-9]\d{3}-(0[1-9]|1[0-2])$/,
  quarter: /^[1-9]\d{3}-Q[1-4]$/,
  year: /^[1-9]\d{3}$/
}

const dayOrdinal = (label: string): number | undefined => {
  const at = Date.parse(label)
  const isDay = Number.isFinite(at) && new Date(at).toISOString().startsWith(label)
  return isDay ? at / dayLength : undefined
}

const weekOrdinal = (label: string): number | undefined => {
  const [year = 0, week = 1] = numbers(label)
  const date = Date.UTC(year, 0, 4) + (week - 1) * weekLength
  return weekLabel(date) === label ? Math.floor((date / dayLength + 3) / 7) : undefined
}

/**
 * The place of a period in the row of all periods of its unit, a whole number: of two periods, the difference is how many
 * periods lie between their starts. `undefined` for what is no label of the unit.
 *
 * ```ts import.meta.vitest
 * import { ordinal } from "./PeriodLabel.ts"
 *
 * ordinal("month", "2027-01") - ordinal("month", "2026-10") // => 3
 * ordinal("week", "2026-W54") // => undefined
 * ```
 */
export const ordinal = (unit: PeriodUnit, label: string): number | undefined => {
  if (!patterns[unit].test(label)) return undefined
  const [year = 0, part = 1] = numbers(label)
  switch (unit) {
    case "day":
      return dayOrdinal(label)
    case "week":
      return weekOrdinal(label)
    case "month":
      return 12 * year + part - 1
    case "quarter":
      return 4 * year + part - 1
    case "year":
      return year
  }
}

/**
 * How many days a period of the calendar has.
 *
 * ```ts import.meta.vitest
 * import { daysIn } from "./PeriodLabel.ts"
 *
 * daysIn("month", "2028-02") // => 29
 * daysIn("quarter", "2026-Q1") // => 90
 * ```
 */
export const daysIn = (unit: PeriodUnit, label: string): number => {
  const [year = 0, part = 1] = numbers(label)
  const months = (from: number, to: number): number => (Date.UTC(year, to, 1) - Date.UTC(year, from, 1)) / dayLength
  switch (unit) {
    case "day":
      return 1
    case "week":
      return 7
    case "month":
      return months(part - 1, part)
    case "quarter":
      return months(3 * part - 3, 3 * part)
    case "year":
      return months(0, 12)
  }
}

/**
 * The label of the period that a day is in, the day given by its own label.
 *
 * ```ts import.meta.vitest
 * import { ofDay } from "./PeriodLabel.ts"
 *
 * ofDay("week", "2027-01-03") // => "2026-W53"
 * ofDay("quarter", "2026-05-01") // => "2026-Q2"
 * ```
 */
export const ofDay = (unit: PeriodUnit, day: string): string => {
  const [year = 0, month = 1] = numbers(day)
  switch (unit) {
    case "day":
      return day
    case "week":
      return weekLabel(Date.parse(day))
    case "month":
      return day.slice(0, 7)
    case "quarter":
      return `${year}-Q${Math.floor((month - 1) / 3) + 1}`
    case "year":
      return day.slice(0, 4)
  }
}
