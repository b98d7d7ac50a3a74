import type { Clock } from "../sources/waits.ts"
import { type OpeningHours, openTime } from "./OpenTime.ts"
import { zoneClock } from "./ZoneChanges.ts"

export type { Opening, OpeningHours, Weekday } from "./OpenTime.ts"

/** When somebody is there to answer. */
export interface BusinessHours {
  /** The time zone of the hours and holidays: `"Europe/Berlin"`. */
  readonly timeZone: string
  readonly week: OpeningHours
  /** Local dates that are closed: `"2026-12-25"`. */
  readonly holidays?: Iterable<string>
}

/** The calendar: the years 1000 to 9999, as for periods. What lies outside is closed. */
const within = (at: Date): number => Math.min(253_402_214_400_000, Math.max(-30_610_137_600_000, at.getTime()))

/**
 * How many whole seconds of business time lie between two instants, rounded down.
 *
 * An instant is business time when the clock on the wall shows business hours: where daylight saving skips an hour it is
 * not there, where an hour comes twice it counts twice. Below 0 when the second instant is the earlier one. Outside the
 * years 1000 to 9999 everything is closed.
 *
 * `Sources.waits` takes the clock as its third argument. Throws a `RangeError` for a time zone that does not exist, hours
 * that overlap or end before they start, and a holiday that is no date.
 *
 * ```ts import.meta.vitest
 * import * as BusinessHours from "./BusinessHours.ts"
 *
 * const daily = [["09:00", "12:00"], ["13:00", "17:00"]] as const
 * const clock = BusinessHours.clock({
 *   timeZone: "Europe/Berlin",
 *   week: { monday: daily, tuesday: daily, wednesday: daily, thursday: daily, friday: [["09:00", "12:00"]] },
 *   holidays: ["2026-04-03", "2026-04-06"]
 * })
 * // From Thursday 16:00, over Good Friday and Easter Monday, to Tuesday 09:30.
 * clock(new Date("2026-04-02T14:00:00Z"), new Date("2026-04-07T07:30:00Z")) / 3600 // => 1.5
 * ```
 */
export const clock = ({ holidays = [], timeZone, week }: BusinessHours): Clock => {
  const { changes, offset } = zoneClock(timeZone)
  const open = openTime(week, holidays)
  const between = (from: number, to: number): number =>
    changes(from, to).reduce(
      (sum, { after, at, before }) => sum + open(at + before) - open(at + after),
      open(to + offset(to)) - open(from + offset(from))
    )
  return (first, second) => {
    const [from, to] = [within(first), within(second)]
    return Math.floor((from <= to ? between(from, to) : -between(to, from)) / 1000) + 0
  }
}
