const [plus, dash, point, zero, colon, letterT, letterZ] = [43, 45, 46, 48, 58, 84, 90]

/** The number that stands in two places; beyond 99 when they are not two digits. */
const two = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - zero
  const ones = text.charCodeAt(at + 1) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : 1000
}

/** The date that was read last, and its start: dates of an export come many times. */
let [lastDate, lastStart] = [0, 0]

/** The start of a date from 1000 on; NaN when some of it are no digits. Days up to 28 are in every month. */
const startOf = (text: string): number => {
  const [century, year, month, day] = [two(text, 0), two(text, 2), two(text, 5), two(text, 8)]
  if (century < 10 || century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 28) return Number.NaN
  const date = ((100 * century + year) * 12 + month) * 32 + day
  if (date !== lastDate) {
    lastStart = Date.UTC(100 * century + year, month - 1, day)
    lastDate = date
  }
  return lastStart
}

const hasSigns = (text: string): boolean =>
  text.charCodeAt(4) === dash &&
  text.charCodeAt(7) === dash &&
  text.charCodeAt(10) === letterT &&
  text.charCodeAt(13) === colon &&
  text.charCodeAt(16) === colon

/** Milliseconds that local clocks are ahead of UTC, from the zone that begins there; NaN when it is none. */
const aheadOf = (text: string, at: number): number => {
  const sign = text.charCodeAt(at)
  if (sign === letterZ) return text.length === at + 1 ? 0 : Number.NaN
  const [hours, minutes] = [two(text, at + 1), two(text, at + 4)]
  const isZone = text.length === at + 6 && text.charCodeAt(at + 3) === colon && hours <= 23 && minutes <= 59
  const ahead = (60 * hours + minutes) * 60_000
  if (!isZone || (sign !== plus && sign !== dash)) return Number.NaN
  return sign === plus ? ahead : -ahead
}

const milliOf = (text: string, end: number): number => {
  if (end === 19) return 0
  const hundreds = text.charCodeAt(20) - zero
  return text.charCodeAt(19) === point && hundreds >= 0 && hundreds <= 9 ? 100 * hundreds + two(text, 21) : 1000
}

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
  if (text.length < 20 || text.length > 29 || !hasSigns(text)) return Number.NaN
  const end = text.charCodeAt(19) === point ? 23 : 19
  const [hour, minute, second, milli] = [two(text, 11), two(text, 14), two(text, 17), milliOf(text, end)]
  if (hour > 23 || minute > 59 || second > 59 || milli > 999) return Number.NaN
  return startOf(text) + ((hour * 60 + minute) * 60 + second) * 1000 + milli - aheadOf(text, end)
}
