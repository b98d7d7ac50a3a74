import { TZDate } from "@date-fns/tz"
import { addDays } from "date-fns/addDays"
import { addMonths } from "date-fns/addMonths"
import { startOfDay } from "date-fns/startOfDay"
import { startOfISOWeek } from "date-fns/startOfISOWeek"
import { startOfMonth } from "date-fns/startOfMonth"
import { startOfQuarter } from "date-fns/startOfQuarter"
import { startOfYear } from "date-fns/startOfYear"
import { type PeriodUnit, weekLabel } from "./PeriodLabel.ts"

/** One period: from `start` (included) to `end` (not included), in epoch milliseconds. */
export interface Period {
  readonly start: number
  readonly end: number
  readonly label: string
}

const halfDay = 43_200_000
const two = (n: number): string => String(n).padStart(2, "0")
const year = (n: number): string => String(n).padStart(4, "0")

const calendar: Record<
  PeriodUnit,
  {
    readonly start: (at: TZDate) => TZDate
    readonly next: (at: TZDate) => TZDate
    readonly label: (at: TZDate) => string
  }
> = {
  day: {
    start: (at) => startOfDay(at),
    next: (at) => addDays(at, 1),
    label: (at) => `${year(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  },
  week: {
    start: (at) => startOfISOWeek(at),
    next: (at) => addDays(at, 7),
    label: (at) => weekLabel(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()))
  },
  month: {
    start: (at) => startOfMonth(at),
    next: (at) => addMonths(at, 1),
    label: (at) => `${year(at.getFullYear())}-${two(at.getMonth() + 1)}`
  },
  quarter: {
    start: (at) => startOfQuarter(at),
    next: (at) => addMonths(at, 3),
    label: (at) => `${year(at.getFullYear())}-Q${Math.floor(at.getMonth() / 3) + 1}`
  },
  year: {
    start: (at) => startOfYear(at),
    next: (at) => addMonths(at, 12),
    label: (at) => year(at.getFullYear())
  }
}

/**
 * The period that holds an instant, in a named time zone.
 *
 * `at` is in epoch milliseconds, in the years 1000 to 9999. A period starts when its first local day starts, also where
 * daylight saving skips midnight, and where it comes twice. Local mean times, of before standard time, count by the minute.
 *
 * ```ts import.meta.vitest
 * import { containing } from "./Period.ts"
 *
 * containing("month", "Europe/Berlin", Date.UTC(2026, 2, 31, 22)).label // => "2026-04"
 * ```
 */
export const containing = (unit: PeriodUnit, timeZone: string, at: number): Period => {
  const { start, next, label } = calendar[unit]
  const first = start(new TZDate(at, timeZone)).getTime()
  // From noon of the first day: a skipped midnight cannot push the end off its day.
  const noon = new TZDate(first + halfDay, timeZone)
  const end = start(next(noon)).getTime()
  if (at >= end) return containing(unit, timeZone, end + halfDay)
  if (at < first) return containing(unit, timeZone, first - halfDay)
  return { start: first, end, label: label(noon) }
}

/**
 * The periods from the one that holds `from` to the one that holds `to`, without a gap.
 *
 * Throws a `RangeError` when there are more than `limit` of them.
 */
export const between = (
  unit: PeriodUnit,
  timeZone: string,
  from: number,
  to: number,
  limit = 20_000
): ReadonlyArray<Period> => {
  const periods: Array<Period> = []
  for (let at = from; ; ) {
    const period = containing(unit, timeZone, at)
    periods.push(period)
    if (period.end > to) return periods
    if (periods.length >= limit) {
      throw new RangeError(`More than ${limit} periods (${unit}) from ${periods[0]?.label}: filter by date first`)
    }
    at = period.end + halfDay
  }
}

/** A fast reader of period labels: instants that fall in a period seen before cost one comparison or a binary search. */
export const labeller = (unit: PeriodUnit, timeZone: string): ((at: number) => string) => {
  const known: Array<Period> = []
  let last: Period = { start: 1, end: 0, label: "" }
  return (at) => {
    if (at >= last.start && at < last.end) return last.label
    const index = upperBound(known, at)
    const before = known[index - 1]
    if (before !== undefined && at < before.end) {
      last = before
    } else {
      last = containing(unit, timeZone, at)
      known.splice(index, 0, last)
    }
    return last.label
  }
}

const upperBound = (periods: ReadonlyArray<Period>, at: number): number => {
  let low = 0
  let high = periods.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((periods[middle]?.start ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
