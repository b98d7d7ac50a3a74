import { plainText } from "@throughline/import/format"

/**
 * The title of a question as people see it: without markup, in one line.
 *
 * ```ts import.meta.vitest
 * import { plainTitle } from "./Titles.ts"
 *
 * plainTitle("Would you <strong>recommend</strong><br />us &amp; ours?") // => "Would you recommend us & ours?"
 * plainTitle("1 < 2 > 0?") // => "1 < 2 > 0?"
 * ```
 */
export const plainTitle = (title: string): string => plainText(title).replace(/\s+/g, " ")

/** What Typeform itself says of a response, beside the answers. */
const own: ReadonlySet<string> = new Set([
  "#",
  "Response Type",
  "Start Date (UTC)",
  "Stage Date (UTC)",
  "Submit Date (UTC)",
  "Network ID",
  "Tags",
  "Ending"
])

/** Whether a column holds answers. */
export const isAsked = (title: string): boolean => !own.has(title)
