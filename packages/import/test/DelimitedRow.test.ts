import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { remembering } from "../src/rows/Memo.ts"
import { CellsRow, type Row } from "../src/rows/Row.ts"
import { DelimitedScanner } from "../src/source/DelimitedScanner.ts"
import { TextBuffer } from "../src/source/TextBuffer.ts"

/** Look at each row while it stands there. */
const eachRow = (text: string, pieces: number, look: (row: Row, texts: ReadonlyArray<string>) => void): void => {
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  const record = (row: Row & { readonly texts: () => ReadonlyArray<string> }) => look(row, row.texts())
  const scanner = new DelimitedScanner(buffer, ",", { record, damaged: () => assert.fail("damaged") })
  for (let at = 0; at < text.length; at += pieces) {
    buffer.append(text.slice(at, at + pieces))
    scanner.scan()
  }
  scanner.end()
}

const unit = fc.constantFrom("a", "b", "0", " ", "\t", "\v", "\u007f", "\0", "é", "\u0101", "🎉", '"', ",", "\n", "\r")
const time = fc.constantFrom("2026-03-09T10:00:00Z", "2026-03-09T10:00:00.5éZ", "2026-03-09T10:00:00.500Z")
const cell = fc.oneof(fc.string({ unit, maxLength: 20 }), fc.string({ maxLength: 5 }), time)
const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 })
const quoted = (text: string, always: boolean): string =>
  always || /[",\r\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text

/** Whether a row says what these cells say, asked also for other texts. */
const says = (row: Row, cells: ReadonlyArray<string>, others: ReadonlyArray<string>): void => {
  const plain = new CellsRow(cells)
  assert.strictEqual(row.size, plain.size)
  assert.deepStrictEqual([row.text(-1), row.text(cells.length)], [undefined, undefined])
  for (const [i, cell] of cells.entries()) {
    assert.strictEqual(row.text(i), cell)
    assert.deepStrictEqual([row.hash(i), row.hash(i)], [plain.hash(i), plain.hash(i)])
    assert.deepStrictEqual(row.instant(i), plain.instant(i))
    for (const other of others) assert.strictEqual(row.is(i, other), cell === other)
  }
}

describe("a row of delimited text", { timeout: 60_000 }, () => {
  it("says of its fields what their texts say", () => {
    fc.assert(
      fc.property(table, fc.boolean(), fc.integer({ min: 1, max: 40 }), (rows, always, pieces) => {
        const text = rows.map((cells) => `${cells.map((one) => quoted(one, always)).join(",")}\n`).join("")
        let at = 0
        eachRow(text, pieces, (row, texts) => {
          const cells = rows[at++] ?? []
          assert.deepStrictEqual(texts, cells)
          says(row, cells, rows.flat())
        })
        assert.strictEqual(at, rows.length)
      }),
      { numRuns: 2000 }
    )
  })

  it("tells a character that is not ASCII from the sign that stands for it", () => {
    eachRow("é,\u007f,x\n", 9, (row) => {
      assert.isFalse(row.is(0, "\u007f"))
      assert.isTrue(row.is(0, "é"))
      assert.isTrue(row.is(1, "\u007f"))
      assert.notStrictEqual(row.hash(0), row.hash(1))
    })
  })
})

describe("a reading that remembers", { timeout: 60_000 }, () => {
  it("reads as one that does not", () => {
    const some = fc.array(fc.oneof(fc.constantFrom("a", "b", "é", "", "x".repeat(100)), fc.nat(2000).map(String)), {
      maxLength: 3000,
      size: "max"
    })
    fc.assert(
      fc.property(some, (texts) => {
        const plain = (row: Row) => (row.text(0) === "b" ? undefined : `${row.text(0)}!`)
        const quick = remembering(0, plain)
        for (const text of texts) {
          const row = new CellsRow([text])
          assert.strictEqual(quick(row), plain(row))
        }
      }),
      { numRuns: 50 }
    )
  })

  it("reads a text that comes often only twice, and others each time when there is none", () => {
    let read = 0
    const quick = remembering(0, (row) => {
      read += 1
      return row.text(0)
    })
    for (let i = 0; i < 10; i++) quick(new CellsRow(["email"]))
    assert.strictEqual(read, 2)
    for (let i = 0; i < 10; i++) quick(new CellsRow([undefined]))
    assert.strictEqual(read, 12)
  })
})
