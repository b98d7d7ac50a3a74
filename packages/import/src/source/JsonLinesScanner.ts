import { afterLineEnd, LineEnds } from "./LineEnds.ts"
import { type Damage, longestRecord, type RecordHandler, type RecordScanner } from "./RecordHandler.ts"
import type { TextBuffer } from "./TextBuffer.ts"

/** A JSON object as it was parsed: keys and values of any kind. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Takes text with one JSON object a line apart. Lines end with LF, CRLF or CR; an empty line is not a record. */
export class JsonLinesScanner implements RecordScanner {
  readonly #buffer: TextBuffer
  readonly #handler: RecordHandler<JsonObject>
  readonly #lineEnds = new LineEnds()
  #text = ""
  #final = false
  #line = 1
  #skipping = false

  constructor(buffer: TextBuffer, handler: RecordHandler<JsonObject>) {
    this.#buffer = buffer
    this.#handler = handler
  }

  scan(): void {
    this.#text = this.#buffer.text
    this.#lineEnds.reset(this.#text)
    let at = 0
    while (at < this.#text.length) {
      const end = this.#lineEnds.next(at)
      if (!this.#skipping && end - at > longestRecord) this.#giveUp(at)
      if (!this.#final && this.#cutAt(end)) {
        if (this.#skipping) at = end
        break
      }
      if (!this.#skipping) this.#record(at, end)
      this.#skipping = false
      this.#line += 1
      at = afterLineEnd(this.#text, end)
    }
    this.#buffer.discard(at)
  }

  end(): void {
    this.#final = true
    this.scan()
  }

  #cutAt(end: number): boolean {
    return end >= this.#text.length || (end + 1 === this.#text.length && this.#text[end] === "\r")
  }

  #giveUp(from: number): void {
    this.#handler.damaged(longer, { from, to: from + longestRecord, line: this.#line, terminated: true })
    this.#skipping = true
  }

  #record(from: number, to: number): void {
    const text = this.#text.slice(from, to)
    if (text.trim() === "") return
    const place = { from, to, line: this.#line, terminated: to < this.#text.length }
    const value = parse(text)
    if (value === broken) this.#handler.damaged(place.terminated ? notJson : cutShort, place)
    else if (isObject(value)) this.#handler.record(value, place)
    else this.#handler.damaged(notAnObject, place)
  }
}

const broken = Symbol("broken")

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return broken
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const notJson: Damage = {
  reason: "Syntax",
  found: "text that is not JSON",
  expected: "one JSON object a line",
  fix: "repair the line in the source"
}
const cutShort: Damage = { ...notJson, reason: "Truncated", fix: "get the whole file: it ends inside a record" }
const notAnObject: Damage = { ...notJson, reason: "BadType", found: "JSON that is not an object" }
const longer: Damage = {
  reason: "TooLong",
  found: `more than ${longestRecord} characters`,
  expected: "a shorter record",
  fix: "check format: ndjson has one JSON object a line"
}
