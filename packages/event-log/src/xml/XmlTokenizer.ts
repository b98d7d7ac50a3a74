import type { ByteTexts } from "./ByteTexts.ts"
import { Characters, notACharacter } from "./Characters.ts"
import { DocumentType } from "./DocumentType.ts"
import { declarationEnd } from "./declaration.ts"
import { contains, type HeldBytes } from "./HeldBytes.ts"
import { IllFormed } from "./IllFormed.ts"
import { limits } from "./limits.ts"
import { isName, isSpace, nameBytes, sign, specialBytes } from "./signs.ts"
import { TagReader } from "./TagReader.ts"
import type { Piece } from "./Utf8Pieces.ts"
import type { XmlTag } from "./XmlTag.ts"

/** Takes a document as it goes by. */
export interface XmlHandler {
  /** An element begins; when it is empty, it ends as well. */
  readonly open: (tag: XmlTag) => void
  /** The element that began last and has not ended ends; `to` is behind it in the document, in bytes of UTF-8. */
  readonly close: (to: number) => void
  /** Text of the element, in pieces. Not asked for: white space and all else is passed over. */
  readonly text?: (text: string) => void
  /** The document breaks off here, inside an element. */
  readonly cut?: (to: number) => void
}

type Mode = "text" | "cdata" | "comment" | "instruction" | "doctype"

const cdata = "[CDATA["
const doctype = "DOCTYPE"

/**
 * Takes XML 1.0 apart, in whatever pieces its bytes come, in time that grows with the bytes alone.
 *
 * A document type is passed over and nothing in it is read: the only references are those to characters and the five that
 * every document has. Namespaces are left as they are written. Throws `IllFormed` at the first thing that is not XML.
 */
export class XmlTokenizer {
  readonly #held: HeldBytes
  readonly #handler: XmlHandler
  readonly #characters: Characters
  readonly #tags: TagReader
  /** The names of the open elements. */
  readonly #open: Array<number> = []
  #mode: Mode = "text"
  #at = 0
  #line = 1
  /** Of a tag that has not come whole: where its end is looked for, and inside which quote. */
  #searched = -1
  #quote = 0
  #type = new DocumentType()
  #hasRoot = false
  /** What is kept because somebody asked for it; -1 when nothing is. */
  #kept = -1

  /** `start` makes the handler, which may ask for the numbers of names first. */
  constructor(held: HeldBytes, start: (names: ByteTexts) => XmlHandler) {
    this.#held = held
    this.#characters = new Characters(held)
    this.#tags = new TagReader(held, this.#characters)
    this.#handler = start(this.#tags.names)
  }

