import type { JsonObject } from "./JsonLinesScanner.ts"
import { keysOf, own } from "./JsonPath.ts"
import { blanksEnd, neverEnds, notYet, valueEnd } from "./JsonValueEnd.ts"
import { countLineEnds } from "./LineEnds.ts"
import { type Damage, longestRecord, type Place, type RecordHandler, type RecordScanner } from "./RecordHandler.ts"
import type { TextBuffer } from "./TextBuffer.ts"

/** A list or an object that is open, with the key or index of the value in it. */
interface Open {
  readonly isList: boolean
  readonly key: string | number
}

/** What may come next. */
type Expected = "value" | "key" | "colon" | "next"

/**
 * Takes JSON documents apart, one after the other: the records are objects at `pointers` (RFC 6901), each of a list there
 * or the one object there. `""` is the document itself. Everything else is passed over, and no document is held whole.
 *
 * A record that is no JSON is damaged alone. Where even its end cannot be told, the next record is the next object that
 * begins with the same keys as those before.
 */
export class JsonDocumentScanner implements RecordScanner {
  readonly #buffer: TextBuffer
  readonly #handler: RecordHandler<JsonObject>
  readonly #pointers: ReadonlySet<string>
  #stack: ReadonlyArray<Open> = []
  #expected: Expected = "value"
  #at = 0
  #line = 1
  #lineAt = 0
  #final = false
  /** Where the last record was, and its first keys: what another one looks like. */
  #list: ReadonlyArray<Open> = []
  #start: ReadonlyArray<string> = []
  /** Behind damage: the next record is looked for. */
  #isLost = false
  #found = false
  /** The documents in which no record was found yet may be one themselves. */
  #isOpenDocument = false

  constructor(buffer: TextBuffer, pointers: ReadonlyArray<string>, handler: RecordHandler<JsonObject>) {
    this.#buffer = buffer
    this.#pointers = new Set(pointers)
    this.#handler = handler
  }

  /** Whether there was a record, a damaged one, or an empty list where records are. */
  get found(): boolean {
    return this.#found
  }

  /** Whether the text ends inside a document. */
  get isInside(): boolean {
    return this.#stack.length > 0 || this.#isLost
  }

