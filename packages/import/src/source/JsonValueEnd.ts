const quote = 34
const backslash = 92
const firstPrintable = 32
const opening: ReadonlySet<number> = new Set([91, 123])
const closing: ReadonlySet<number> = new Set([93, 125])

/** The end of a value has not come yet. */
export const notYet = -1
/** A string holds a line end or another control character: it was not closed. */
export const neverEnds = -2

/** Where the blanks from here on end. */
export const blanksEnd = (text: string, from: number): number => {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= firstPrintable) at += 1
  return at
}

/** Behind a string that starts here. */
const stringEnd = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) return at + 1
    if (unit < firstPrintable) return neverEnds
    if (unit === backslash) at += 1
  }
  return notYet
}

/** Behind a number or a word: where a sign or a blank stands. */
const scalarEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit <= firstPrintable || unit === 44 || unit === 58 || closing.has(unit) || opening.has(unit)) return at
  }
  return notYet
}

const signs = /["[\]{}]/g

/** Behind a list or an object: brackets are counted, not matched. */
const nestedEnd = (text: string, from: number): number => {
  let depth = 0
  for (let at = from; ; ) {
    signs.lastIndex = at
    if (!signs.test(text)) return notYet
    at = signs.lastIndex
    const unit = text.charCodeAt(at - 1)
    if (unit === quote) at = stringEnd(text, at - 1)
    else depth += opening.has(unit) ? 1 : -1
    if (at < 0 || depth === 0) return at
  }
}

/**
 * Behind the JSON value that starts here; `notYet` when its end is not in the text, `neverEnds` when it has none. What is
 * between is not checked.
 *
 * ```ts import.meta.vitest
 * import { notYet, valueEnd } from "./JsonValueEnd.ts"
 *
 * valueEnd('{"a":"}"},1', 0) // => 9
 * valueEnd('{"a":"}"', 0) // => notYet
 * ```
 */
export const valueEnd = (text: string, from: number): number => {
  const unit = text.charCodeAt(from)
  if (unit === quote) return stringEnd(text, from)
  return opening.has(unit) ? nestedEnd(text, from) : scalarEnd(text, from)
}
