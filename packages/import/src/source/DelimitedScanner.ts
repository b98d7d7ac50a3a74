import { Finder } from "./Finder.ts"
import { afterLineEnd, countLineEnds, LineEnds } from "./LineEnds.ts"
import { type Damage, longestRecord, type RecordHandler, type RecordScanner } from "./RecordHandler.ts"
import type { TextBuffer } from "./TextBuffer.ts"

const quote = 34
const incomplete = -1

/**
 * Takes delimited text apart (RFC 4180 and what is found in practice).
 *
 * - Lines end with LF, CRLF or CR, mixed as they come. A wholly empty line is not a record.
 * - A field that starts with a quote ends at the next quote that is not doubled, and may hold delimiters and line ends.
 *   A quote inside any other field is a character like others.
 * - A record with broken quoting (text behind the closing quote, or no closing quote within a record's length) ends with
 *   the line of the quote that was opened, so that it damages no later one.
 */
export class DelimitedScanner implements RecordScanner {
  readonly #buffer: TextBuffer
  readonly #delimiter: string
  readonly #delimiterCode: number
  readonly #handler: RecordHandler<ReadonlyArray<string>>
  readonly #lineEnds = new LineEnds()
  readonly #quotes = new Finder('"')
  readonly #delimiters: Finder
  #text = ""
  #final = false
  #line = 1
  /** In the rest of a line that was too long. */
  #skipping = false
  /** The quoted field being read. */
  #value = ""
  #opening = 0
  #openingLine = 1

  constructor(buffer: TextBuffer, delimiter: string, handler: RecordHandler<ReadonlyArray<string>>) {
    this.#buffer = buffer
    this.#delimiter = delimiter
    this.#delimiterCode = delimiter.charCodeAt(0)
    this.#delimiters = new Finder(delimiter)
    this.#handler = handler
  }

  scan(): void {
    this.#text = this.#buffer.text
    this.#lineEnds.reset(this.#text)
    this.#quotes.reset(this.#text)
    this.#delimiters.reset(this.#text)
    let at = 0
    while (at < this.#text.length) {
      const next = this.#skipping ? this.#skip(at) : this.#record(at)
      if (next === incomplete) break
      at = next
    }
    this.#buffer.discard(at)
  }

  end(): void {
    this.#final = true
    this.scan()
  }

  /** Read the record that starts here; where the next one starts. */
  #record(from: number): number {
    const end = this.#lineEnds.next(from)
    if (this.#quotes.next(from) < end) return this.#quotedRecord(from)
    if (end - from > longestRecord) return this.#tooLong(from, from)
    if (this.#cutAt(end)) return incomplete
    if (end > from) this.#emit(this.#text.slice(from, end).split(this.#delimiter), from, end, this.#line)
    this.#line += 1
    return afterLineEnd(this.#text, end)
  }

  /** Whether the text may go on here in a way that matters: no line end yet, or half of CRLF. */
  #cutAt(end: number): boolean {
    return !this.#final && (end >= this.#text.length || (end + 1 === this.#text.length && this.#text[end] === "\r"))
  }

  #emit(fields: ReadonlyArray<string>, from: number, to: number, line: number): void {
    this.#handler.record(fields, { from, to, line, terminated: to < this.#text.length })
  }

