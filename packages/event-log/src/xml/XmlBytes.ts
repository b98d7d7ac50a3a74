import { Encoding } from "@throughline/import"
import { detectEncoding, type TextDecoding, textDecoding } from "@throughline/import/format"
import * as Schema from "effect/Schema"
import { longestDeclaration } from "./declaration.ts"
import { type Piece, Utf8Pieces } from "./Utf8Pieces.ts"

/** How a document is encoded, and the bytes of its byte order mark. */
export interface Start {
  readonly encoding: Encoding
  readonly origin: number
}

/** How the bytes of a document become UTF-8. */
export interface XmlBytes {
  readonly encoding: Encoding
  /** Bytes of the byte order mark. */
  readonly origin: number
  readonly push: (bytes: Uint8Array) => Piece
  /** Whether the bytes end inside a character. */
  readonly isInside: () => boolean
  /** How many bytes of the input a stretch of UTF-8 stands for. */
  readonly inputLength: (bytes: Uint8Array, from: number, to: number) => number
}

/**
 * How a document is encoded: as its byte order mark says, or the mapping, or its declaration, or else UTF-8 (UTF-16 without
 * a mark shows by its first bytes). A text is the name of an encoding that is not read; `undefined`: more bytes have to come.
 */
export const encodingOf = (
  head: Uint8Array,
  mapped: Encoding | undefined,
  isWhole: boolean
): Start | string | undefined => {
  if (head.length < 4 && !isWhole) return undefined
  const start = detectEncoding(head, mapped ?? wideStart(head))
  if (start.origin > 0 || start.encoding.startsWith("utf-16") || mapped !== undefined) return start
  const text = String.fromCharCode(...head.subarray(0, longestDeclaration))
  const isDeclared = "<?xml".startsWith(text.slice(0, 5)) || text.startsWith("<?xml")
  if (isDeclared && !text.includes("?>") && head.length < longestDeclaration && !isWhole) return undefined
  const [, name = "utf-8"] = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(text) ?? []
  const encoding = aliases[name.toLowerCase()] ?? name.toLowerCase()
  return isEncoding(encoding) && !encoding.startsWith("utf-16") ? { encoding, origin: 0 } : name
}

const isEncoding = Schema.is(Encoding)

const aliases: Readonly<Record<string, string>> = {
  utf8: "utf-8",
  "us-ascii": "utf-8",
  ascii: "utf-8",
  latin1: "iso-8859-1",
  "iso-latin-1": "iso-8859-1",
  cp1252: "windows-1252"
}

/** `<` in UTF-16. */
const wideStart = ([first, second]: Uint8Array): Encoding | undefined => {
  if (first === 0x3c && second === 0) return "utf-16le"
  return first === 0 && second === 0x3c ? "utf-16be" : undefined
}

/** A way to UTF-8 for an encoding. */
export const xmlBytes = ({ encoding, origin }: Start): XmlBytes => {
  if (encoding !== "utf-8") return transcoded(textDecoding({ encoding, origin }))
  const pieces = new Utf8Pieces()
  const inputLength = (_: Uint8Array, from: number, to: number) => to - from
  return { encoding, origin, push: (bytes) => pieces.push(bytes), isInside: () => pieces.isInside, inputLength }
}

const encoder = new TextEncoder()

const transcoded = (decoding: TextDecoding): XmlBytes => {
  const width = decoding.encoding.startsWith("utf-16") ? 2 : 1
  let rest = 0
  return {
    encoding: decoding.encoding,
    origin: decoding.origin,
    push: (bytes) => {
      const text = decoding.push(bytes)
      rest += bytes.length - width * text.length
      const mark = decoding.damaged() ? decoding.mark(text) : -1
      return { bytes: encoder.encode(mark < 0 ? text : text.slice(0, mark)), isBroken: mark >= 0 }
    },
    isInside: () => rest > 0,
    inputLength: (bytes, from, to) => width * units(bytes, from, to)
  }
}

/** How many units of UTF-16 a stretch of UTF-8 stands for. */
const units = (bytes: Uint8Array, from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte < 0x80 || byte >= 0xc0) count += byte >= 0xf0 ? 2 : 1
  }
  return count
}
