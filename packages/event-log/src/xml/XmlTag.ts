import type { HeldBytes } from "./HeldBytes.ts"

/** The start of an element: its name and its attributes, whose values are decoded when they are asked for. */
export class XmlTag {
  /** The number of its name. */
  name = 0
  /** Whether it is its own end: no content, and no end follows. */
  isEmpty = false
  /** How many attributes it has. */
  size = 0
  /** Where it begins and ends in the document, in bytes of UTF-8, and the line where it begins, from 1. */
  from = 0
  to = 0
  line = 1
  readonly #held: HeldBytes
  readonly #names: Array<number> = []
  readonly #from: Array<number> = []
  readonly #to: Array<number> = []
  readonly #content: Array<number> = []

  constructor(held: HeldBytes) {
    this.#held = held
  }

  add(name: number, from: number, to: number, content: number): void {
    const i = this.size++
    this.#names[i] = name
    this.#from[i] = from
    this.#to[i] = to
    this.#content[i] = content
  }

  /** The place of the attribute with a name, by its number; -1 when there is none. */
  find(name: number): number {
    for (let i = 0; i < this.size; i++) if (this.#names[i] === name) return i
    return -1
  }

  /** The number of the name of an attribute; behind the last one that of a tag before, if any had so many. */
  nameAt(i: number): number | undefined {
    return this.#names[i]
  }

  /** The value of an attribute. */
  value(i: number): string {
    return this.#held.text(
      this.#from[i] as number,
      this.#to[i] as number,
      this.#content[i] as number,
      /\r\n|[\t\n\r]/g,
      " "
    )
  }

  /** Whether a value is its bytes: plain ASCII, nothing to be replaced. */
  isPlain(i: number): boolean {
    return this.#content[i] === 0
  }

  /** The bytes that hold the value of an attribute, from here to there. */
  get bytes(): Uint8Array {
    return this.#held.bytes
  }

  fromAt(i: number): number {
    return this.#from[i] as number
  }

  toAt(i: number): number {
    return this.#to[i] as number
  }
}
