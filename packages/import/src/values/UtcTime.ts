const [plus, dash, point, zero, colon, letterT, letterZ] = [43, 45, 46, 48, 58, 84, 90]

type Units = Uint8Array<ArrayBuffer>

/** The number that stands in two places; beyond 99 when they are not two digits. */
const two = (units: Units, at: number): number => {
  const tens = (units[at] as number) - zero
  const ones = (units[at + 1] as number) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : 1000
}

/** The date that was read last, and its start: dates of an export come many times. */
let [lastDate, lastStart] = [0, 0]

/** The start of a date from 1000 on; NaN when some of it are no digits. Days up to 28 are in every month. */
const startOf = (units: Units, at: number): number => {
  const [century, year, month, day] = [two(units, at), two(units, at + 2), two(units, at + 5), two(units, at + 8)]
  if (century < 10 || century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 28) return Number.NaN
  const date = ((100 * century + year) * 12 + month) * 32 + day
  if (date !== lastDate) {
    lastStart = Date.UTC(100 * century + year, month - 1, day)
    lastDate = date
  }
  return lastStart
}

const hasSigns = (units: Units, from: number): boolean =>
  units[from + 4] === dash &&
  units[from + 7] === dash &&
  units[from + 10] === letterT &&
  units[from + 13] === colon &&
  units[from + 16] === colon

/** Milliseconds that local clocks are ahead of UTC, from the zone that stands here; NaN when it is none. */
const aheadOf = (units: Units, from: number, to: number): number => {
  const sign = units[from]
  if (sign === letterZ) return to === from + 1 ? 0 : Number.NaN
  const [hours, minutes] = [two(units, from + 1), two(units, from + 4)]
  const isZone = to === from + 6 && units[from + 3] === colon && hours <= 23 && minutes <= 59
  const ahead = (60 * hours + minutes) * 60_000
  if (!isZone || (sign !== plus && sign !== dash)) return Number.NaN
  return sign === plus ? ahead : -ahead
}

/** Of a fraction with three digits; 0 without one. */
const milliOf = (units: Units, from: number, to: number): number => {
  if (from === to) return 0
  const hundreds = (units[from + 1] as number) - zero
  return hundreds >= 0 && hundreds <= 9 ? 100 * hundreds + two(units, from + 2) : 1000
}

const [shortest, longest] = [20, 29]

/** The `utcTime` of the characters from here to there, which stand as `TextUnits` with more behind them. */
export const utcTimeIn = (units: Units, from: number, to: number): number => {
  if (to - from < shortest || to - from > longest || !hasSigns(units, from)) return Number.NaN
  const [hour, minute, second] = [two(units, from + 11), two(units, from + 14), two(units, from + 17)]
  const end = from + (units[from + 19] === point ? 23 : 19)
  const milli = milliOf(units, from + 19, end)
  if (hour > 23 || minute > 59 || second > 59 || milli > 999) return Number.NaN
  return startOf(units, from) + ((hour * 60 + minute) * 60 + second) * 1000 + milli - aheadOf(units, end, to)
}

const scratch = new Uint8Array(2 * longest)

/**
 * The instant of a time that is written as most exports write it: `2026-03-29T10:00:00Z` or `2026-03-29T10:00:00.000+02:00`.
 * NaN for another text, of which nothing is said: also for the last days of a month.
 *
 * ```ts import.meta.vitest
 * import { utcTime } from "./UtcTime.ts"
 *
 * utcTime("1970-01-02T00:00:01.500Z") // => 86401500
 * utcTime("1970-01-02T01:00:00+01:00") // => 86400000
 * utcTime("1970-01-02 00:00") // => Number.NaN
 * ```
 */
export const utcTime = (text: string): number => {
  if (text.length < shortest || text.length > longest) return Number.NaN
  for (let at = 0; at < text.length; at++) scratch[at] = Math.min(0x7f, text.charCodeAt(at))
  return utcTimeIn(scratch, 0, text.length)
}
