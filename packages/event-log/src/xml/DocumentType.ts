import { sign } from "./signs.ts"

const commentStart = 0x3c212d2d
const commentEnd = 0x2d2d3e
const instructionStart = 0x3c3f
const instructionEnd = 0x3f3e

type Inside = "declarations" | "comment" | "instruction" | "quote"

/** Tells where a document type ends, byte by byte. Nothing in it is read. */
export class DocumentType {
  #inside: Inside = "declarations"
  #quote = 0
  #brackets = 0
  /** The last four bytes. */
  #last = 0

  /** Whether the document type ends with this byte. */
  endsWith(byte: number): boolean {
    this.#last = (this.#last << 8) | byte
    if (this.#inside === "declarations") return this.#declaration(byte)
    if (this.#isOver(byte)) {
      this.#inside = "declarations"
      this.#last = 0
    }
    return false
  }

  #isOver(byte: number): boolean {
    if (this.#inside === "quote") return byte === this.#quote
    if (this.#inside === "instruction") return (this.#last & 0xffff) === instructionEnd
    return (this.#last & 0xffffff) === commentEnd
  }

  #declaration(byte: number): boolean {
    if (this.#last === commentStart) this.#enter("comment")
    else if ((this.#last & 0xffff) === instructionStart) this.#enter("instruction")
    else if (byte === sign.quote || byte === sign.apostrophe) {
      this.#inside = "quote"
      this.#quote = byte
    } else if (byte === sign.open || byte === sign.less) this.#brackets += 1
    else if (byte === sign.close || byte === sign.greater) this.#brackets -= 1
    return this.#brackets < 0
  }

  /** Its own bracket has been counted. */
  #enter(inside: Inside): void {
    this.#inside = inside
    this.#brackets -= 1
    this.#last = 0
  }
}
