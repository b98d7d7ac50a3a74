import { Exit, Schema } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Tally, TallyFromJson } from "../src/index.ts"
import { samples, spec } from "./tallyRecords.ts"

const decode = Schema.decodeUnknownSync(TallyFromJson)
const encode = Schema.encodeSync(TallyFromJson)

describe("a tally as JSON", () => {
  it("comes back the same through text and through the schema", () => {
    fc.assert(
      fc.property(samples, (records) => {
        const tally = Tally.from(records, spec)
        const text = Tally.encode(tally)
        expect(Tally.encode(Tally.fromJson(JSON.parse(text)))).toBe(text)
        expect(Tally.fromJson(Tally.toJson(tally))).toEqual(tally)
        expect(decode(JSON.parse(text))).toEqual(tally)
        expect(JSON.stringify(encode(tally))).toBe(text)
      })
    )
  })

  it("tells tallies apart", () => {
    const of = (a: unknown) => Tally.encode(Tally.from([{ a }], { by: ["a"] }))
    const texts = [null, false, 0, "", "0", "null", "\ud800", "\udfff", "�", 1, 1.5, true].map(of)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it("is put in order when it was edited by hand", () => {
    const edited = {
      version: 1,
      columns: [
        { dimension: { kind: "field", name: "a", field: "a" }, values: ["b", "a", "b", "z"], codes: [0, 1, 2] }
      ],
      counts: [1, 2, 3],
      sums: { s: [1, 1, 1] }
    }
    const rows = Tally.rows(decode(edited)).map(({ count, sums, values }) => [values.a, count, sums.s])
    expect(rows).toEqual([
      ["a", 2, 1],
      ["b", 4, 2]
    ])
  })

  const good = Tally.toJson(Tally.from([{ a: 1, b: "x" }], { by: ["a", "b"], sums: ["a"] }))
  const [first, second] = good.columns
  const withDimension = (dimension: unknown) => ({ ...good, columns: [{ ...first, dimension }, second] })
  const bad: ReadonlyArray<readonly [string, unknown]> = [
    ["nothing", null],
    ["text", "{}"],
    ["an array", []],
    ["another version", { ...good, version: 2 }],
    ["no columns", { ...good, columns: undefined }],
    ["a fraction of a count", { ...good, counts: [0.5] }],
    ["a count below 0", { ...good, counts: [-1] }],
    ["a count beyond 2^53", { ...good, counts: [2 ** 53] }],
    ["a sum of text", { ...good, sums: { a: ["1"] } }],
    ["columns of different length", { ...good, counts: [1, 1] }],
    ["a sum of another length", { ...good, sums: { a: [] } }],
    ["a code without a value", { ...good, columns: [{ ...first, codes: [1] }, second] }],
    ["a code below 0", { ...good, columns: [{ ...first, codes: [-1] }, second] }],
    ["a value that is none", { ...good, columns: [{ ...first, values: [{}] }, second] }],
    ["one name twice", { ...good, columns: [first, first] }],
    ["an unknown kind", withDimension({ kind: "hour", name: "a", field: "a" })],
    ["an unknown unit", withDimension({ kind: "period", name: "a", field: "a", unit: "hour", timeZone: "UTC" })],
    [
      "an unknown time zone",
      withDimension({ kind: "period", name: "a", field: "a", unit: "day", timeZone: "Mars/Olympus" })
    ],
    ["an error of 0", withDimension({ kind: "bucket", name: "a", field: "a", relativeError: 0 })],
    ["an error of 1", withDimension({ kind: "bucket", name: "a", field: "a", relativeError: 1 })],
    ["bins without width", withDimension({ kind: "bin", name: "a", field: "a", width: 0 })]
  ]
  it.each(bad)("refuses %s with an issue", (_, json) => {
    const exit = Schema.decodeUnknownExit(TallyFromJson)(json)
    expect(Exit.isFailure(exit)).toBe(true)
    expect(String(exit)).toMatch(/SchemaError/)
  })

  it("decodes any JSON or says why not", () => {
    const edits = fc.tuple(fc.constantFrom("version", "columns", "counts", "sums"), fc.jsonValue())
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          edits.map(([key, value]) => ({ ...good, [key]: value }))
        ),
        (json) => {
          const exit = Schema.decodeUnknownExit(TallyFromJson)(json)
          if (Exit.isFailure(exit)) expect(String(exit)).toMatch(/SchemaError/)
        }
      )
    )
  })
})
