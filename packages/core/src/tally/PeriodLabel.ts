/** A calendar period; a week is the ISO week, Monday to Sunday. */
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year"

const dayLength = 86_400_000
const two = (n: number): string => String(n).padStart(2, "0")
const four = (n: number): string => String(n).padStart(4, "0")
const numbers = (label: string): ReadonlyArray<number> => label.split(/-[WQ]?/).map(Number)

const nextDay = (label: string): string => {
  const [year = 0, month = 1, day = 1] = numbers(label)
  const next = new Date(Date.UTC(year, month - 1, day + 1))
  return `${four(next.getUTCFullYear())}-${two(next.getUTCMonth() + 1)}-${two(next.getUTCDate())}`
}

/** The ISO week after: the week of a Thursday belongs to the year of that Thursday. */
const nextWeek = (label: string): string => {
  const [year = 0, week = 1] = numbers(label)
  const fourth = Date.UTC(year, 0, 4)
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7
  const thursday = new Date(fourth + (3 - weekday + 7 * week) * dayLength)
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const number = Math.floor((thursday.getTime() - first) / (7 * dayLength)) + 1
  return `${four(thursday.getUTCFullYear())}-W${two(number)}`
}

const nextPart = (label: string, parts: number, write: (part: number) => string): string => {
  const [year = 0, part = 1] = numbers(label)
  return part < parts ? `${four(year)}-${write(part + 1)}` : `${four(year + 1)}-${write(1)}`
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
      return nextPart(label, 12, two)
    case "quarter":
      return nextPart(label, 4, (quarter) => `Q${quarter}`)
    case "year":
      return four(Number(label) + 1)
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
