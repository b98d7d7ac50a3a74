/**
 * The order of text by code point: that of its UTF-8 bytes, which engines sort by. JavaScript's own `<` differs where
 * emoji and other characters beyond U+FFFF are concerned.
 *
 * Returns a negative number, 0 or a positive number, for `sort`.
 *
 * ```ts import.meta.vitest
 * import { compareText } from "./compareText.ts"
 *
 * compareText("a", "b") < 0 // => true
 * compareText("\u{1F600}", "\uFF5E") > 0 // => true
 * ```
 */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return place(left) - place(right)
  }
  return a.length - b.length
}

/** Surrogates, the halves of characters beyond U+FFFF, come after all other code units. */
const place = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
