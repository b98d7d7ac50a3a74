import { isCardNumber, isIban } from "./CheckDigits.ts"

/** What a text can hold that points to a person. */
export type Kind = "email" | "link" | "iban" | "ip" | "card" | "phone"

/** Gives what a found piece of text is replaced by. */
type Replace = (kind: Kind) => string

const email = /[^\s@<>",;:()[\]]{1,64}@[^\s@<>",;:()[\]]{1,255}/g
const link = /(?<![a-z])(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>"]+/gi
const iban = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu
const ip = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g
const digits = /(?<![\p{L}\p{N}#])[+(]?\d(?:[ ()/.-]{0,2}\d){6,18}(?![\p{L}\p{N}])/gu
const national = /^(?:\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\(\d{2,5}\) ?[\d -]{4,12}|0\d{1,4}[ /-]\d[\d -]{4,10})$/
const date = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?!\d)/

const isPhone = (text: string): boolean => {
  if (date.test(text)) return false
  const count = text.replace(/\D/g, "").length
  return count >= 7 && count <= 15 && (text.startsWith("+") || text.startsWith("00") || national.test(text))
}

const number =
  (replace: Replace) =>
  (found: string): string => {
    if (isCardNumber(found)) return replace("card")
    return isPhone(found) ? replace("phone") : found
  }

const isAddress = (found: string): boolean => found.split(".").every((part) => Number(part) < 256)

/** Replace all that points to a person. Texts without a digit, an @ or a link come back as they are, at once. */
export const replaced = (text: string, replace: Replace): string => {
  if (!/[@\d]|:\/\/|www\./i.test(text)) return text
  const worded = text.replace(link, () => replace("link")).replace(email, () => replace("email"))
  return worded
    .replace(iban, (found) => (isIban(found) ? replace("iban") : found))
    .replace(ip, (found) => (isAddress(found) ? replace("ip") : found))
    .replace(digits, number(replace))
}

/**
 * A text with what points to a person hidden by its kind: `[email]`, `[link]`, `[iban]`, `[ip]`, `[card]`, `[phone]`.
 *
 * It goes by form alone, the same in every language. A card number has 13 to 19 digits and passes Luhn's check, an IBAN the
 * check of ISO 7064; a phone number starts with `+` or `00`, or is grouped as one. So order numbers, dates, amounts and
 * error codes stay. Names and postal addresses have no form: they are not found. An empty text stays empty.
 *
 * ```ts import.meta.vitest
 * import { text } from "./Redact.ts"
 *
 * text("Order 4471234567 from ana@example.org, call +49 30 901820") // => "Order 4471234567 from [email], call [phone]"
 * text("Card 4111 1111 1111 1111 gave error 0x80070005 on 2026-01-02") // => "Card [card] gave error 0x80070005 on 2026-01-02"
 * ```
 */
export const text = (text: string): string => replaced(text, (kind) => `[${kind}]`)
