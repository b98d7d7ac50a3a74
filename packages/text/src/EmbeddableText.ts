const nul = /\0/g
const halfCharacter = /\p{Surrogate}/gu

/** A text cut to so many UTF-16 units, no character in half. */
const head = (text: string, longest: number): string => {
  if (text.length <= longest) return text
  const last = text.charCodeAt(longest - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest)
}

/**
 * A text as any model takes it: its first `longest` UTF-16 units, without NUL characters and halves of surrogate pairs.
 *
 * ```ts import.meta.vitest
 * import { embeddableText } from "./EmbeddableText.ts"
 *
 * embeddableText("card\0 lost\ud800", 100) // => "card  lost\ufffd"
 * embeddableText("card lost", 4) // => "card"
 * ```
 */
export const embeddableText = (text: string, longest: number): string =>
  head(text, longest).replace(nul, " ").replace(halfCharacter, "\ufffd")
