import { keepingPlace } from "./direction.ts"

/** Longest name or remark taken from data, in UTF-16 units: more is cut with an ellipsis. */
const longest = 600

/** Directional overrides and isolates: they reorder what stands around them. */
const directional = /[\u202a-\u202e\u2066-\u2069]/g

/** What XML 1.0 forbids: control characters, halves of a surrogate pair, two non-characters. */
const forbidden = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu

/** One line without control characters, directional overrides or halves of a surrogate pair. These become U+FFFD. */
export const printable = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(directional, "")
    .replace(forbidden, "\ufffd")

const bounded = (text: string): string => {
  const short = printable(text.slice(0, 4 * longest))
    .replace(/ {2,}/g, " ")
    .trim()
  return short.length > longest || text.length > 4 * longest
    ? `${short
        .slice(0, longest - 1)
        .replace(/\p{Cs}$/u, "")
        .trimEnd()}…`
    : short
}

/**
 * Make a name or a remark from data fit to be shown: printable, trimmed, of bounded length. Behind letters that run from right
 * to left stands a mark, so that numbers and signs that follow keep their place.
 */
export const clean = (text: string): string => keepingPlace(bounded(text))

/** A name from data fit to be shown; one that is empty says so. */
export const nameOf = (text: string): string => clean(text) || "unnamed"
