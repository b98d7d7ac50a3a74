/** The most interactions of a case that has a path: a longer one is no variant of anything. */
export const longestPath = 256

const separator = "\u001f"
const escaped = "\u001e"

/**
 * Touchpoints in their order as one text, so that paths can be counted: the ids with U+001F between them. In an id,
 * U+001E is written U+001E 0 and U+001F is written U+001E 1.
 */
export const pathText = (touchpoints: ReadonlyArray<string>): string =>
  touchpoints.map((id) => id.replaceAll(escaped, `${escaped}0`).replaceAll(separator, `${escaped}1`)).join(separator)

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
  path.split(separator).map((id) => id.replaceAll(`${escaped}1`, separator).replaceAll(`${escaped}0`, escaped))
