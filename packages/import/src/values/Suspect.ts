import { type Parse, Problem } from "./Problem.ts"

/** A text that a spreadsheet wrote in place of the value. */
export const suspect = new Problem(
  "SuspectCell",
  "a value as it was before a spreadsheet changed it",
  "export it anew and do not save it in a spreadsheet, or list the text in absent"
)

/** `#REF!`, `#N/A`, or `####` where the column was too narrow. */
const failed = /^#(?:#{2,255}|N\/A|NV|[\p{Lu}\d/]{2,12}[!?])$/u
/** `1.23E+11`: the digits behind are lost. */
const shortened = /^\d(?:[.,]\d{1,16})?E\+\d{2,3}$/
/** `10-Jan` or `Jan-10`, often for `1-10`. */
const dated = /^(?:\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2})$/

const hash = 35
const upperE = 69
const dot = 46
const comma = 44

/**
 * Whether a spreadsheet has put an error, or a number with its last digits cut off, where an id should be. Looks at two
 * characters of nearly all ids.
 *
 * ```ts import.meta.vitest
 * import { isDamagedId } from "./Suspect.ts"
 *
 * const ids = ["#REF!", "########", "1.23E+11", "#1042", "1E5", "R_1"]
 * ids.map(isDamagedId) // => [true, true, true, false, false, false]
 * ```
 */
export const isDamagedId = (text: string): boolean => {
  if (text.charCodeAt(0) === hash) return failed.test(text)
  const second = text.charCodeAt(1)
  return (second === dot || second === comma || second === upperE) && shortened.test(text)
}

/** The same where no id is expected: a date without its year as well. */
export const isSuspect = (text: string): boolean => isDamagedId(text) || dated.test(text)

/** The same, but for ids that are none. */
export const orSuspectId =
  <A>(parse: Parse<A>): Parse<A> =>
  (text) =>
    isDamagedId(text) ? suspect : parse(text)

/** The same, but what cannot be read is told to be suspect where it looks so. */
export const orSuspect =
  <A>(parse: Parse<A>): Parse<A> =>
  (text) => {
    const value = parse(text)
    return value instanceof Problem && isSuspect(text) ? suspect : value
  }
