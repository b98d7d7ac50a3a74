const written = /^(\d{4})-(\d\d)-(\d\d)(.*)$/
const isLastDay = (year: number, month: number, day: number): boolean =>
  new Date(Date.UTC(year, month, 0)).getUTCDate() === day

/**
 * How many whole months lie between two times of a period: the same day, or the last of a month that has no such day.
 *
 * ```ts import.meta.vitest
 * import { monthsBetween } from "./Months.ts"
 *
 * monthsBetween("2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z") // => 1
 * monthsBetween("2025-03-01 10:00:00", "2026-03-01 10:00:00") // => 12
 * monthsBetween("2026-03-01 10:00:00", "2026-03-08 10:00:00") // => undefined
 * ```
 */
export const monthsBetween = (from: string, to: string): number | undefined => {
  const [, ...start] = written.exec(from) ?? []
  const [, ...end] = written.exec(to) ?? []
  const [year = 0, month = 0, day = 0] = start.map(Number)
  const [endYear = 0, endMonth = 0, endDay = 0] = end.map(Number)
  const months = (endYear - year) * 12 + endMonth - month
  const isSameDay = day === endDay || (endDay < day && isLastDay(endYear, endMonth, endDay))
  return months > 0 && isSameDay && start[3] === end[3] ? months : undefined
}
