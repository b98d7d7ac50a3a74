/** From one time of the day to another, `"HH:MM"` on the clock on the wall; `"24:00"` is the end of the day. */
export type Opening = readonly [from: string, to: string]

/** The days of a week, from Monday. */
export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const
export type Weekday = (typeof weekdays)[number]

/** The opening hours of each day of the week: a day that is not there is closed. */
export type OpeningHours = { readonly [Day in Weekday]?: ReadonlyArray<Opening> }

const minute = 60_000
const dayLength = 86_400_000

type Span = readonly [from: number, to: number]

const timeOf = (text: string): number => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  const time = (Number(hours) * 60 + Number(minutes)) * minute
  if (Number(minutes) < 60 && time <= dayLength) return time
  throw new RangeError(`A time of the day is written "09:30", up to "24:00"; found "${text.slice(0, 20)}"`)
}

const spansOf = (day: Weekday, openings: ReadonlyArray<Opening>): ReadonlyArray<Span> => {
  const spans = openings.map(([from, to]): Span => [timeOf(from), timeOf(to)]).sort(([a], [b]) => a - b)
  spans.forEach(([from, to], i) => {
    if (from >= to || from < (spans[i - 1]?.[1] ?? 0)) {
      throw new RangeError(`The hours of ${day} end after they start and do not overlap; split a night at "24:00"`)
    }
  })
  return spans
}

const dayOf = (date: string): number => {
  const at = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(date)) return at / dayLength
  throw new RangeError(`A holiday is a date, written "2026-12-25"; found "${date.slice(0, 20)}"`)
}

/** The weekday of a day counted from 1 January 1970, a Thursday: 0 is Monday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/**
 * How many milliseconds were open from the beginning of time to a local time, which is counted as if it were UTC.
 *
 * The difference of two of them is the time open between. Whole weeks are counted by multiplication, holidays taken out by
 * binary search.
 */
export const openTime = (hours: OpeningHours, holidays: Iterable<string>): ((local: number) => number) => {
  const week = weekdays.map((day) => spansOf(day, hours[day] ?? []))
  const lengths = week.map((spans) => spans.reduce((sum, [from, to]) => sum + to - from, 0))
  const before = lengths.map((_, day) => lengths.slice(0, day).reduce((sum, length) => sum + length, 0))
  const weekLength = lengths.reduce((sum, length) => sum + length, 0)
  const closed = [...new Set(Array.from(holidays, dayOf))].sort((a, b) => a - b)
  const lost = [0]
  for (const day of closed) lost.push((lost.at(-1) ?? 0) + (lengths[weekdayOf(day)] ?? 0))
  return (local) => {
    const day = Math.floor(local / dayLength)
    const weekday = weekdayOf(day)
    const place = firstFrom(closed, day)
    const full = ((day + 3 - weekday) / 7) * weekLength + (before[weekday] ?? 0) - (lost[place] ?? 0)
    return closed[place] === day ? full : full + upTo(week[weekday] ?? [], local - day * dayLength)
  }
}

const upTo = (spans: ReadonlyArray<Span>, time: number): number =>
  spans.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(time, to) - from), 0)

const firstFrom = (days: ReadonlyArray<number>, day: number): number => {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? 0) < day) low = middle + 1
    else high = middle
  }
  return low
}
