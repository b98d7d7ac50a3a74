import { modulo97, passesLuhn, passesModulo11And10, weighted } from "./CheckDigits.ts"

/** How many times the digit comes that comes most, among those of a text. */
const mostRepeated = (digits: string): number =>
  Math.max(...Array.from(new Set(digits), (digit) => digits.split(digit).length - 1))

/** A German tax number: of ten digits one comes twice or three times, none more often, and a check digit. */
const isGerman = (digits: string): boolean => {
  const first = digits.slice(0, 10)
  const most = mostRepeated(first)
  return most >= 2 && most <= 3 && new Set(first).size >= 8 && passesModulo11And10(digits)
}

const monthOf = (month: number): boolean => month >= 1 && month <= 12
const dayOf = (day: number): boolean => day >= 1 && day <= 31
const isDay = (month: number, day: number): boolean => monthOf(month) && dayOf(day)

/** A Polish PESEL: the day of birth, its century in the month, and a check digit. */
const isPolish = (digits: string): boolean =>
  isDay(Number(digits.slice(2, 4)) % 20, Number(digits.slice(4, 6))) &&
  weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0

const brazilianCheck = (digits: string, length: number): number => {
  const weights = Array.from({ length }, (_, i) => length + 1 - i)
  const rest = (10 * weighted(digits, weights)) % 11
  return rest === 10 ? 0 : rest
}

/** A Brazilian CPF: two check digits; all digits alike is none. */
const isBrazilian = (digits: string): boolean =>
  new Set(digits).size > 1 &&
  brazilianCheck(digits, 9) === Number(digits[9]) &&
  brazilianCheck(digits, 10) === Number(digits[10])

/** A Swedish personal number: the day of birth, 60 more for a coordination number, and Luhn's check. */
const isSwedish = (digits: string): boolean => {
  const own = digits.slice(-10)
  return isDay(Number(own.slice(2, 4)), Number(own.slice(4, 6)) % 60) && passesLuhn(own)
}

/** A French number of social insurance: sex, month of birth, and the complement to 97. */
const isFrench = (digits: string): boolean =>
  monthOf(Number(digits.slice(3, 5)) % 20) && 97 - modulo97(digits.slice(0, 13)) === Number(digits.slice(13))

/** Numbers of states for persons by their digits and how these are put in groups. */
const numbers: ReadonlyArray<readonly [form: RegExp, check: (digits: string) => boolean]> = [
  [/^(?!000|666|9)\d{3}([ -])(?!00)\d\d\1(?!0000)\d{4}$/, () => true],
  [/^[1-9](?:\d{10}|\d \d{3} \d{3} \d{3})$/, isGerman],
  [/^\d{11}$/, isPolish],
  [/^\d{3}(?:\d{8}|\.\d{3}\.\d{3}-\d\d)$/, isBrazilian],
  [/^(?:19|20)?\d{6}-\d{4}$/, isSwedish],
  [/^[12](?:\d{14}| \d\d \d\d \d\d \d{3} \d{3} \d\d)$/, isFrench]
]

/**
 * Whether a number is one that a state gives a person, by its form and check digits: of the United States, Germany, Poland,
 * Brazil, Sweden or France.
 *
 * ```ts import.meta.vitest
 * import { isNationalNumber } from "./NationalId.ts"
 *
 * isNationalNumber("078-05-1120") // => true
 * isNationalNumber("529.982.247-25") // => true
 * isNationalNumber("529.982.247-26") // => false
 * ```
 */
export const isNationalNumber = (text: string): boolean =>
  numbers.some(([form, check]) => form.test(text) && check(text.replace(/\D/g, "")))

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

/** A Spanish DNI or NIE: the letter is the rest by 23. */
const isSpanish = (text: string): boolean => {
  const compact = text.replace(/[ .-]/g, "").toUpperCase()
  const digits = compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)))
  return spanishLetters[Number(digits) % 23] === compact.at(-1)
}

const finnishSigns = "0123456789ABCDEFHJKLMNPRSTUVWXY"

/** A Finnish personal code: the last sign is the rest by 31. */
const isFinnish = (text: string): boolean =>
  isDay(Number(text.slice(2, 4)), Number(text.slice(0, 2))) &&
  finnishSigns[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text.at(-1)?.toUpperCase()

const italianOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

/** An Italian tax code: the last letter is the rest by 26 of the values of the others. */
const isItalian = (text: string): boolean => {
  const values = Array.from(text.slice(0, 15), (sign, i) => {
    const value = Number.parseInt(sign, 36)
    const place = value < 10 ? value : value - 10
    return i % 2 === 0 ? (italianOdd[place] as number) : place
  })
  const rest = values.reduce((sum, value) => sum + value, 0) % 26
  return text.at(-1)?.toUpperCase() === String.fromCharCode(65 + rest)
}

/**
 * Letters and digits that states give persons: of the United Kingdom, Spain, Finland and Italy. The sign is what no text is
 * without that holds one, and quicker to look for.
 */
export const nationalCodes: ReadonlyArray<readonly [sign: RegExp, pattern: RegExp, check: (text: string) => boolean]> =
  [
    [
      /[a-zſ\u212a]{2}[ -]?\d\d/i,
      /(?<![\p{Script=Latin}\p{N}])(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D](?![\p{Script=Latin}\p{N}])/giu,
      () => true
    ],
    [
      /\d{7}|\d\.\d{3}\.\d/,
      /(?<![\p{Script=Latin}\p{N}])(?:\d{8}|\d\d\.\d{3}\.\d{3}|[XYZ][ -]?\d{7})[ -]?[A-HJ-NP-TV-Z](?![\p{Script=Latin}\p{N}])/giu,
      isSpanish
    ],
    [
      /\d{6}[-+a-fu-y]\d{3}/i,
      /(?<![\p{Script=Latin}\p{N}])\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![\p{Script=Latin}\p{N}])/giu,
      isFinnish
    ],
    [
      /[a-z\dſ\u212a]{16}/i,
      /(?<![\p{Script=Latin}\p{N}])[A-Z]{6}[\dLMNPQRSTUV]{2}[ABCDEHLMPRST][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z](?![\p{Script=Latin}\p{N}])/giu,
      isItalian
    ]
  ]
