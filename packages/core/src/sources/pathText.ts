/** How paths are written, for those who write them in another language: a case of more than 256 interactions has none. */
export const pathMarks = { separator: "\u001f", escapeMark: "\u001e", longestPath: 256 } as const

const { escapeMark, separator } = pathMarks

/**
 * Touchpoints in their order as one text, so that paths can be counted: the ids with U+001F between them. In an id,
 * U+001E is written U+001E 0 and U+001F is written U+001E 1.
 */
export const pathText = (touchpoints: ReadonlyArray<string>): string =>
  touchpoints
    .map((id) => id.replaceAll(escapeMark, `${escapeMark}0`).replaceAll(separator, `${escapeMark}1`))
    .join(separator)

/**
 * The touchpoints of a path's text.
 *
 * ```ts import.meta.vitest
 * import { pathText, touchpointsOf } from "./pathText.ts"
 *
 * touchpointsOf(pathText(["cart", "checkout"])) // => ["cart", "checkout"]
 * ```
 */
export const touchpointsOf = (path: string): ReadonlyArray<string> =>
  path.split(separator).map((id) => id.replaceAll(`${escapeMark}1`, separator).replaceAll(`${escapeMark}0`, escapeMark))
