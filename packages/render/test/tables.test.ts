import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Cell, type Column, csv, json, markdownTable, ndjson, type Row, table, textTable } from "../src/index.ts"
import { displayWidth } from "../src/terminal/displayWidth.ts"
import { texts } from "./arbitrary.ts"

const columns: ReadonlyArray<Column> = [{ key: "a", header: "Name" }, { key: "b" }, { key: "c" }]

const cell: fc.Arbitrary<Cell> = fc.oneof(
  texts,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined)
)

const rows: fc.Arbitrary<ReadonlyArray<Row>> = fc.array(
  fc.record({ a: cell, b: cell, c: fc.double({ noNaN: true }) }),
  {
    maxLength: 8
  }
)

/** A reader of RFC 4180: fields in quotes or without any, each with what ends it. */
const read = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const records: Array<Array<string>> = [[]]
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ",") records.push([])
  }
  return records.slice(0, -1)
}

const asField = (value: Cell): string => {
  if (value === null || value === undefined) return ""
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : ""
  const text = String(value)
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

describe("csv", () => {
  test("reads back as it was, formulas disarmed", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const expected = given.map((row) => columns.map(({ key }) => asField(row[key])))
        expect(read(csv(given, columns))).toEqual([["a", "b", "c"], ...expected])
      })
    )
  })

  test("text that looks like a formula gets an apostrophe, a number does not", () => {
    const of = (a: Cell): string => csv([{ a }], [{ key: "a" }])
    expect(of("=HYPERLINK(1)")).toBe("a\r\n'=HYPERLINK(1)\r\n")
    expect(of("-5")).toBe("a\r\n'-5\r\n")
    expect(of("@x")).toBe("a\r\n'@x\r\n")
    expect(of("\tx")).toBe("a\r\n'\tx\r\n")
    expect(of("\rx")).toBe('a\r\n"\'\rx"\r\n')
    expect(of(-5)).toBe("a\r\n-5\r\n")
    expect(of(Number.NaN)).toBe("a\r\n\r\n")
  })
})

describe("text", () => {
  test("columns are aligned, and nothing can move the cursor", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const text = textTable(given, columns)
        expect(text).not.toMatch(/[\p{Cs}\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u)
        expect(text.split("\n")).toHaveLength(given.length + 2)
      })
    )
  })

  test("by display width", () => {
    const given = [
      { a: "电话客服", b: 1, c: 2 },
      { a: "👩‍👩‍👧 👍🏽", b: -36.5, c: 1234 },
      { a: "e\u0301", b: null, c: 0 }
    ]
    const lines = textTable(given, [{ key: "a", header: "Name" }, { key: "b", decimals: 1 }, { key: "c" }]).split("\n")
    expect(lines).toEqual([
      "Name          b      c",
      "电话客服    1.0      2",
      "👩‍👩‍👧 👍🏽     -36.5  1,234",
      "e\u0301                    0",
      ""
    ])
    expect([...new Set(lines.slice(0, -1).map(displayWidth))]).toEqual([22])
  })

  test("escape sequences lose their power", () => {
    expect(textTable([{ a: "\u001b[31mred\u001b]8;;http://x\u0007" }], [{ key: "a" }])).toBe(
      "a\n\ufffd[31mred\ufffd]8;;http://x\ufffd\n"
    )
  })
})

describe("markdown", () => {
  test("every line has the same cells and no markup from data", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const lines = markdownTable(given, columns).trimEnd().split("\n")
        expect(lines).toHaveLength(given.length + 2)
        for (const line of lines) {
          const bare = line.replace(/\\./g, "")
          expect(bare.match(/\|/g)).toHaveLength(4)
          expect(bare).not.toMatch(/[<>`*[\]]/)
        }
      })
    )
  })
})

describe("json", () => {
  test("both forms read back the same", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const all: unknown = JSON.parse(json(given, columns))
        const lines: unknown = ndjson(given, columns)
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line))
        expect(all).toEqual(lines)
      })
    )
    expect(json([], columns)).toBe("[]\n")
    expect(ndjson([{ a: Number.NaN }], [{ key: "a" }])).toBe('{"a":null}\n')
  })
})

test("table writes each format", () => {
  const given = [{ a: 1 }]
  const of = (format: "table" | "csv" | "md" | "ndjson" | "json"): string => table(given, [{ key: "a" }], format)
  expect([of("table"), of("csv"), of("md"), of("ndjson"), of("json")]).toEqual([
    "a\n1\n",
    "a\r\n1\r\n",
    "| a |\n| ---: |\n| 1 |\n",
    '{"a":1}\n',
    '[\n  {"a":1}\n]\n'
  ])
})
