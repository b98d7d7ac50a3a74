import { IllFormed } from "./IllFormed.ts"
import { sign } from "./signs.ts"

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", apos: "'", quot: '"' }
/** No reference is longer: leading zeros have no end. */
const longest = 64

/** Whether XML 1.0 can hold this character. */
const isCharacter = (code: number): boolean =>
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff) ||
  code === 9 ||
  code === 10 ||
  code === 13

const characterOf = (name: string): string | undefined => {
  if (Object.hasOwn(named, name)) return named[name]
  const [, hex, decimal] = /^#(?:x([\dA-Fa-f]+)|(\d+))$/.exec(name) ?? []
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return isCharacter(code) ? String.fromCodePoint(code) : undefined
}

/** Behind the reference that starts at `at`; -1 when its end has not come. Entities of the document's own are not known. */
export const referenceEnd = (bytes: Uint8Array, at: number, end: number): number => {
  let to = at + 1
  while (to < end && to - at < longest && isInside(bytes[to] as number)) to += 1
  if (to === end && to - at < longest) return -1
  const name = String.fromCharCode(...bytes.subarray(at + 1, to))
  if (bytes[to] !== sign.semicolon || to === end) throw new IllFormed(at, '"&" that begins no reference', '"&amp;"')
  if (characterOf(name) !== undefined) return to + 1
  const found = name.startsWith("#") ? `a reference to no character, &${name};` : `the entity &${name};`
  throw new IllFormed(
    at,
    found,
    "&lt; &gt; &amp; &apos; &quot; or the number of a character: other entities are not read"
  )
}

const isInside = (byte: number): boolean =>
  (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte === sign.hash

/** A text in which every reference is what it stands for. All are known to be good. */
export const withoutReferences = (text: string): string =>
  text.replace(/&([^;]*);/g, (reference, name: string) => characterOf(name) ?? reference)
