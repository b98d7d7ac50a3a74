/** A calendar period; a week is the ISO week, Monday to Sunday. */
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year"

const two = (n: number): string => String(n).padStart(2, "0")

/** The numbers of a label: year, then month, day, week or quarter. */
const numbers = (label: string): ReadonlyArray<number> => label.split(/-[WQ]?/).map(Number)

const nextDay = (label: string): string => new Date(Date.parse(label) + 86_400_000).toISOString().slice(0, 10)

/** The ISO week after: the week of a Thursday belongs to the year of that Thursday, and 4 January to week 1. */
const nextWeek = (label: string): string => {
  const [year = 0, week = 1] = numbers(label)
  const weekday = (new Date(Date.UTC(year, 0, 4)).getUTCDay() + 6) % 7
  const thursday = new Date(Date.UTC(year, 0, 7 * week + 7 - weekday))
  const ofYear = thursday.getUTCFullYear()
  const days = (thursday.getTime() - Date.UTC(ofYear, 0, 1)) / 86_400_000
  return `${ofYear}-W${two(Math.floor(days / 7) + 1)}`
}

const nextPart = (label: string, parts: number, mark: string): string => {
  const [year = 0, part = 1] = numbers(label)
  const write = mark === "" ? two : String
  return part < parts ? `${year}-${mark}${write(part + 1)}` : `${year + 1}-${mark}${write(1)}`
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
export const next = (unit: PeriodUnit, label: string): string => {
  switch (unit) {
    case "day":
      return nextDay(label)
    case "week":
      return nextWeek(label)
    case "month":
      return nextPart(label, 12, "")
    case "quarter":
      return nextPart(label, 4, "Q")
    case "year":
      return String(Number(label) + 1)
  }
}

/** Every label from `first` to `last`, both included; only `first` when `last` is not after it. */
export const labelsBetween = (unit: PeriodUnit, first: string, last: string): ReadonlyArray<string> => {
  const labels = [first]
  for (let label = first; label < last; ) {
    label = next(unit, label)
    labels.push(label)
  }
  return labels
}
