import { JsonDocumentScanner } from "./JsonDocumentScanner.ts"
import { JsonLinesScanner, type JsonObject } from "./JsonLinesScanner.ts"
import { keysOf, own } from "./JsonPath.ts"
import { longestRecord, type RecordHandler, type RecordScanner } from "./RecordHandler.ts"
import type { TextBuffer } from "./TextBuffer.ts"

/** So many lines are looked at: the first may be damaged. */
const mostLines = 10
/** A list of records, or an object that goes on behind its first line. */
const document = /^\s*(?:\[\s*[{\]]|\{(?:[^\r\n]*[[{,])?[ \t]*[\r\n])/

/**
 * Takes JSON apart that is either one object a line or documents, judged by its start: among the first ten lines, the first
 * that is an object by itself is a record, or a document that holds records. Lines are read as lines, so that damage to one
 * changes no other.
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
    const shape = shapeOf(this.#buffer.text, this.#final, this.#pointers)
    if (shape === undefined) return undefined
    return shape === "lines"
      ? new JsonLinesScanner(this.#buffer, this.#handler)
      : new JsonDocumentScanner(this.#buffer, this.#pointers, this.#handler)
  }
}

type Shape = "lines" | "documents"

/** `undefined`: more text is needed to tell. */
const shapeOf = (text: string, isWhole: boolean, pointers: ReadonlyArray<string>): Shape | undefined => {
  if (document.test(text.slice(0, longestRecord))) return "documents"
  const lines = text.slice(0, mostLines * longestRecord).split(/[\r\n]+/, mostLines + 2)
  const filled = (isWhole ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== "")
  for (const line of filled.slice(0, mostLines)) {
    const shape = shapeOfLine(line, pointers)
    if (shape !== undefined) return shape
  }
  const isTold = isWhole || filled.length >= mostLines || text.length > longestRecord
  if (!isTold) return undefined
  return filled.length === 0 ? "lines" : "documents"
}

const shapeOfLine = (line: string, pointers: ReadonlyArray<string>): Shape | undefined => {
  if (!line.trimStart().startsWith("{")) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return pointers.some((pointer) => pointer !== "" && holds(value, pointer)) ? "documents" : "lines"
  } catch {
    return undefined
  }
}

const holds = (document: unknown, pointer: string): boolean => {
  let value = document
  for (const key of keysOf(pointer)) {
    if (key !== "-") value = own(value, key)
  }
  return typeof value === "object" && value !== null
}
