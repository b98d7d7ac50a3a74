const entities: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&nbsp;", " "]
])

/**
 * What a text of HTML says: without markup, a line for each paragraph.
 *
 * ```ts import.meta.vitest
 * import { plainText } from "./PlainText.ts"
 *
 * plainText("<p>Hi,<br/>1 &lt; 2</p><p>Bye <b class='x'>now</b></p>") // => "Hi,\n1 < 2\nBye now"
 * plainText("1 < 2 > 0?") // => "1 < 2 > 0?"
 * ```
 */
export const plainText = (html: string): string =>
  html
    .replace(/<br ?\/?>|<\/(?:p|div|li|h[1-6])>/gi, "\n")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => entities.get(entity) ?? entity)
    .trim()
