import * as fc from "fast-check"
import { SaxesParser } from "saxes"
import { HeldBytes } from "../src/xml/HeldBytes.ts"
import { IllFormed } from "../src/xml/IllFormed.ts"
import { Utf8Pieces } from "../src/xml/Utf8Pieces.ts"
import type { XmlTag } from "../src/xml/XmlTag.ts"
import { XmlTokenizer } from "../src/xml/XmlTokenizer.ts"

/** What a document is taken for: its elements and its text in order; `undefined` when it is not XML, or not whole. */
export type Seen = ReadonlyArray<unknown> | undefined

/** Text that comes in pieces is one text. */
class Notes {
  readonly all: Array<unknown> = []
  #text = ""

  text(text: string): void {
    this.#text += text
  }

  add(note: unknown): void {
    if (this.#text !== "") this.all.push(this.#text)
    this.#text = ""
    this.all.push(note)
  }
}

/** As saxes takes it. */
export const bySaxes = (document: string): Seen => {
  const parser = new SaxesParser()
  const notes = new Notes()
  let isGood = true
  let depth = 0
  parser.on("error", () => {
    isGood = false
  })
  parser.on("opentag", ({ attributes, name }) => {
    depth += 1
    notes.add({ name, attributes: Object.entries(attributes) })
  })
  parser.on("closetag", () => {
    depth -= 1
    notes.add("end")
  })
  const text = (found: string) => {
    if (depth > 0) notes.text(found)
  }
  parser.on("text", text)
  parser.on("cdata", text)
  try {
    parser.write(document).close()
  } catch {
    return undefined
  }
  return isGood ? notes.all : undefined
}

/** As we take it, in pieces of these sizes over and over. */
export const byUs = (bytes: Uint8Array, sizes: ReadonlyArray<number>): Seen => {
  const notes = new Notes()
  const tokenizer: XmlTokenizer = new XmlTokenizer(new HeldBytes(0, (_, from, to) => to - from), (names) => ({
    open: (tag: XmlTag) => {
      const attributes = Array.from({ length: tag.size }, (_, i) => [names.texts[tag.nameAt(i) ?? -1], tag.value(i)])
      notes.add({ name: names.texts[tag.name], attributes })
      if (tag.isEmpty) notes.add("end")
    },
    close: () => notes.add("end"),
    text: (text: string) => notes.text(text)
  }))
  const pieces = new Utf8Pieces()
  try {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length] ?? bytes.length
      const piece = pieces.push(bytes.subarray(at, at + size))
      tokenizer.push(piece)
      if (piece.isBroken) return undefined
      at += size
    }
  } catch (error) {
    if (error instanceof IllFormed) return undefined
    throw error
  }
  return tokenizer.isInside || !tokenizer.hasRoot || pieces.isInside ? undefined : notes.all
}

const name = fc.constantFrom("a", "b", "log", "concept:name", "_x-1.2", "é", "名前", "__proto__")
const blank = fc.constantFrom(" ", "\n", "\t", "\r\n", "\r", "  \n ")
const noBlank = fc.constantFrom("", "", "", " ", "\n")
const plain = fc.constantFrom(
  "x",
  "Ann",
  " ",
  "é",
  "🎉",
  "]",
  "]]",
  ">",
  "-",
  "/",
  "=",
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\u0085",
  "\u2028"
)
const reference = fc.constantFrom(
  "&lt;",
  "&gt;",
  "&amp;",
  "&quot;",
  "&apos;",
  "&#65;",
  "&#x1F389;",
  "&#10;",
  "&#xD;",
  "&#0009;"
)
const texts = (...more: ReadonlyArray<string>) =>
  fc.array(fc.oneof(plain, reference, fc.constantFrom("y", ...more)), { maxLength: 6 }).map((parts) =>
    parts
      .join("")
      .replaceAll("]]>", "]]&gt;")
      .replace(/^[\]>]+/, "")
  )
const attribute = fc
  .tuple(name, noBlank, noBlank, fc.boolean(), texts())
  .map(([key, before, behind, isDouble, value]) => ({
    key,
    text: isDouble ? `${key}${before}=${behind}"${value}"` : `${key}${before}=${behind}'${value}'`
  }))
const attributes = fc
  .uniqueArray(fc.tuple(blank, attribute), { maxLength: 4, selector: ([, { key }]) => key })
  .map((all) => all.map(([space, { text }]) => space + text).join(""))
const comment = fc.constantFrom("<!---->", "<!-- a & b < c -->", "<!--\r\n- x - -->")
const instruction = fc.constantFrom("<?go?>", "<?xml-stylesheet href='a>b'?>", "<?a ?b?c?>")
const section = fc.constantFrom("<![CDATA[]]>", "<![CDATA[<a>&amp;]] ]>]]]>", "<![CDATA[\r\né]]>")

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      attributes,
      noBlank,
      fc.array(fc.oneof({ maxDepth: 4 }, texts('"', "'"), comment, instruction, section, tie("element")), {
        maxLength: 5
      }),
      fc.boolean()
    )
    .map(([tag, given, space, inside, mayBeEmpty]) =>
      inside.length === 0 && mayBeEmpty
        ? `<${tag}${given}${space}/>`
        : `<${tag}${given}${space}>${inside.join("")}</${tag}${space}>`
    )
}))

const prolog = fc.constantFrom(
  "",
  '<?xml version="1.0"?>',
  "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n",
  "<!-- a log -->\n",
  '<!DOCTYPE log SYSTEM "http://localhost/never.dtd">',
  "<!DOCTYPE log [<!ELEMENT log ANY><!ENTITY x \"it's > [\"><!-- don't --> <?p '?>]>"
)

/** Documents that are XML. */
export const wellFormed = fc
  .tuple(prolog, element, fc.constantFrom("", "\n", "<!-- end -->\r\n"))
  .map((parts) => parts.join(""))
