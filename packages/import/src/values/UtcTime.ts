const [zero, dash, colon, point, letterT, letterZ] = [48, 45, 58, 46, 84, 90]

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
  text.charCodeAt(16) === colon &&
  text.charCodeAt(text.length - 1) === letterZ

const milliOf = (text: string): number => {
  if (text.length === 20) return 0
  const hundreds = text.charCodeAt(20) - zero
  return text.charCodeAt(19) === point && hundreds >= 0 && hundreds <= 9 ? 100 * hundreds + two(text, 21) : 1000
}

/**
 * The instant of a time that is written as most exports write it: `2026-03-29T10:00:00Z` or `2026-03-29T10:00:00.000Z`.
 * NaN for another text, of which nothing is said: also for the last days of a month.
 *
 * ```ts import.meta.vitest
 * import { utcTime } from "./UtcTime.ts"
 *
 * utcTime("1970-01-02T00:00:01.500Z") // => 86401500
 * utcTime("1970-01-02 00:00") // => Number.NaN
 * ```
 */
export const utcTime = (text: string): number => {
  if ((text.length !== 20 && text.length !== 24) || !hasSigns(text)) return Number.NaN
  const [hour, minute, second, milli] = [two(text, 11), two(text, 14), two(text, 17), milliOf(text)]
  if (hour > 23 || minute > 59 || second > 59 || milli > 999) return Number.NaN
  return startOf(text) + ((hour * 60 + minute) * 60 + second) * 1000 + milli
}