  scan(): void {
    while (this.#isLost ? this.#recover() : this.#step());
    this.#lineOf(this.#at)
    this.#buffer.discard(this.#at)
    this.#lineAt -= this.#at
    this.#at = 0
  }

  end(): void {
    this.#final = true
    this.scan()
    if (this.#isOpenDocument && this.isInside)
      this.#handler.damaged(cutShort, this.#placeOf(0, this.#buffer.text.length, cutShort))
  }

  /** One step on; `false` when there is no more text, or not enough. */
  #step(): boolean {
    const { text } = this.#buffer
    this.#at = blanksEnd(text, this.#at)
    if (this.#at >= text.length) return false
    const sign = text[this.#at] ?? ""
    if (sign === "]" || sign === "}") return this.#close(sign === "]")
    if (this.#expected === "value") return this.#value(sign)
    if (this.#expected === "key" && sign === '"') return this.#key()
    if (this.#expected === "colon" && sign === ":") return this.#pass("value")
    if (this.#expected === "next" && sign === ",") return this.#comma()
    return this.#damage(this.#at, this.#at + 1, notJson)
  }

  #pass(expected: Expected): true {
    this.#at += 1
    this.#expected = expected
    return true
  }

  #comma(): boolean {
    const top = this.#stack.at(-1)
    if (top?.isList !== true) return this.#pass("key")
    this.#setKey(Number(top.key) + 1)
    return this.#pass("value")
  }

  #setKey(key: string | number): void {
    const isList = typeof key === "number"
    this.#stack = [...this.#stack.slice(0, -1), { isList, key }]
  }

  #key(): boolean {
    const end = this.#endOf(this.#at)
    if (end === notYet) return false
    const key = end === neverEnds ? undefined : parsed(this.#buffer.text.slice(this.#at, end))
    if (typeof key !== "string") return this.#damage(this.#at, this.#at + 1, notJson)
    this.#setKey(key)
    this.#at = end
    this.#expected = "colon"
    return true
  }

  #close(isList: boolean): boolean {
    const top = this.#stack.at(-1)
    const isEmpty = top?.isList === true ? this.#expected === "value" && top.key === 0 : this.#isEmptyObject(top)
    const mayClose = top?.isList === isList && (this.#expected === "next" || isEmpty)
    if (!mayClose) return this.#damage(this.#at, this.#at + 1, notJson)
    this.#stack = this.#stack.slice(0, -1)
    this.#pass("next")
    if (this.#stack.length === 0) this.#expected = "value"
    return true
  }

  #isEmptyObject(top: Open | undefined): boolean {
    return this.#expected === "key" && top?.key === ""
  }

  #value(sign: string): boolean {
    const pointer = pointerOf(this.#stack)
    const isWanted = this.#pointers.has(pointer)
    if (isElement(this.#stack, this.#pointers)) return this.#element()
    if (sign === "{" && isWanted) return this.#stack.length > 0 ? this.#element() : this.#document()
    if (sign === "{") return this.#open({ isList: false, key: "" })
    if (sign !== "[") return this.#passOver()
    if (isWanted || this.#pointers.has(`${pointer}/-`)) this.#find()
    return this.#open({ isList: true, key: 0 })
  }

  #open(open: Open): true {
    this.#stack = [...this.#stack, open]
    return this.#pass(open.isList ? "value" : "key")
  }

  #find(): void {
    this.#found = true
    this.#isOpenDocument = false
  }

  /** A document that is a record itself, unless there are records in it. */
  #document(): boolean {
    const from = this.#at
    const end = this.#endOf(from)
    if (end === notYet && !this.#final && this.#buffer.text.length - from <= longestRecord) return false
    const isShort = end > from && end - from <= longestRecord
    const value = isShort ? parsed(this.#buffer.text.slice(from, end)) : undefined
    if (!isObject(value) || this.#holdsRecords(value)) {
      this.#isOpenDocument = !isObject(value)
      return this.#open({ isList: false, key: "" })
    }
    this.#list = this.#stack
    this.#at = end
    this.#record(this.#placeOf(from, end), value)
    return true
  }

  #holdsRecords(document: JsonObject): boolean {
    return [...this.#pointers].some((pointer) =>
      pointer.endsWith("/-")
        ? Array.isArray(at(document, pointer.slice(0, -2)))
        : pointer !== "" && typeof at(document, pointer) === "object"
    )
  }

  /** A text, a number or a word that is no record. */
  #passOver(): boolean {
    const end = this.#endOf(this.#at)
    if (end === notYet) return false
    const isScalar = end > this.#at && parsed(this.#buffer.text.slice(this.#at, end)) !== undefined
    if (!isScalar) return this.#damage(this.#at, this.#at + 1, notJson)
    this.#at = end
    this.#expected = this.#stack.length === 0 ? "value" : "next"
    return true
  }

  /** A record, whole or not at all. */
  #element(): boolean {
    const from = this.#at
    const end = this.#endOf(from)
    if (end === notYet) return this.#tooLong(from, this.#buffer.text.length)
    if (end < 0) return this.#damage(from, from + 1, notClosed)
    if (end - from > longestRecord) return this.#tooLong(from, end)
    const follows = this.#follows(end)
    if (follows === undefined) return false
    if (!follows) return this.#damage(from, end, notJson)
    const value = parsed(this.#buffer.text.slice(from, end))
    if (value === undefined && this.#hidesRecord(from + 1, end)) return this.#damage(from, end, notJson)
    const place = this.#placeOf(from, end)
    this.#list = this.#stack
    this.#at = end
    this.#expected = "next"
    this.#record(place, value)
    return true
  }

  /** Whether a record starts in a stretch that was taken for one: then a bracket is missing. */
  #hidesRecord(from: number, to: number): boolean {
    const { text } = this.#buffer
    if (this.#start.length === 0) return false
    for (let at = text.indexOf("{", from); at >= 0 && at < to; at = text.indexOf("{", at + 1)) {
      if (this.#isRecord(at) === true) return true
    }
    return false
  }

  #tooLong(from: number, to: number): boolean {
    if (to - from > longestRecord) return this.#damage(from, from + longestRecord, longer)
    return this.#final ? this.#damage(from, to, cutShort) : false
  }

  #record(place: Place, value: unknown): void {
    this.#find()
    if (value === undefined) this.#handler.damaged(notJson, place)
    else if (!isObject(value)) this.#handler.damaged(notAnObject, place)
    else {
      if (this.#start.length === 0) this.#start = Object.keys(value).slice(0, 3)
      this.#handler.record(value, place)
    }
  }

  /** Whether what stands behind a record may stand there; `undefined` while that is not known. */
  #follows(end: number): boolean | undefined {
    const { text } = this.#buffer
    const sign = text[blanksEnd(text, end)]
    if (sign === undefined) return this.#final ? true : undefined
    return sign === "," || sign === "]" || sign === "}"
  }

  /** Tell of damage, and look for the next record. */
  #damage(from: number, to: number, damage: Damage): true {
    this.#handler.damaged(damage, this.#placeOf(from, to, damage))
    this.#find()
    this.#at = from + 1
    this.#isLost = true
    return true
  }

  /** Go on with the next object that begins as records do, and is one. */
  #recover(): boolean {
    const { text } = this.#buffer
    const from = this.#start.length === 0 ? -1 : text.indexOf("{", this.#at)
    this.#at = from < 0 ? text.length : from
    if (from < 0) return false
    const isRecord = this.#isRecord(from)
    if (isRecord === undefined) return false
    if (!isRecord) {
      this.#at = from + 1
      return true
    }
    const isInList = this.#list.at(-1)?.isList === true
    this.#stack = this.#list
    if (isInList) this.#setKey(Number(this.#list.at(-1)?.key) + 1)
    this.#isLost = false
    this.#expected = "value"
    return true
  }

  /** Whether a record starts here; `undefined` while that is not known. */
  #isRecord(from: number): boolean | undefined {
    const { text } = this.#buffer
    const first = JSON.stringify(this.#start[0])
    const at = blanksEnd(text, from + 1)
    if (at + first.length > text.length && !this.#final) return undefined
    if (!text.startsWith(first, at)) return false
    const end = this.#endOf(from)
    if (end === notYet) return text.length - from > longestRecord || this.#final ? false : undefined
    const value = end < 0 ? undefined : parsed(text.slice(from, end))
    return isObject(value) && this.#start.every((key, i) => Object.keys(value)[i] === key)
  }

  /** Behind a value. At the end of the text a number or a word is whole. */
  #endOf(from: number): number {
    const { text } = this.#buffer
    const end = valueEnd(text, from)
    return end === notYet && this.#final && /^[-\w.+]+$/.test(text.slice(from)) ? text.length : end
  }

  #placeOf(from: number, to: number, damage?: Damage): Place {
    return { from, to, line: this.#lineOf(from), terminated: damage !== cutShort, pointer: pointerOf(this.#stack) }
  }

  #lineOf(at: number): number {
    this.#line += countLineEnds(this.#buffer.text, this.#lineAt, at)
    this.#lineAt = Math.max(this.#lineAt, at)
    return this.#line
  }
}

const pointerOf = (stack: ReadonlyArray<Open>): string =>
  stack.map(({ key }) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")

/** Whether the value that comes next is one of a list of records. */
const isElement = (stack: ReadonlyArray<Open>, pointers: ReadonlySet<string>): boolean => {
  if (stack.at(-1)?.isList !== true) return false
  const list = pointerOf(stack.slice(0, -1))
  return pointers.has(list) || pointers.has(`${list}/-`)
}

/** The value at a pointer; `undefined` when there is none. */
const at = (document: JsonObject, pointer: string): unknown => {
  let value: unknown = document
  for (const key of keysOf(pointer)) value = own(value, key)
  return value ?? undefined
}

/** The value of a JSON text; `undefined` when it is none. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const notJson: Damage = {
  reason: "Syntax",
  found: "text that is not JSON",
  expected: "a JSON object",
  fix: "repair it in the source"
}
const notClosed: Damage = { ...notJson, found: "a text that is not closed on its line" }
const cutShort: Damage = {
  reason: "Truncated",
  found: "the end of the input",
  expected: "the rest of the record",
  fix: "get the whole file: it ends inside a record"
}
const notAnObject: Damage = { ...notJson, reason: "BadType", found: "JSON that is not an object" }
const longer: Damage = {
  reason: "TooLong",
  found: `more than ${longestRecord} characters`,
  expected: "a shorter record",
  fix: "split it in the source"
}
