/** The digits of a text, doubled from the right as Luhn says, add up to a multiple of 10. */
export const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? 2 * digit : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** First digits and lengths of the card networks (ISO/IEC 7812): Visa, Mastercard, American Express, Diners, JCB, and so on. */
const networks =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3[0689]\d{12,17}|35\d{14,17}|6\d{12,18}|5[0678]\d{11,17})$/

/**
 * Whether digits are a card number: those of a network, as many as it has, and passing Luhn's check (ISO/IEC 7812).
 *
 * ```ts import.meta.vitest
 * import { isCardNumber } from "./CheckDigits.ts"
 *
 * isCardNumber("4111111111111111") // => true
 * isCardNumber("4111111111111112") // => false
 * ```
 */
export const isCardNumber = (digits: string): boolean => networks.test(digits) && passesLuhn(digits)

/** The rest of a number by 97, its letters read as 10 to 35. */
export const modulo97 = (text: string): number => {
  let rest = 0
  for (const character of text) rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97
  return rest
}

/** How long the account numbers of each country are (the register of ISO 13616). */
const ibanLengths = new Map(
  Array.from(
    `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
     FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
     LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
     SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`.matchAll(
      /([A-Z]{2})(\d\d)/g
    ),
    ([, country, length]) => [country, Number(length)]
  )
)

/**
 * Whether letters and digits are an IBAN, by the length that its country has and its check digits (ISO 13616, ISO 7064 mod
 * 97-10).
 *
 * ```ts import.meta.vitest
 * import { isIban } from "./CheckDigits.ts"
 *
 * isIban("DE89370400440532013000") // => true
 * isIban("DE88370400440532013000") // => false
 * ```
 */
export const isIban = (text: string): boolean =>
  ibanLengths.get(text.slice(0, 2).toUpperCase()) === text.length && modulo97(text.slice(4) + text.slice(0, 4)) === 1

/** The sum of digits, each times the weight at its place. */
export const weighted = (digits: string, weights: ReadonlyArray<number>): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)

/** Whether the last of the digits is right by ISO 7064 mod 11, 10. */
export const passesModulo11And10 = (digits: string): boolean => {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10
    product = (2 * (sum === 0 ? 10 : sum)) % 11
  }
  return (11 - product) % 10 === Number(digits.at(-1))
}
