import { Redact } from "@throughline/core"
import { isHash } from "./Hash.ts"

/** So many digits at least has a telephone number, an account or a card. */
const fewestDigits = 6
const uuid = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i
const network = /:\/\/|www\./gi
const encodedAt = /%40/g

/** `@`, `%` and brackets, in which a disguised address has its `at`. */
const isTelling = (unit: number): boolean =>
  unit === 0x40 || unit === 0x25 || unit === 0x28 || unit === 0x5b || unit === 0x7b || unit > 0x7f

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39

const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a

/** Letters and a number behind them, as `K47149` or `order-1001`: too short for an account. */
const isCode = (text: string): boolean => {
  let at = 0
  while (isLetter(text.charCodeAt(at))) at += 1
  if (at === 0 || at > 16) return false
  const sign = text.charCodeAt(at)
  if (sign === 0x2d || sign === 0x23) at += 1
  const digits = text.length - at
  while (isDigit(text.charCodeAt(at))) at += 1
  return at === text.length && digits >= 1 && digits <= 11
}

/** All of these have more characters in a row, or more digits, or other signs. */
const [longestShort, mostDigitsInRow] = [14, 5]

/** Whether a text is a few letters and digits with no number among them that is long enough to point to a person. */
const isShort = (text: string): boolean => {
  if (text.length > longestShort) return false
  let inRow = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    inRow = isDigit(unit) ? inRow + 1 : 0
    if (inRow > mostDigitsInRow || (inRow === 0 && !isLetter(unit))) return false
  }
  return true
}

/** Whether there are signs in a text without which it points to nobody; nearly free for ids as they mostly are. */
const isSuspect = (text: string): boolean => {
  let [digits, dots, colons] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (isDigit(unit)) digits += 1
    else if (unit === 0x2e) dots += 1
    else if (unit === 0x3a) colons += 1
    else if (isTelling(unit)) return true
  }
  return digits >= fewestDigits || dots >= 3 || colons >= 2
}

/** Digits alone are mostly a number of the source's own: only what is written as a telephone number or a usual card is not. */
const isPersonalNumber = (digits: string): boolean => {
  if (digits.length < 9) return false
  if (digits.startsWith("0")) return Redact.text(digits) !== digits
  return (digits.length === 15 || digits.length === 16) && Redact.text(digits) === "[card]"
}

/**
 * Whether an id points to a person: it holds an address for mail, a telephone number, a card, an account or another thing
 * that `Redact` finds. A number of digits alone does when it is written as a telephone number, or as a card of 15 or 16
 * digits; another is one that the source counts with. A UUID, a hash and a link do not.
 *
 * ```ts import.meta.vitest
 * import { isPersonalId } from "./PersonalId.ts"
 *
 * ["ana@example.org", "+49 170 1234567", "01701234567"].map(isPersonalId) // => [true, true, true]
 * ["K47149", "4471234567", "7e5c1f0a-1234-4c2d-9b1e-0123456789ab"].map(isPersonalId) // => [false, false, false]
 * ```
 */
export const isPersonalId = (text: string): boolean => {
  if (isShort(text) || isCode(text) || !isSuspect(text)) return false
  if (/^\d+$/.test(text)) return isPersonalNumber(text)
  if (isHash(text) || uuid.test(text)) return false
  const plain = text.replace(network, " ").replace(encodedAt, "@")
  return Redact.text(plain) !== plain
}
