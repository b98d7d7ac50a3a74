import type { Encoding } from "../mapping/Encoding.ts"

/** Bytes to text, piece by piece, losing nothing: bytes that are no text become marks that show up in their record. */
export interface TextDecoding {
  readonly encoding: Encoding
  /** Bytes of the byte order mark. */
  readonly origin: number
  /** The text that is certain by now. */
  readonly push: (bytes: Uint8Array) => string
  /** The rest of the text, when no bytes follow. */
  readonly end: () => string
  /** How many bytes this stretch of decoded text takes in the input. */
  readonly byteLength: (text: string, from: number, to: number) => number
  /** Where the first mark is, in a text that holds one; -1 otherwise. Only to be asked when `damaged`. */
  readonly mark: (text: string) => number
  /** Whether a mark was put anywhere so far. */
  readonly damaged: () => boolean
}

interface Start {
  readonly encoding: Encoding
  readonly origin: number
}

/** The encoding that a byte order mark tells, otherwise the declared one, otherwise UTF-8. */
export const detectEncoding = (head: Uint8Array, declared: Encoding | undefined): Start => {
  const [a, b, c] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", origin: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", origin: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", origin: 2 }
  return { encoding: declared ?? "utf-8", origin: 0 }
}

/** A decoding that starts behind the byte order mark. */
export const textDecoding = ({ encoding, origin }: Start): TextDecoding => {
  if (encoding === "utf-8") return utf8(origin)
  if (encoding === "utf-16le" || encoding === "utf-16be") return utf16(encoding, origin)
  return singleByte(encoding, origin)
}

const loneSurrogate = /\p{Surrogate}/u

/** A byte that is not UTF-8 stands as the lone surrogate U+DC00 + byte: one character, one byte, in no valid text. */
const utf8 = (origin: number): TextDecoding => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
  let tail = new Uint8Array()
  let damaged = false
  const decode = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes)
    } catch {
      damaged = true
      return decodeMarked(bytes)
    }
  }
  return {
    encoding: "utf-8",
    origin,
    push: (bytes) => {
      const all = tail.length === 0 ? bytes : joined(tail, bytes)
      const whole = wholeSequences(all)
      tail = all.slice(whole)
      return decode(all.subarray(0, whole))
    },
    end: () => decode(tail),
    byteLength: (text, from, to) => (damaged ? markedLength : utf8Length)(text, from, to),
    mark: (text) => text.search(loneSurrogate),
    damaged: () => damaged
  }
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

/** How many of the bytes end with a whole character. */
const wholeSequences = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return sequenceSize(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

const sequenceSize = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

const decodeMarked = (bytes: Uint8Array): string => {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  const parts: Array<string> = []
  let from = 0
  for (let at = 0; at < bytes.length; ) {
    const size = validSequence(bytes, at)
    if (size === 0) {
      parts.push(decoder.decode(bytes.subarray(from, at)), String.fromCharCode(0xdc00 + (bytes[at] ?? 0)))
      from = at + 1
    }
    at += Math.max(1, size)
  }
  return parts.join("") + decoder.decode(bytes.subarray(from))
}

/** The length of the well-formed UTF-8 sequence that starts here (Unicode 16, table 3-7); 0 when there is none. */
const validSequence = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4 || !mayFollow(lead, bytes[at + 1] ?? 0)) return 0
  const size = sequenceSize(lead)
  for (let i = 2; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  return size
}

/** The narrower ranges of the second byte keep out overlong forms, surrogates and what is beyond U+10FFFF. */
const secondFrom: Readonly<Record<number, number>> = { 224: 0xa0, 240: 0x90 }
const secondTo: Readonly<Record<number, number>> = { 237: 0x9f, 244: 0x8f }
const mayFollow = (lead: number, second: number): boolean =>
  second >= (secondFrom[lead] ?? 0x80) && second <= (secondTo[lead] ?? 0xbf)

const encoder = new TextEncoder()
const scratch = new Uint8Array(65_536)

/** The length of well-formed text. */
const utf8Length = (text: string, from: number, to: number): number => {
  if (to - from < 32) return markedLength(text, from, to)
  let length = 0
  for (let at = from; at < to; ) {
    const { read, written } = encoder.encodeInto(text.slice(at, to), scratch)
    at += read
    length += written
  }
  return length
}

/** Each half of a surrogate pair stands for two of four bytes; a lone low one is a marked byte. */
const markedLength = (text: string, from: number, to: number): number => {
  let length = to - from
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    if (unit >= 0xd800 && unit < 0xdc00) {
      length += 2
      at += 1
    } else if (unit < 0x800) length += 1
    else if (unit < 0xdc00 || unit > 0xdfff) length += 2
  }
  return length
}

const utf16 = (encoding: "utf-16le" | "utf-16be", origin: number): TextDecoding => {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true, fatal: true })
  let tail = new Uint8Array()
  let damaged = false
  const decode = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes)
    } catch {
      damaged = true
      return units(bytes, encoding === "utf-16le" ? 1 : 0)
    }
  }
  return {
    encoding,
    origin,
    push: (bytes) => {
      const all = tail.length === 0 ? bytes : joined(tail, bytes)
      const whole = wholeUnits(all, encoding === "utf-16le" ? 1 : 0)
      tail = all.slice(whole)
      return decode(all.subarray(0, whole))
    },
    end: () => decode(tail),
    byteLength: (_, from, to) => (to - from) * 2,
    mark: (text) => text.search(loneSurrogate),
    damaged: () => damaged
  }
}

/** How many of the bytes end with a whole character: a first half of a surrogate pair waits for the second. */
const wholeUnits = (bytes: Uint8Array, high: 0 | 1): number => {
  const even = bytes.length - (bytes.length % 2)
  const last = bytes[even - 2 + high] ?? 0
  return even >= 2 && last >= 0xd8 && last < 0xdc ? even - 2 : even
}

/** The code units as they stand; half a unit at the end becomes a mark. */
const units = (bytes: Uint8Array, high: 0 | 1): string => {
  const parts: Array<string> = []
  for (let at = 0; at < bytes.length; at += 2) {
    const whole = at + 1 < bytes.length
    const unit = ((bytes[at + high] ?? 0) << 8) | (bytes[at + 1 - high] ?? 0)
    parts.push(String.fromCharCode(whole ? unit : 0xdc00 + (bytes[at] ?? 0)))
  }
  return parts.join("")
}

/** One byte, one character; a byte that the encoding leaves out becomes U+FFFD. */
const singleByte = (encoding: Encoding, origin: number): TextDecoding => {
  const decoder = new TextDecoder(encoding)
  let damaged = false
  return {
    encoding,
    origin,
    push: (bytes) => {
      const text = decoder.decode(bytes)
      damaged ||= text.includes("\uFFFD")
      return text
    },
    end: () => "",
    byteLength: (_, from, to) => to - from,
    mark: (text) => text.indexOf("\uFFFD"),
    damaged: () => damaged
  }
}
