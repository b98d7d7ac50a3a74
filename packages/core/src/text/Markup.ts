/** Elements whose content nobody reads. */
const unread = new Set(["script", "style", "head", "title", "template", "noscript", "svg"])
/** Elements that stand in a line: between these and their neighbours is no space. */
const inline = new Set(
  "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s small span strong sub sup tt u var wbr".split(" ")
)
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  eacute: "é",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  szlig: "ß"
}

const character = (code: number): string => (code > 0 && code < 0x110000 ? String.fromCodePoint(code) : " ")

const withoutEntities = (text: string): string =>
  text.replace(entity, (found, decimal?: string, hexadecimal?: string, name?: string) => {
    if (decimal !== undefined) return character(Number(decimal))
    if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16))
    return named[name ?? ""] ?? found
  })

const tag = /<(\/?)([a-z][a-z0-9]{0,20})(?=[\s/>])[^<>]*>|<!--|<![a-z][^<>]*>/gi

/** Where the content ends that starts at a place: at what closes it, or at the end. */
const endOf = (text: string, close: string, from: number): number => {
  const at = text.indexOf(close, from)
  return at < 0 ? text.length : at
}

/** What a tag stands for: where the text goes on behind it, and the space that it makes. */
const behind = (source: string, found: RegExpMatchArray, end: number): readonly [number, string] => {
  if (found[0] === "<!--") return [Math.min(source.length, endOf(source, "-->", end) + 3), ""]
  const name = found[2]?.toLowerCase()
  if (name === undefined || inline.has(name)) return [end, ""]
  return [found[1] === "" && unread.has(name) ? endOf(source, `</${name}`, end) : end, "\n"]
}

/**
 * The words of a text with HTML in it: tags gone, entities read, blocks on their own lines.
 *
 * Scripts, styles, comments and heads are left out. What is no tag stays, such as `a < b`.
 *
 * ```ts import.meta.vitest
 * import { withoutMarkup } from "./Markup.ts"
 *
 * withoutMarkup("<p>My <b>c</b>ard &amp; PIN<br>if 1 < 2<style>p{}</style>") // => "\nMy card & PIN\nif 1 < 2\n\n"
 * ```
 */
export const withoutMarkup = (text: string): string => {
  if (!/[<&]/.test(text)) return text
  const lower = text.toLowerCase()
  const source = lower.length === text.length ? lower : text
  const parts: Array<string> = []
  let read = 0
  for (const found of text.matchAll(tag)) {
    if (found.index < read) continue
    parts.push(text.slice(read, found.index))
    const [next, space] = behind(source, found, found.index + found[0].length)
    parts.push(space)
    read = next
  }
  parts.push(text.slice(read))
  return withoutEntities(parts.join(""))
}
