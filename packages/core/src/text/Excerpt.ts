import { withoutMarkup } from "./Markup.ts"
import { withoutQuotation } from "./QuotedReply.ts"
import { text as redact } from "./Redact.ts"

const longest = 200

/** Characters of a text that are looked at for an excerpt. */
const head = 5000

/** What its writer wrote at the start of a text, redacted and on one line. */
export const redactedLine = (text: string): string =>
  redact(withoutQuotation(withoutMarkup(text.slice(0, head))))
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()

/** At most 200 characters of a line; what goes on behind them is `…`. */
export const cutLine = (line: string): string => {
  const characters = Array.from(line.slice(0, 2 * longest))
  return characters.length <= longest ? characters.join("") : `${characters.slice(0, longest - 1).join("")}…`
}