  /** The same for a record in which there are quotes. */
  #quotedRecord(from: number): number {
    const fields: Array<string> = []
    const limit = from + longestRecord
    let line = this.#line
    for (let at = from; ; ) {
      const quoted = this.#text.charCodeAt(at) === quote
      const end = quoted ? this.#quotedField(at, line, limit) : this.#bareFields(at, limit, fields)
      if (end < 0) return this.#unfinished(from, at, end)
      if (quoted) {
        fields.push(this.#value)
        if (this.#lineEnds.next(at) < end) line += countLineEnds(this.#text, at, end)
      }
      if (this.#text.charCodeAt(end) !== this.#delimiterCode) return this.#finish(fields, from, end, line)
      at = end + 1
    }
  }

  #finish(fields: ReadonlyArray<string>, from: number, end: number, lastLine: number): number {
    if (this.#cutAt(end)) return incomplete
    this.#emit(fields, from, end, this.#line)
    this.#line = lastLine + 1
    return afterLineEnd(this.#text, end)
  }

  /** Take the fields without quotes around them from here on; where the last of them ends. */
  #bareFields(at: number, limit: number, fields: Array<string>): number {
    const end = this.#lineEnds.next(at)
    const quoteAt = this.#quotes.next(at)
    const opens = quoteAt < end && this.#text.charCodeAt(quoteAt - 1) === this.#delimiterCode
    const last = quoteAt > end ? end : opens ? quoteAt - 1 : Math.min(end, this.#delimiters.next(at))
    if (last > limit) return tooLong
    if (last === this.#text.length && !this.#final) return unknown
    for (const field of this.#text.slice(at, last).split(this.#delimiter)) fields.push(field)
    return last
  }

  /** Where a field with quotes around it ends, behind the closing quote. */
  #quotedField(at: number, line: number, limit: number): number {
    this.#opening = at
    this.#openingLine = line
    this.#value = ""
    for (let start = at + 1; ; ) {
      const closing = this.#closingQuote(start, limit)
      if (closing < 0) return closing
      if (this.#text.charCodeAt(closing + 1) !== quote) {
        const last = this.#text.slice(start, closing)
        this.#value = start === at + 1 ? last : this.#value + last
        return this.#endsField(closing + 1) ? closing + 1 : misplaced
      }
      this.#value += this.#text.slice(start, closing + 1)
      start = closing + 2
    }
  }

  /** The next quote of this record. */
  #closingQuote(start: number, limit: number): number {
    const found = this.#text.indexOf('"', start)
    if (found >= 0 && found < limit) return found
    return this.#text.length >= limit || this.#final ? unclosed : unknown
  }

  /** At the end of the text so far this is not known yet: then the record is incomplete as well. */
  #endsField(at: number): boolean {
    const next = this.#text[at]
    return next === undefined || next === this.#delimiter || next === "\n" || next === "\r"
  }

  #unfinished(from: number, at: number, outcome: number): number {
    if (outcome === unknown) return incomplete
    if (outcome === tooLong) return this.#tooLong(from, at)
    return this.#broken(from, outcome === misplaced ? textBehindQuote : this.#neverClosed(from))
  }

  #neverClosed(from: number): Damage {
    return this.#text.length - from < longestRecord ? neverClosed : notClosedSoon
  }

  /** Give up the record up to the end of the line where its quote was opened. */
  #broken(from: number, damage: Damage): number {
    const end = this.#lineEnds.next(this.#opening)
    if (end - from > 2 * longestRecord) return this.#tooLong(from, this.#opening)
    if (this.#cutAt(end)) return incomplete
    this.#handler.damaged(damage, { from, to: end, line: this.#line, terminated: end < this.#text.length })
    this.#line = this.#openingLine + 1
    return afterLineEnd(this.#text, end)
  }

  #tooLong(from: number, at: number): number {
    const to = from + longestRecord
    this.#handler.damaged(longer, { from, to, line: this.#line, terminated: true })
    this.#line += countLineEnds(this.#text, from, at)
    this.#skipping = true
    return at
  }

  #skip(at: number): number {
    const end = this.#lineEnds.next(at)
    if (this.#cutAt(end)) return end > at ? end : incomplete
    this.#skipping = false
    this.#line += 1
    return afterLineEnd(this.#text, end)
  }
}

/** Why a field has no end. */
const unknown = -1
const tooLong = -2
const unclosed = -3
const misplaced = -4

const closeIt = "close the quote in the source, or check delimiter"

const textBehindQuote: Damage = {
  reason: "Syntax",
  found: "text behind a closing quote",
  expected: "a delimiter or a line end there",
  fix: 'double the quotes inside the field ("") in the source, or check delimiter'
}
const neverClosed: Damage = {
  reason: "Truncated",
  found: "a quote that is not closed",
  expected: "a closing quote before the end of the input",
  fix: closeIt
}
const notClosedSoon: Damage = {
  reason: "Syntax",
  found: "a quote that is not closed",
  expected: `a closing quote within ${longestRecord} characters`,
  fix: closeIt
}
const longer: Damage = {
  reason: "TooLong",
  found: `more than ${longestRecord} characters`,
  expected: "a shorter record",
  fix: "check delimiter and line ends"
}
