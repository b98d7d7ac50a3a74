import { isIban } from "./CheckDigits.ts"
import { isVersionAt } from "./Cue.ts"
import { isIpAddress } from "./IpAddress.ts"
import { nationalCodes } from "./NationalId.ts"
import { type Finder, finder, type Kind, type Piece } from "./Personal.ts"
import { personalNumbers } from "./PersonalNumbers.ts"
import { plainCharacters } from "./PlainCharacters.ts"

export type { Kind } from "./Personal.ts"

/** Texts without any of these hold nothing to find. */
const hint = /[@＠\p{Nd}]|:\/\/|www\.|::|[([{] ?at ?[)\]}]/iu

const link = /(?<![a-z])(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>"]+/gi
const email =
  /(?:"(?:[^"\\\r\n]|\\[^\r\n]){1,64}"|[^\s@<>",;:()[\]]{1,64})@(?:\[[^\s\]]{1,64}\]|[^\s@<>",;:()[\]]{1,255})/g
/** As people write an address so that no machine reads it: `ana (at) example dot org`. Without brackets it is a sentence. */
const disguised =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64} {0,2}[([{] ?at ?[)\]}] {0,2}[\p{L}\p{N}-]{1,63}(?:(?: ?[([{] ?(?:dot|punkt|point|punto) ?[)\]}] ?| (?:dot|punkt|point|punto) |\.)[\p{L}\p{N}-]{1,63}){0,3}(?: ?[([{] ?(?:dot|punkt|point|punto) ?[)\]}] ?| (?:dot|punkt|point|punto) |\.)\p{L}{2,24}(?![\p{L}\p{N}])/giu
const iban =
  /(?<![\p{Script=Latin}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![\p{Script=Latin}\p{N}])/giu
const version4 = /(?<![\p{Script=Latin}\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d|\p{Script=Latin})/gu
const version6 =
  /(?<![\p{Script=Latin}\d:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3})?(?![\p{Script=Latin}\d])/giu

/** A sentence that ends with an address has its own mark. */
const withoutMark = (found: string): number => found.replace(/[.!?]{1,3}$/, "").length

/** As far as check digits say: words may follow that look like more of it. */
const ibanLength = (found: string): number => {
  for (
    let end = found.length;
    end >= 15;
    end = Math.max(found.lastIndexOf(" ", end - 1), found.lastIndexOf("-", end - 1))
  ) {
    if (isIban(found.slice(0, end).replace(/[ -]/g, ""))) return end
  }
  return 0
}

const addressLength = (found: string): number => {
  const own = found.replace(/(?<!:):$/, "")
  return isIpAddress(own) ? own.length : 0
}

/** In this order: what one has found no other looks at. */
const finders: ReadonlyArray<Finder> = [
  finder("link", /:\/\/|www\./i, link, (found) => found.length),
  finder("email", /@/, email, withoutMark),
  finder("email", /[([{] ?at ?[)\]}]/i, disguised, (found) => found.length),
  finder("iban", /[a-zſ\u212a]{2}\d\d/i, iban, ibanLength),
  ...nationalCodes.map(([sign, pattern, check]) =>
    finder("national-id", sign, pattern, (found) => (check(found) ? found.length : 0))
  ),
  finder("ip", /:[\da-f]{0,4}:/i, version6, addressLength),
  finder("ip", /\d\.\d{1,3}\.\d/, version4, (found, from, text) =>
    isVersionAt(text, from) ? 0 : addressLength(found)
  ),
  personalNumbers
]

/** A text with pieces replaced; they come in order, none over another. */
const withReplaced = (text: string, pieces: ReadonlyArray<Piece>, replace: (piece: Piece) => string): string => {
  if (pieces.length === 0) return text
  const parts: Array<string> = []
  let read = 0
  for (const piece of pieces) {
    parts.push(text.slice(read, piece.from), replace(piece))
    read = piece.to
  }
  return [...parts, text.slice(read)].join("")
}

/** What stands for found pieces, so that no other finder reads them or over them: no letter, digit or space. */
const blank = "\ue000"

/** Replace all that points to a person. Texts without a digit, an @ or a link come back as they are, at once. */
export const replaced = (text: string, replace: (kind: Kind) => string): string => {
  if (!hint.test(text)) return text
  let left = plainCharacters(text)
  const found: Array<Piece> = []
  for (const find of finders) {
    const pieces = find(left)
    left = withReplaced(left, pieces, ({ from, to }) => blank.repeat(to - from))
    for (const piece of pieces) found.push(piece)
  }
  return withReplaced(
    text,
    found.sort((a, b) => a.from - b.from),
    ({ kind }) => replace(kind)
  )
}

/**
 * A text with what points to a person hidden by its kind: `[email]`, `[link]`, `[iban]`, `[ip]`, `[card]`, `[phone]`,
 * `[national-id]`.
 *
 * It goes by form and check digits, the same in every language. An address for mail may also be written `ana (at) example dot
 * org`. A card number has the first digits and the length of a
 * network and passes Luhn's check (ISO/IEC 7812); an IBAN passes the check of ISO 7064. A telephone number has a country
 * code, a zero in front or the groups of a country, or stands behind a word for it. Numbers of states for persons: of the
 * United States (SSN), the United Kingdom (NINO), Germany, France, Spain, Italy, Poland, Sweden, Finland and Brazil. Digits of
 * other scripts, wide characters and invisible ones change nothing.
 *
 * Order numbers, dates, amounts, versions and error codes stay, also where a number behind "order", "no." or "#" could be a
 * telephone number. Names and postal addresses have no form: they are not found. An empty text stays empty.
 *
 * ```ts import.meta.vitest
 * import { text } from "./Redact.ts"
 *
 * text("Order 4471234567 from ana@example.org, call +49 30 901820") // => "Order 4471234567 from [email], call [phone]"
 * text("Card 4111 1111 1111 1111 gave error 0x80070005 on 2026-01-02") // => "Card [card] gave error 0x80070005 on 2026-01-02"
 * ```
 */
export const text = (text: string): string => replaced(text, (kind) => `[${kind}]`)
