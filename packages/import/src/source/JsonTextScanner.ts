import { JsonDocumentScanner } from "./JsonDocumentScanner.ts"
import { JsonLinesScanner, type JsonObject } from "./JsonLinesScanner.ts"
import { keysOf, own } from "./JsonPath.ts"
import { longestRecord, type RecordHandler, type RecordScanner } from "./RecordHandler.ts"
import type { TextBuffer } from "./TextBuffer.ts"

const headLength = 65_536

/**
 * Takes JSON apart that is either one object a line or documents, judged by its first 65 536 characters: at least half of
 * the lines are records by themselves. Lines are read as lines, so that damage to one changes no other.
 */
export class JsonTextScanner implements RecordScanner {
  readonly #buffer: TextBuffer
  readonly #pointers: ReadonlyArray<string>
  readonly #handler: RecordHandler<JsonObject>
  #chosen: JsonDocumentScanner | JsonLinesScanner | undefined
  #final = false

  constructor(buffer: TextBuffer, pointers: ReadonlyArray<string>, handler: RecordHandler<JsonObject>) {
    this.#buffer = buffer
    this.#pointers = pointers
    this.#handler = handler
  }

  /** Whether there was a record, a damaged one, an empty list where records are, or nothing at all. */
  get found(): boolean {
    return this.#chosen instanceof JsonLinesScanner || this.#chosen?.found === true
  }

  /** Whether the text ends inside a document. */
  get isInside(): boolean {
    return this.#chosen instanceof JsonDocumentScanner && this.#chosen.isInside
  }

  scan(): void {
    this.#chosen ??= this.#choose()
    this.#chosen?.scan()
  }

  end(): void {
    this.#final = true
    this.scan()
    this.#chosen?.end()
  }

  #choose(): JsonDocumentScanner | JsonLinesScanner | undefined {
    const { text } = this.#buffer
    const firstEnd = text.slice(0, longestRecord).search(/[\r\n]/)
    const length = Math.max(headLength, firstEnd < 0 ? longestRecord : firstEnd + 1)
    if (text.length <= length && !this.#final) return undefined
    const lines = text.slice(0, length).split(/[\r\n]+/)
    const whole = text.length > length ? lines.slice(0, -1) : lines
    return isLines(whole, this.#pointers)
      ? new JsonLinesScanner(this.#buffer, this.#handler)
      : new JsonDocumentScanner(this.#buffer, this.#pointers, this.#handler)
  }
}

const isLines = (lines: ReadonlyArray<string>, pointers: ReadonlyArray<string>): boolean => {
  const filled = lines.filter((line) => line.trim() !== "")
  return filled.filter((line) => isRecord(line, pointers)).length * 2 >= filled.length
}

/** Whether a line is an object in which no records are. */
const isRecord = (line: string, pointers: ReadonlyArray<string>): boolean => {
  if (!line.trimStart().startsWith("{")) return false
  try {
    const value: unknown = JSON.parse(line)
    return !pointers.some((pointer) => pointer !== "" && holds(value, pointer))
  } catch {
    return false
  }
}

const holds = (document: unknown, pointer: string): boolean => {
  let value = document
  for (const key of keysOf(pointer)) {
    if (key !== "-") value = own(value, key)
  }
  return typeof value === "object" && value !== null
}
