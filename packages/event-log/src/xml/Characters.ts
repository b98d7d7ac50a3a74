import { contains, type HeldBytes } from "./HeldBytes.ts"
import { IllFormed } from "./IllFormed.ts"
import { referenceEnd } from "./references.ts"
import { high, isSpace, sign } from "./signs.ts"

/** Looks at the characters of text and of values that do not stand for themselves. */
export class Characters {
  /** What there was since it was last set to 0, as in `contains`. */
  content = 0
  readonly #held: HeldBytes

  constructor(held: HeldBytes) {
    this.#held = held
  }

  /** Behind a character that is not plain ASCII, a reference or white space, in text and in values; -1 when more has to come. */
  special(at: number, byte: number): number {
    const { bytes, end } = this.#held
    if (byte === sign.amp) {
      this.content |= contains.reference
      return referenceEnd(bytes, at, end)
    }
    if (byte >= 0x80) {
      this.content |= contains.wide
      if (byte === high && bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe) throw notACharacter(at, byte)
      return at + 1
    }
    if (byte < sign.space) {
      if (!isSpace(byte)) {
        if (at === end) return -1
        throw notACharacter(at, byte)
      }
      this.content |= contains.space
    }
    return at + 1
  }
}

/** A byte of a character that no document may hold. */
export const notACharacter = (at: number, byte: number): IllFormed =>
  new IllFormed(at, `a character that XML cannot hold (${byte < 0x80 ? `code ${byte}` : "U+FFFE or U+FFFF"})`, "text")
