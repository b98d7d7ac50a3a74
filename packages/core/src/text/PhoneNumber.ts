/** How telephone numbers are put in groups where they are written without a country, by their first digits. */
const forms: ReadonlyArray<RegExp> = [
  // North America, also in brackets and behind 1
  /^(?:1[ .-])?[2-9]\d{2}([ .-])\d{3}\1\d{4}$/,
  /^(?:[18][ -]?)?\(\d{2,5}\) ?\d[\d -]{4,12}$/,
  // Russia
  /^8[ -]\d{3}[ -]\d{3}[ -]\d\d[ -]\d\d$/,
  // Spain, Poland, Czechia, Portugal, Greece
  /^[2-9]\d{2}([ -])\d{3}\1\d{3}$/,
  /^[2-9]\d{2} \d\d \d\d \d\d$/,
  /^\d\d \d{3} \d\d \d\d$/,
  /^[2-9]\d \d{3} \d{4}$/,
  // Denmark, Norway
  /^[2-9]\d(?: \d\d){3}$/,
  /^[2-9]\d{2} \d\d \d{3}$/,
  // China, Mexico, India, Brazil
  /^1[3-9]\d([ -])\d{4}\1\d{4}$/,
  /^[2-9]\d \d{4} \d{4}$/,
  /^[6-9]\d{4} \d{5}$/,
  /^9\d{4}-\d{4}$/
]
const date = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2}))(?: .{1,40})?$/
const hours = /^(?:[01]?\d|2[0-4])\.?[0-5]\d ?- ?(?:[01]?\d|2[0-4])\.?[0-5]\d$/

/** Whether digits with signs between them are a day, perhaps with a time, or hours of a day. */
const isTime = (text: string): boolean => date.test(text) || hours.test(text)

const isInternational = (text: string, digits: string): boolean => {
  if (text.startsWith("+") || text.startsWith("(+")) return digits.length >= 7 && digits.length <= 16
  if (!/^00[1-9]/.test(digits)) return false
  return digits.length >= (text === digits ? 11 : 9) && digits.length <= 17
}

/** Behind a zero: grouped in any way with at most one slash, or nine digits and more at once. */
const isBehindZero = (text: string, digits: string): boolean => {
  if (!/^\(?0[1-9]/.test(text) || digits.length > 12 || isTime(text)) return false
  if (text === digits) return digits.length >= 9
  return digits.length >= 8 && !/^0\.\d+$/.test(text) && !/\/.*\//.test(text)
}

/**
 * Whether digits with signs between them are written as a telephone number: with a country code, behind a zero, or in the
 * groups of a country that writes neither.
 *
 * ```ts import.meta.vitest
 * import { isPhoneNumber } from "./PhoneNumber.ts"
 *
 * isPhoneNumber("+49 30 901820") // => true
 * isPhoneNumber("(555) 010-9999") // => true
 * isPhoneNumber("4471234567") // => false
 * isPhoneNumber("02.01.2026") // => false
 * ```
 */
export const isPhoneNumber = (text: string): boolean => {
  const digits = text.replace(/\D/g, "")
  return isInternational(text, digits) || isBehindZero(text, digits) || forms.some((form) => form.test(text))
}

/** Whether digits behind a word such as "phone" are its number: not a day, and neither too few nor too many. */
export const isPhoneBehindCue = (text: string): boolean => {
  const count = text.replace(/\D/g, "").length
  return count >= 6 && count <= 15 && !isTime(text)
}
