/** Digits, signs, spaces and invisible characters that stand for plain ones. */
const dressed =
  /[\u00a0\u00ad\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u2000-\u2015\u202a-\u202f\u205f-\u2064\u2066-\u2069\u2212\u3000\ufeff\uff01-\uff5e]/g
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]
const fullWidth = 0xfee0

/** What no one sees, such as where a line may break. */
export const invisible = "\u200b"

const plainOf = (character: string): string => {
  const code = character.charCodeAt(0)
  if (code >= 0xff01) return code === 0xfeff ? invisible : String.fromCharCode(code - fullWidth)
  const zero = zeros.find((each) => code >= each && code < each + 10)
  if (zero !== undefined) return String(code - zero)
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return "-"
  const space =
    code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f || code === 0x3000
  return space ? " " : invisible
}

/**
 * A text of the same length with digits of other scripts, wide characters, dashes and spaces as plain ones, so that what
 * stands at a place of it stands there in the text.
 *
 * ```ts import.meta.vitest
 * import { plainCharacters } from "./PlainCharacters.ts"
 *
 * plainCharacters("０３–١٢٣٤\u00a05678") // => "03-1234 5678"
 * ```
 */
export const plainCharacters = (text: string): string => text.replace(dressed, plainOf)