  /** Take the next bytes, which end with a whole character. */
  push(piece: Pick<Piece, "bytes" | "text">): void {
    const moved = this.#held.append(piece, this.#kept < 0 ? this.#at : Math.min(this.#kept, this.#at))
    this.#at -= moved
    if (this.#kept >= 0) this.#kept -= moved
    if (this.#searched >= 0) this.#searched -= moved
    while (this.#step());
  }

  /** Keep the bytes from the tag that is open just now, until `release`. */
  keep(): void {
    this.#kept = this.#tags.tag.from - this.#held.base
  }

  release(): void {
    this.#kept = -1
  }

  /** Stop the read at the tag that is open just now. */
  refuse(found: string, expected: string, fix?: string): never {
    throw new IllFormed(this.#tags.tag.from - this.#held.base, found, expected, fix)
  }

  /** No bytes follow. */
  end(): void {
    if (this.isInside) this.#handler.cut?.(this.#held.base + this.#held.end)
  }

  /** Whether the root element has begun. */
  get hasRoot(): boolean {
    return this.#hasRoot
  }

  /** Whether the bytes so far end inside an element, or inside markup. */
  get isInside(): boolean {
    return this.#open.length > 0 || this.#mode !== "text" || this.#at < this.#held.end
  }

  /** The line of a place in the buffer that is not used up. */
  lineOf(at: number): number {
    return this.#line + this.#held.lineEnds(this.#at, at)
  }

  #step(): boolean {
    if (this.#mode === "text") return this.#text()
    if (this.#mode === "cdata") return this.#section()
    if (this.#mode === "comment") return this.#until("--", true)
    if (this.#mode === "instruction") return this.#until("?>", false)
    return this.#documentType()
  }

  /** White space, which is most of the text between elements, then other text, then markup. */
  #text(): boolean {
    if (this.#handler.text === undefined || this.#open.length === 0) this.#passBlanks()
    const { bytes, end } = this.#held
    const at = this.#at
    if (bytes[at] === sign.less) return this.#markup(at)
    if (at === end) return false
    if (this.#open.length === 0) throw new IllFormed(at, "text outside the root element", "an element or a comment")
    return this.#run(at)
  }

  #passBlanks(): void {
    const { bytes } = this.#held
    let at = this.#at
    let byte = bytes[at] as number
    while (isSpace(byte)) {
      if (byte === sign.cr || (byte === sign.lf && bytes[at - 1] !== sign.cr)) this.#line += 1
      byte = bytes[++at] as number
    }
    this.#at = at
  }

  /** Text up to the next markup, or as much of it as has surely come. */
  #run(from: number): boolean {
    const { bytes, end } = this.#held
    this.#characters.content = 0
    let at = from
    while (bytes[at] !== sign.less && at < end) {
      if (specialBytes[bytes[at] as number] === 0) at += 1
      else {
        const next = this.#inText(at)
        if (next < 0) break
        at = next
      }
    }
    this.#give(from, at, this.#characters.content)
    return bytes[at] === sign.less
  }

  /** Behind something in text that is more than a plain character; -1 when it has to wait for what follows. */
  #inText(at: number): number {
    const { bytes, end } = this.#held
    const byte = bytes[at] as number
    if (byte === sign.cr && at + 1 === end) return -1
    return byte === sign.close ? this.#bracket(at) : this.#characters.special(at, byte)
  }

  /** `]]>` must not stand in text. */
  #bracket(at: number): number {
    const { bytes, end } = this.#held
    if (at + 2 >= end) return -1
    if (bytes[at + 1] === sign.close && bytes[at + 2] === sign.greater)
      throw new IllFormed(at, '"]]>" in text', '"]]&gt;"')
    return at + 1
  }

  /** Hand out text, and go on behind it. */
  #give(from: number, to: number, content: number): void {
    if (to === from) return
    this.#handler.text?.(this.#held.text(from, to, content, /\r\n?/g, "\n"))
    this.#line += (content & contains.space) === 0 ? 0 : this.#held.lineEnds(from, to)
    this.#at = to
  }

  #markup(at: number): boolean {
    const { bytes, end } = this.#held
    const next = bytes[at + 1] as number
    if (at + 1 >= end) return false
    if (next === sign.slash) return this.#closeTag(at)
    if (next === sign.bang) return this.#declaration(at)
    if (next === sign.question) return this.#instruction(at)
    return this.#openTag(at)
  }

  /** A comment, a section of text, or a document type. */
  #declaration(at: number): boolean {
    const { bytes, end } = this.#held
    const starts = (text: string) => startsWith(bytes, at + 2, end, text)
    const [isComment, isSection, isType] = [starts("--"), starts(cdata), starts(doctype)]
    if (isComment === true) return this.#enter("comment", at + 4)
    if (isSection === true && this.#open.length > 0) return this.#enter("cdata", at + 2 + cdata.length)
    if (isType === true && !this.#hasRoot) return this.#enter("doctype", at + 2 + doctype.length)
    if ([isComment, isSection, isType].includes(undefined)) return false
    throw new IllFormed(at, '"<!" in the wrong place', "an element, text or a comment")
  }

  #enter(mode: Mode, at: number): true {
    this.#mode = mode
    this.#at = at
    return true
  }

  /** An instruction, or `<?xml` at the start of the document. */
  #instruction(at: number): boolean {
    const { bytes, end } = this.#held
    let to = at + 2
    while (nameBytes[bytes[to] as number] === 1) to += 1
    if (to - at > limits.name) throw new IllFormed(at, "a very long name", "a shorter one")
    if (to === end) return false
    const name = this.#held.raw(this.#held.base + at + 2, this.#held.base + to)
    if (name === "xml" && this.#held.base + at === 0) return this.#declared(at)
    if (!isName(name) || name.toLowerCase() === "xml")
      throw new IllFormed(at, '"<?" without a name, or in the wrong place', "an element, text or a comment")
    if (!isSpace(bytes[to] as number) && bytes[to] !== sign.question)
      throw new IllFormed(to, "no blank behind the name of an instruction", "a blank")
    return this.#enter("instruction", to)
  }

  #declared(at: number): boolean {
    const to = declarationEnd(this.#held.bytes, at, this.#held.end)
    if (to < 0) return false
    this.#line += this.#held.lineEnds(at, to)
    this.#at = to
    return true
  }

  /** What goes on until a mark of two characters; in comments it ends with `-->`. */
  #until(mark: string, isComment: boolean): boolean {
    const { bytes, end } = this.#held
    const [first, second] = [mark.charCodeAt(0), mark.charCodeAt(1)]
    let at = this.#at
    this.#characters.content = 0
    while (at < end && !(bytes[at] === first && (at + 1 === end || bytes[at + 1] === second))) {
      at = bytes[at] === sign.amp ? at + 1 : this.#characters.special(at, bytes[at] as number)
    }
    const last = at + (isComment ? 3 : 2)
    this.#line += this.#held.lineEnds(this.#at, at)
    this.#at = at
    if (last > end) return false
    if (isComment && bytes[at + 2] !== sign.greater) throw new IllFormed(at, '"--" in a comment', '"-->" at its end')
    return this.#enter("text", last)
  }

  /** Text in which nothing is markup, up to `]]>`. */
  #section(): boolean {
    const { bytes, end } = this.#held
    let at = this.#at
    this.#characters.content = 0
    while (at < end && !(bytes[at] === sign.close && isSectionEnd(bytes, at, end))) {
      if (bytes[at] === sign.cr && at + 1 === end) break
      at = bytes[at] === sign.amp ? at + 1 : this.#characters.special(at, bytes[at] as number)
    }
    this.#give(this.#at, at, this.#characters.content & ~contains.reference)
    if (at + 2 >= end) return false
    return this.#enter("text", at + 3)
  }

