const code = /^0x[\p{L}\p{N}]+$/u
const reference = /^(\p{L}{0,6})(\p{N}{5,})$/u

/**
 * A word with digits in it as its shape: what identifies one order becomes a pattern that all such orders share.
 *
 * Up to four digits stay, as in error codes, versions and amounts, and so do hexadecimal codes; a number of five digits or
 * more keeps its letters in front and its length; what else mixes letters with five digits or more is `#`.
 *
 * ```ts import.meta.vitest
 * import { numberShape } from "./NumberShape.ts"
 *
 * ["e404", "0x80070005", "ab123456", "9f86d081884c"].map(numberShape) // => ["e404", "0x80070005", "ab######", "#"]
 * ```
 */
export const numberShape = (word: string): string => {
  if (word.replace(/\P{N}/gu, "").length < 5 || (code.test(word) && word.length <= 12)) return word
  const found = reference.exec(word)
  return found === null ? "#" : `${found[1]}${"#".repeat(Math.min(found[2]?.length ?? 0, 20))}`
}
