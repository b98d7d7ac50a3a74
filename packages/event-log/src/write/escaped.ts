const special = /[&<>"\t\n\r]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;"
}

/**
 * A text as it stands in XML, between quotes and elsewhere. What XML 1.0 cannot hold (most control characters, halves of
 * surrogate pairs, U+FFFE and U+FFFF) becomes U+FFFD.
 *
 * ```ts import.meta.vitest
 * import { escaped } from "./escaped.ts"
 *
 * escaped('a < "b" & c\n') // => "a &lt; &quot;b&quot; &amp; c&#10;"
 * escaped("bell \u0007") // => "bell \uFFFD"
 * ```
 */
export const escaped = (text: string): string => text.replace(special, (character) => references[character] ?? "\uFFFD")