  /** A document type is passed over: quotes, brackets and comments tell where it ends. */
  #documentType(): boolean {
    const { bytes, end } = this.#held
    let at = this.#at
    let isOver = false
    while (at < end && !isOver) {
      const byte = bytes[at] as number
      if (byte < sign.space && !isSpace(byte)) throw notACharacter(at, byte)
      isOver = this.#type.endsWith(byte)
      at += 1
    }
    this.#line += this.#held.lineEnds(this.#at, at)
    this.#at = at
    if (isOver) this.#mode = "text"
    return isOver
  }

  #openTag(at: number): boolean {
    if (!this.#isWhole(at)) return false
    const to = this.#tags.read(at + 1)
    if (to < 0) return this.#wait(at)
    this.#begin(at, to)
    return true
  }

  /** The tag has not come whole: from here on its end is looked for, and only then it is read again. */
  #wait(from: number): false {
    this.#searched = from + 1
    this.#quote = 0
    this.#isWhole(from)
    return false
  }

  /** Whether the tag that begins there may be whole. What was looked at is not looked at again. */
  #isWhole(from: number): boolean {
    if (this.#searched < 0) return true
    const { bytes, end } = this.#held
    let at = this.#searched
    while (at < end && !this.#endsTag(bytes[at] as number)) at += 1
    if (at - from > limits.markup) throw tooLong(from)
    this.#searched = at < end ? -1 : at
    return at < end
  }

  #endsTag(byte: number): boolean {
    if (byte === sign.less) return true
    if (this.#quote > 0) {
      if (byte === this.#quote) this.#quote = 0
    } else if (byte === sign.quote || byte === sign.apostrophe) this.#quote = byte
    else return byte === sign.greater
    return false
  }

  /** The element begins: tell of it, and go on behind its tag. */
  #begin(from: number, to: number): void {
    const { tag } = this.#tags
    if (this.#open.length === 0) {
      if (this.#hasRoot) throw new IllFormed(from, "a second root element", "the end of the document")
      this.#hasRoot = true
    }
    if (this.#open.length >= limits.depth)
      throw new IllFormed(from, `more than ${limits.depth} elements in one another`, "fewer")
    tag.from = this.#held.base + from
    tag.to = this.#held.base + to
    tag.line = this.#line
    if (!tag.isEmpty) this.#open.push(tag.name)
    this.#at = to
    this.#handler.open(tag)
    if (this.#tags.hasLines) this.#line += this.#held.lineEnds(from, to)
  }

  #closeTag(at: number): boolean {
    const { bytes, end } = this.#held
    const name = this.#open.at(-1)
    if (name === undefined) throw new IllFormed(at, "the end of an element that did not begin", "a beginning")
    let to = at + 2 + this.#tags.names.size(name)
    const isOther = !this.#tags.names.is(name, bytes, at + 2, Math.min(to, end))
    if (to >= end && !isOther) return false
    if (isOther || nameBytes[bytes[to] as number] === 1)
      throw new IllFormed(at, "the end of another element", `</${this.#tags.names.texts[name]}>`)
    while (isSpace(bytes[to] as number)) to += 1
    if (to - at > limits.markup) throw tooLong(at)
    if (to === end) return false
    if (bytes[to] !== sign.greater) throw new IllFormed(to, "more than a name at the end of an element", '">"')
    this.#open.pop()
    this.#line += this.#held.lineEnds(at, to)
    this.#at = to + 1
    this.#handler.close(this.#held.base + to + 1)
    return true
  }
}

const tooLong = (at: number): IllFormed =>
  new IllFormed(at, `a tag of more than ${limits.markup} bytes`, "a shorter one")

/** Whether a text stands there; `undefined` while that is not known. */
const startsWith = (bytes: Uint8Array, from: number, end: number, text: string): boolean | undefined => {
  for (let i = 0; i < text.length; i++) {
    if (from + i === end) return undefined
    if (bytes[from + i] !== text.charCodeAt(i)) return false
  }
  return true
}

/** Whether `]]>` may stand there: as far as it has come. */
const isSectionEnd = (bytes: Uint8Array, at: number, end: number): boolean =>
  (at + 1 === end || bytes[at + 1] === sign.close) && (at + 2 >= end || bytes[at + 2] === sign.greater)
