import { ByteTexts, hashed, hashStart } from "./ByteTexts.ts"
import type { Characters } from "./Characters.ts"
import { contains, type HeldBytes } from "./HeldBytes.ts"
import { IllFormed } from "./IllFormed.ts"
import { limits } from "./limits.ts"
import { isName, isSpace, nameBytes, sign, specialBytes } from "./signs.ts"
import { XmlTag } from "./XmlTag.ts"

/** Reads the tags that begin elements. */
export class TagReader {
  readonly tag: XmlTag
  readonly names = new ByteTexts()
  /** Whether a line ends inside the tag. */
  hasLines = false
  readonly #held: HeldBytes
  readonly #characters: Characters
  /** The tag in which an attribute name came last, by the number of the name. */
  readonly #lastTag: Array<number> = []
  #tags = 0

  constructor(held: HeldBytes, characters: Characters) {
    this.#held = held
    this.#characters = characters
    this.tag = new XmlTag(held)
  }

  /** Behind the tag of which the name begins here; -1 when its end has not come. */
  read(from: number): number {
    this.tag.size = 0
    this.#tags += 1
    this.hasLines = false
    const to = this.#name(from)
    this.tag.name = this.#number
    return to < 0 ? to : this.#attributes(to)
  }

  /** Behind the tag of which the attributes begin here; -1 when its end has not come. */
  #attributes(from: number): number {
    const { bytes, end } = this.#held
    let to = from
    for (;;) {
      const last = to
      to = this.#blanks(to)
      const byte = bytes[to] as number
      if (byte === sign.greater || byte === sign.slash) return this.#tagEnd(to, byte)
      if (to === end) return -1
      if (to === last) throw new IllFormed(to, "no blank before an attribute", "a blank")
      to = this.#attribute(to)
      if (to < 0) return to
    }
  }

  #blanks(from: number): number {
    const { bytes } = this.#held
    let at = from
    while (bytes[at] === sign.space) at += 1
    while (isSpace(bytes[at] as number)) {
      this.hasLines = true
      at += 1
    }
    return at
  }

  #tagEnd(at: number, byte: number): number {
    const { bytes, end } = this.#held
    this.tag.isEmpty = byte === sign.slash
    if (byte === sign.greater) return at + 1
    if (at + 1 === end) return -1
    if (bytes[at + 1] !== sign.greater) throw new IllFormed(at, '"/" in a tag', '"/>"')
    return at + 2
  }

  /** The number of the name that was read last. */
  #number = 0

  /** The same, where this name is the likely one. */
  #again(likely: number | undefined, from: number): number {
    const { bytes } = this.#held
    if (likely === undefined) return this.#name(from)
    const at = from + this.names.size(likely)
    if (nameBytes[bytes[at] as number] === 1 || at >= this.#held.end || !this.names.is(likely, bytes, from, at))
      return this.#name(from)
    this.#number = likely
    return at
  }

  /** Behind the name that begins here; -1 when its end has not come. */
  #name(from: number): number {
    const { bytes, end } = this.#held
    let hash = hashStart
    let at = from
    for (let byte = bytes[at] as number; nameBytes[byte] === 1; byte = bytes[++at] as number) hash = hashed(hash, byte)
    if (at === end) return -1
    const known = this.names.find(bytes, from, at, hash)
    this.#number = known < 0 ? this.#newName(from, at) : known
    return at
  }

  #newName(from: number, to: number): number {
    const { base } = this.#held
    const name = this.#held.raw(base + from, base + to)
    if (!isName(name)) throw new IllFormed(from, "a character that begins no name", "a name")
    if (to - from > limits.name) throw new IllFormed(from, `a name of ${to - from} bytes`, "a shorter one")
    if (this.names.texts.length >= limits.names) throw new IllFormed(from, `more than ${limits.names} names`, "fewer")
    return this.names.add(name)
  }

  /** Behind the attribute that begins here; -1 when its end has not come. */
  #attribute(from: number): number {
    const { bytes, end } = this.#held
    let at = this.#again(this.tag.nameAt(this.tag.size), from)
    if (at < 0) return at
    const name = this.#number
    if (this.#lastTag[name] === this.#tags) throw new IllFormed(from, "an attribute that is there twice", "each once")
    this.#lastTag[name] = this.#tags
    at = this.#blanks(at)
    if (bytes[at] !== sign.equals) return at === end ? -1 : noValue(at)
    at = this.#blanks(at + 1)
    const quote = bytes[at] as number
    if (quote !== sign.quote && quote !== sign.apostrophe) return at === end ? -1 : noValue(at)
    const to = this.#value(at + 1, quote)
    if (to < 0) return to
    this.tag.add(name, at + 1, to, this.#characters.content)
    if ((this.#characters.content & contains.space) > 0) this.hasLines = true
    return to + 1
  }

  /** Where the value that begins here ends; -1 when its end has not come. */
  #value(from: number, quote: number): number {
    const { bytes } = this.#held
    this.#characters.content = 0
    let at = from
    for (;;) {
      let byte = bytes[at] as number
      while (specialBytes[byte] === 0) byte = bytes[++at] as number
      if (byte === quote) return at
      if (byte === sign.less) throw new IllFormed(at, '"<" in the value of an attribute', '"&lt;"')
      const next = byte === sign.quote || byte === sign.apostrophe ? at + 1 : this.#characters.special(at, byte)
      if (next < 0) return next
      at = next
    }
  }
}

const noValue = (at: number): never => {
  throw new IllFormed(at, "an attribute without a value in quotes", 'as in key="value"')
}
