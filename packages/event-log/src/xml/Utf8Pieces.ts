/** What can be read on: good text in UTF-8, and whether something behind it is none. */
export interface Piece {
  readonly bytes: Uint8Array
  /** The same as text, where it is known and all of it is ASCII. */
  readonly text?: string
  readonly isBroken: boolean
}

const nothing = new Uint8Array()

/** Bytes of UTF-8 in pieces that end with whole characters. Every byte is checked. */
export class Utf8Pieces {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
  #rest: Uint8Array = nothing

  /** The whole characters of what has come so far. */
  push(bytes: Uint8Array): Piece {
    const all = this.#rest.length === 0 ? bytes : joined(this.#rest, bytes)
    const whole = wholeCharacters(all)
    const good = all.subarray(0, whole)
    this.#rest = whole === all.length ? nothing : all.slice(whole)
    const text = this.#text(good)
    if (text === undefined) return { bytes: goodStart(good), isBroken: true }
    return text.length === good.length ? { bytes: good, text, isBroken: false } : { bytes: good, isBroken: false }
  }

  /** Whether the bytes end inside a character. */
  get isInside(): boolean {
    return this.#rest.length > 0
  }

  #text(bytes: Uint8Array): string | undefined {
    try {
      return this.#decoder.decode(bytes)
    } catch {
      return undefined
    }
  }
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

const sizeOf = (lead: number): number => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4)

/** How many of the bytes end with a whole character, or with what cannot become one. */
const wholeCharacters = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return sizeOf(byte) > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** The bytes before the first that are not UTF-8. */
const goodStart = (bytes: Uint8Array): Uint8Array => {
  let at = 0
  for (let size = goodSize(bytes, at); size > 0; size = goodSize(bytes, at)) at += size
  return bytes.subarray(0, at)
}

/** The narrower ranges of the second byte keep out overlong forms, surrogates and what is beyond U+10FFFF. */
const secondFrom: Readonly<Record<number, number>> = { 224: 0xa0, 240: 0x90 }
const secondTo: Readonly<Record<number, number>> = { 237: 0x9f, 244: 0x8f }

/** The length of the well-formed sequence that starts here (Unicode 16, table 3-7); 0 when there is none. */
const goodSize = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at]
  if (lead === undefined || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return 0
  const size = sizeOf(lead)
  for (let i = 1; i < size; i++) {
    const byte = bytes[at + i] ?? 0
    const [from, to] = i === 1 ? [secondFrom[lead] ?? 0x80, secondTo[lead] ?? 0xbf] : [0x80, 0xbf]
    if (byte < from || byte > to) return 0
  }
  return size
}
