import { DelimitedRow } from "./DelimitedRow.ts"
import { afterLineEnd, countLineEnds, LineEnds } from "./LineEnds.ts"
import { type Damage, longestRecord, type RecordHandler, type RecordScanner } from "./RecordHandler.ts"
import type { TextBuffer } from "./TextBuffer.ts"

const [lf, cr, quote] = [10, 13, 34]
const incomplete = -1

/** In four characters at a time, each with its highest bit free: that bit alone, one, and what makes it of all but zero. */
const [top, ones, toTop] = [0x80808080, 0x01010101, 0x7f7f7f7f]
/** What makes the highest bit of all that come behind CR. */
const behindCr = (0x80 - cr - 1) * ones

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
  readonly #delimiter: number
  readonly #delimiters: number
  /** Takes each row before the next one is read into the same object. */
  readonly #handler: RecordHandler<DelimitedRow>
  readonly #lineEnds = new LineEnds()
  #text = ""
  #units = new Uint8Array(0)
  #words = new DataView(this.#units.buffer)
  readonly #row = new DelimitedRow()
  #final = false
  #line = 1
  /** In the rest of a line that was too long. */
  #skipping = false
  /** The quoted field that was read last. */
  #opening = 0
  #openingLine = 1

  constructor(buffer: TextBuffer, delimiter: string, handler: RecordHandler<DelimitedRow>) {
    this.#buffer = buffer
    this.#delimiter = delimiter.charCodeAt(0)
    this.#delimiters = Math.imul(this.#delimiter, ones)
    this.#handler = handler
  }

  scan(): void {
    this.#text = this.#buffer.text
    this.#units = this.#buffer.units()
    if (this.#words.buffer !== this.#units.buffer) this.#words = new DataView(this.#units.buffer)
    this.#row.over(this.#text, this.#units, this.#words)
    this.#lineEnds.reset(this.#text)
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

  /** Whether the text may go on here in a way that matters: no line end yet, or half of CRLF. */
  #cutAt(end: number): boolean {
    return !this.#final && (end >= this.#text.length || (end + 1 === this.#text.length && this.#isAt(end, cr)))
  }

  /** Read the record that starts here; where the next one starts. */
  #record(from: number): number {
    this.#row.clear()
    const limit = from + longestRecord
    let line = this.#line
    for (let at = from; ; ) {
      const isQuoted = this.#isAt(at, quote)
      const end = isQuoted ? this.#quotedField(at, line, limit) : this.#bareFields(at, limit)
      if (end < 0) return this.#unfinished(from, at, end)
      if (isQuoted && this.#lineEnds.next(at) < end) line += countLineEnds(this.#text, at, end)
      if (!this.#isAt(end, this.#delimiter)) return this.#finish(from, end, line)
      at = end + 1
    }
  }

  /** An empty line is no record. */
  #finish(from: number, to: number, lastLine: number): number {
    if (this.#cutAt(to)) return incomplete
    if (to > from) this.#handler.record(this.#row, { from, to, line: this.#line, terminated: to < this.#text.length })
    this.#line = lastLine + 1
    return afterLineEnd(this.#text, to)
  }

  /** Take the fields without quotes around them from here on; where the last of them ends. */
  #bareFields(from: number, limit: number): number {
    const [row, delimiter] = [this.#row, this.#delimiter]
    const end = Math.min(this.#text.length, limit + 1)
    let start = from
    for (let at = this.#sign(from, end); at < end; at = this.#sign(start, end)) {
      row.add(start, at)
      start = at + 1
      if (this.#units[at] !== delimiter || this.#isAt(start, quote)) return at
    }
    if (end > limit) return tooLong
    if (!this.#final) return unknown
    row.add(start, end)
    return end
  }

  /** The next delimiter or line end; `end` or beyond when there is none before. */
  #sign(from: number, end: number): number {
    const [words, delimiters] = [this.#words, this.#delimiters]
    for (let at = from; at < end; at += 4) {
      const word = words.getInt32(at, true)
      const found = ~((word + behindCr) & ((word ^ delimiters) + toTop)) & top
      if (found === 0) continue
      const sign = at + (countZeros(found) >> 3)
      if (this.#isSign(sign)) return sign
      at = sign - 3
    }
    return end
  }

  /** Whether it is one: other signs of control come before CR as well. */
  #isSign(at: number): boolean {
    const unit = this.#units[at]
    return unit === this.#delimiter || unit === lf || unit === cr
  }

  /** Whether this character stands here. */
  #isAt(at: number, unit: number): boolean {
    return this.#units[at] === unit && at < this.#text.length
  }

  /** Where a field with quotes around it ends, behind the closing quote. */
  #quotedField(at: number, line: number, limit: number): number {
    this.#opening = at
    this.#openingLine = line
    for (let start = at + 1; ; ) {
      const closing = this.#closingQuote(start, limit)
      if (closing < 0) return closing
      if (!this.#isAt(closing + 1, quote)) {
        if (start === at + 1) this.#row.add(start, closing)
        else this.#row.addDoubled(at + 1, closing)
        return this.#endsField(closing + 1) ? closing + 1 : misplaced
      }
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
    const next = this.#units[at]
    return next === this.#delimiter || next === lf || next === cr || at >= this.#text.length
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

/** The bits below the lowest one. */
const countZeros = (bits: number): number => 31 - Math.clz32(bits & -bits)

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
