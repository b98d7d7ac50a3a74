import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import fc from "fast-check"
import { Input, readTable, tableFormat } from "../src/index.ts"

const cellsOf = (input: Input, columns: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { format } = yield* tableFormat(input)
    const rows = yield* Stream.runCollect(readTable(input, { columns, format }))
    return rows.map((row) => (row._tag === "Row" ? row.cells : `${row.line} ${row.reason}`))
  })

const inPieces = (input: Input, size: number): Input => ({
  ...input,
  bytes: Stream.rechunk(
    Stream.flatMap(input.bytes, (bytes) => Stream.fromArray(piecesOf(bytes, size))),
    1
  )
})

const piecesOf = (bytes: Uint8Array, size: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))

describe("columns of a table", () => {
  it.effect("come in the order asked for, whatever the delimiter, and may be asked for twice", () =>
    Effect.gen(function* () {
      for (const delimiter of [",", ";", "\t", "|"]) {
        const text = ["who,a,b", "x,1,2", "y,,4", ""].join("\r\n").replaceAll(",", delimiter)
        const found = yield* cellsOf(Input.fromText("t.csv", text), ["b", "a", "a"])
        expect(found).toEqual([
          ["2", "1", "1"],
          ["4", "", ""]
        ])
      }
    })
  )

  it.effect("of a file that is not UTF-8 are read as windows-1252, and that is said", () =>
    Effect.gen(function* () {
      const input = Input.fromBytes("t.csv", Uint8Array.from(Buffer.from("wer,stadt\n1,K\u00f6ln\n", "latin1")))
      expect(yield* tableFormat(input)).toMatchObject({ guessed: true, format: { encoding: "windows-1252" } })
      expect(yield* cellsOf(input, ["stadt"])).toEqual([["Köln"]])
    })
  )

  it.effect("of NDJSON are paths, and a list is no text", () =>
    Effect.gen(function* () {
      const text = '{"answers":{"a":3},"tags":["x"]}\n{"answers":{}}\nno json\n'
      const found = yield* cellsOf(Input.fromText("t.ndjson", text), ["answers.a", "tags"])
      expect(found).toEqual([["3", undefined], ["", ""], "3 Syntax"])
    })
  )

  it.effect("do not depend on the pieces that the bytes come in", () =>
    Effect.gen(function* () {
      const text = 'who,a\n"x ""1""",1\n\n"y\nz",2\nshort\n"é",3'
      const whole = yield* cellsOf(Input.fromText("t.csv", text), ["a", "who"])
      expect(whole).toEqual([["1", 'x "1"'], ["2", "y\nz"], "6 RaggedRow", ["3", "é"]])
      for (const [size] of fc.sample(fc.tuple(fc.integer({ min: 1, max: 12 })), 12)) {
        expect(yield* cellsOf(inPieces(Input.fromText("t.csv", text), size), ["a", "who"])).toEqual(whole)
      }
    })
  )

  it.effect("that are not there are named, beside those that are", () =>
    Effect.gen(function* () {
      const failure = yield* Effect.flip(cellsOf(Input.fromText("t.csv", "who,a\nx,1\n"), ["b", "a", "c"]))
      expect(failure.message).toBe('t.csv: there is no column "b"; there is no column "c". Its columns are who, a.')
    })
  )

  it.effect("of nothing fail with a clear message", () =>
    Effect.gen(function* () {
      const failure = yield* Effect.flip(cellsOf(Input.fromText("t.csv", ""), ["a"]))
      expect(failure.message).toBe("t.csv:1: found nothing, expected a header and records.")
    })
  )
})
