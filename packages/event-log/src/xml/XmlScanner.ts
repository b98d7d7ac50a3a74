import type { Encoding } from "@throughline/import"
import type { ByteScanner, FoundRecords, Wrong } from "@throughline/import/format"
import type { ByteTexts } from "./ByteTexts.ts"
import { HeldBytes } from "./HeldBytes.ts"
import { IllFormed } from "./IllFormed.ts"
import { encodingOf, type Start, type XmlBytes, xmlBytes } from "./XmlBytes.ts"
import { type XmlHandler, XmlTokenizer } from "./XmlTokenizer.ts"

/** What one who takes a document can ask of it. */
export interface XmlDocument {
  /** The names of elements and attributes by their numbers. */
  readonly names: ByteTexts
  /** Keep the bytes from the tag that is open just now on, for a rejection may show them. */
  readonly keep: () => void
  readonly release: () => void
  /** Stop the read at the tag that is open just now. */
  readonly refuse: (found: string, expected: string, fix?: string) => never
}

/** An input that is open: its encoding is known. */
interface Opened {
  readonly bytes: XmlBytes
  readonly held: HeldBytes
  readonly tokenizer: XmlTokenizer
}

/** Takes the bytes of an XML document, and tells what is wrong with it. */
export class XmlScanner implements ByteScanner {
  readonly #expects: string
  readonly #found: FoundRecords
  readonly #encoding: Encoding | undefined
  readonly #start: (document: XmlDocument) => XmlHandler
  #head: Uint8Array = new Uint8Array()
  #opened: Opened | undefined
  #isOver = false

  constructor(
    expects: string,
    found: FoundRecords,
    encoding: Encoding | undefined,
    start: (document: XmlDocument) => XmlHandler
  ) {
    this.#expects = expects
    this.#found = found
    this.#encoding = encoding
    this.#start = start
  }

  push(bytes: Uint8Array): void {
    if (this.#isOver) return
    if (this.#opened === undefined) this.#collect(bytes)
    else this.#read(this.#opened, bytes)
  }

  #collect(bytes: Uint8Array): void {
    const head = new Uint8Array(this.#head.length + bytes.length)
    head.set(this.#head)
    head.set(bytes, this.#head.length)
    this.#head = head
    this.#open(false)
  }

  end(): void {
    if (this.#opened === undefined && !this.#isOver) this.#open(true)
    const isNothing = this.#opened !== undefined && !this.#opened.tokenizer.hasRoot && !this.#opened.tokenizer.isInside
    if (!this.#isOver) this.#opened?.tokenizer.end()
    if (isNothing) this.#stop(1, { found: "nothing", expected: this.#expects })
  }

  get isInside(): boolean {
    if (this.#opened === undefined) return true
    const { bytes, tokenizer } = this.#opened
    return tokenizer.isInside || bytes.isInside() || !tokenizer.hasRoot
  }

  raw(from: number, to: number): string {
    return this.#opened?.held.raw(from, to) ?? ""
  }

  byteOffset(place: number): number {
    return this.#opened?.held.inputOffset(place) ?? 0
  }

  digest(place: number): string {
    return this.#opened?.held.digest(place) ?? ""
  }

  #open(isWhole: boolean): void {
    const start = encodingOf(this.#head, this.#encoding, isWhole)
    if (start === undefined) return
    if (typeof start === "string") {
      const fix = "write it in UTF-8, or set encoding"
      this.#stop(1, { found: `the encoding ${start.slice(0, 40)}`, expected: "one that is read", fix })
    } else this.#begin(start)
  }

  #begin(start: Start): void {
    const bytes = xmlBytes(start)
    const held = new HeldBytes(start.origin, bytes.inputLength)
    const tokenizer: XmlTokenizer = new XmlTokenizer(held, (names) =>
      this.#start({
        names,
        keep: () => tokenizer.keep(),
        release: () => tokenizer.release(),
        refuse: (found, expected, fix) => tokenizer.refuse(found, expected, fix)
      })
    )
    this.#opened = { bytes, held, tokenizer }
    this.#read(this.#opened, this.#head.subarray(start.origin))
    this.#head = new Uint8Array()
  }

  #read({ bytes, held, tokenizer }: Opened, more: Uint8Array): void {
    const piece = bytes.push(more)
    try {
      tokenizer.push(piece)
      if (piece.isBroken) throw new IllFormed(held.end, `bytes that are no ${bytes.encoding}`, "text", encodingFix)
    } catch (error) {
      if (!(error instanceof IllFormed)) throw error
      const { at, expected, fix, found } = error
      const where = `${found} at byte ${held.inputOffset(held.base + at)}`
      this.#stop(tokenizer.lineOf(at), { found: where, expected, ...(fix === undefined ? {} : { fix }) })
    }
  }

  #stop(line: number, wrong: Wrong): void {
    this.#isOver = true
    this.#found.fail(line, wrong)
  }
}

const encodingFix = 'set encoding, for instance to "windows-1252"'
