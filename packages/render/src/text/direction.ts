/** A letter of Hebrew, Arabic or another script that runs from right to left. */
const rightToLeft = /^[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

const mark = "\u200e"

/**
 * The left-to-right mark behind what ends in letters that run from right to left: a number or sign that follows would be drawn
 * on their other side (UAX #9, W2 and N1).
 */
export const keepingPlace = (text: string): string => {
  const last = text.match(/\p{L}/gu)?.at(-1) ?? ""
  return rightToLeft.test(last) && !text.endsWith(mark) ? `${text}${mark}` : text
}

/** Text that begins in such letters in its own direction, apart from what stands around it (UAX #9, first strong isolate). */
export const isolated = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text)
