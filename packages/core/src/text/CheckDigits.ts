/**
 * Whether the digits of a text are a card number: 13 to 19 of them, passing Luhn's check (ISO/IEC 7812).
 *
 * ```ts import.meta.vitest
 * import { isCardNumber } from "./CheckDigits.ts"
 *
 * isCardNumber("4111 1111 1111 1111") // => true
 * isCardNumber("4111 1111 1111 1112") // => false
 * ```
 */
export const isCardNumber = (text: string): boolean => {
  const digits = text.replace(/\D/g, "")
  if (digits.length < 13 || digits.length > 19 || /^0+$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? 2 * digit : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** The rest of a text by 97, its letters read as 10 to 35. */
const modulo97 = (text: string): number => {
  let rest = 0
  for (const character of text) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97
  return rest
}

/**
 * Whether a text in capitals is an IBAN by its check digits (ISO 13616, ISO 7064 mod 97-10).
 *
 * ```ts import.meta.vitest
 * import { isIban } from "./CheckDigits.ts"
 *
 * isIban("DE89 3704 0044 0532 0130 00") // => true
 * isIban("DE88 3704 0044 0532 0130 00") // => false
 * ```
 */
export const isIban = (text: string): boolean => {
  const compact = text.replaceAll(" ", "")
  return compact.length >= 15 && compact.length <= 34 && modulo97(compact.slice(4) + compact.slice(0, 4)) === 1
}
