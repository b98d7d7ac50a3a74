import { assert, describe, it } from "@effect/vitest"
import { parse } from "csv-parse/sync"
import * as fc from "fast-check"
import { DelimitedScanner } from "../src/source/DelimitedScanner.ts"
import { longestRecord, type Place } from "../src/source/RecordHandler.ts"
import { TextBuffer } from "../src/source/TextBuffer.ts"

interface Found {
  readonly fields: ReadonlyArray<string> | string
  readonly line: number
  readonly offset: number
}

/** Records, or the reason why they are none, with their lines and offsets in characters. */
const scan = (
  text: string,
  delimiter = ",",
  sizes: ReadonlyArray<number> = [text.length + 1]
): ReadonlyArray<Found> => {
  const found: Array<Found> = []
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  const add = (fields: ReadonlyArray<string> | string, place: Place) =>
    found.push({ fields, line: place.line, offset: buffer.byteOffset(place.from) })
  const scanner = new DelimitedScanner(buffer, delimiter, {
    record: (row, place) => add(row.texts(), place),
    damaged: ({ reason }, place) => add(reason, place)
  })
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    buffer.append(text.slice(at, at + size))
    scanner.scan()
    at += size
  }
  scanner.end()
  return found
}

const fieldsOf = (text: string, delimiter?: string) => scan(text, delimiter).map(({ fields }) => fields)
const linesOf = (text: string) => scan(text).map(({ line }) => line)

const field = fc.string({ unit: fc.constantFrom("a", "b", "é", "🎉", '"', ",", ";", "\n", "\r", " "), maxLength: 6 })
const lineEnd = fc.constantFrom("\n", "\r\n", "\r")
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const written = (text: string, always: boolean) => (always || /[",;\r\n]/.test(text) ? quoted(text) : text)
const table = fc.array(
  fc.record({ fields: fc.array(field, { minLength: 1, maxLength: 4 }), always: fc.boolean(), end: lineEnd }),
  { maxLength: 6 }
)
const tableText = fc.record({ rows: table, delimiter: fc.constantFrom(",", ";") }).map(({ rows, delimiter }) => ({
  delimiter,
  text: rows.map(({ fields, always, end }) => fields.map((f) => written(f, always)).join(delimiter) + end).join("")
}))
const soup = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\n", "\r", '","', '"\n"'), maxLength: 60 })

describe("the scanner of delimited text", { timeout: 60_000 }, () => {
  it("reads what csv-parse reads", () => {
    fc.assert(
      fc.property(tableText, ({ delimiter, text }) => {
        const expected: Array<Array<string>> = parse(text, {
          delimiter,
          relax_column_count: true,
          record_delimiter: ["\r\n", "\n", "\r"]
        })
        assert.deepStrictEqual(fieldsOf(text, delimiter).filter(notEmpty), expected.filter(notEmpty))
      }),
      { numRuns: 2000, seed: 7 }
    )
  })

  it("finds the same in any pieces, whatever the text", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(soup, sizes, (text, some) => {
        assert.deepStrictEqual(scan(text, ",", some), scan(text))
      }),
      { numRuns: 3000, seed: 7 }
    )
  })

  it("leaves out no line: each character but line ends is in a record or right after one", () => {
    fc.assert(
      fc.property(soup, (text) => {
        const starts = scan(text).map(({ offset }) => offset)
        const first = text.search(/[^\r\n]/)
        if (first < 0) return assert.deepStrictEqual(starts, [])
        assert.strictEqual(starts[0], first)
        for (const start of starts) assert.isTrue(start === 0 || /[\r\n]/.test(text[start - 1] ?? ""))
      }),
      { numRuns: 2000, seed: 7 }
    )
  })

  it("takes lines as they end", () => {
    assert.deepStrictEqual(fieldsOf("a,b\r\nc,d\ne,f\rg"), [["a", "b"], ["c", "d"], ["e", "f"], ["g"]])
    assert.deepStrictEqual(fieldsOf("\n\r\n\r"), [])
    assert.deepStrictEqual(fieldsOf("a,\n,b\n,"), [
      ["a", ""],
      ["", "b"],
      ["", ""]
    ])
  })

  it("counts physical lines", () => {
    assert.deepStrictEqual(linesOf('a\n"b\r\nc\rd\ne"\n\nf\n'), [1, 2, 7])
  })

  it("takes a quote inside a bare field as a character", () => {
    assert.deepStrictEqual(fieldsOf('5" pipe,a"b"c\n'), [['5" pipe', 'a"b"c']])
  })

  it("confines broken quoting to the line of the quote", () => {
    assert.deepStrictEqual(fieldsOf('a,"b"c,d\ne,f\n'), ["Syntax", ["e", "f"]])
    assert.deepStrictEqual(fieldsOf('a,"b\nc,d\ne,f'), ["Truncated", ["c", "d"], ["e", "f"]])
    assert.deepStrictEqual(fieldsOf('1,"x\n2,"y"\n3,"z"\n'), ["Syntax", ["2", "y"], ["3", "z"]])
    assert.deepStrictEqual(scan('"a\nb","c\nd\ne')[0], { fields: "Truncated", line: 1, offset: 0 })
    assert.deepStrictEqual(linesOf('"a\nb","c\nd\ne'), [1, 3, 4])
  })

  it("gives up a quote that is not closed within the longest record", () => {
    const filler = `${"x".repeat(99)}\n`.repeat(longestRecord / 100 + 100)
    const found = scan(`a,"b\n${filler}c,d\n`)
    assert.deepStrictEqual(found[0], { fields: "Syntax", line: 1, offset: 0 })
    assert.deepStrictEqual(found.at(-1)?.fields, ["c", "d"])
    assert.strictEqual(found.length, filler.length / 100 + 2)
  })

  it("gives up a line that is too long, and goes on behind it", () => {
    const long = "x".repeat(longestRecord + 1)
    for (const sizes of [[65_536], [longestRecord * 3], [1_000_000, 7]]) {
      assert.deepStrictEqual(
        scan(`a\n${long}\nb\n${long}`, ",", sizes).map(({ fields, line }) => [fields, line]),
        [
          [["a"], 1],
          ["TooLong", 2],
          [["b"], 3],
          ["TooLong", 4]
        ]
      )
    }
    assert.deepStrictEqual(fieldsOf(`"a"${",x".repeat(longestRecord)}\nb`), ["TooLong", ["b"]])
  })
})

/** csv-parse takes an empty line for a record of one empty field. */
const notEmpty = (row: ReadonlyArray<string> | string): boolean => row.length > 1 || row[0] !== ""
