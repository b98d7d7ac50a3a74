import { readFileSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { StoreError } from "@throughline/store"
import { Parquet } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import { assert, describe, expect, test } from "vitest"
import { folder } from "./folder.ts"
import { run } from "./run.ts"

const parquet = async (select: string, options = "", name = "rows.parquet"): Promise<string> => {
  const file = join(folder(), name)
  const to = file.replaceAll("'", "''")
  await run(":memory:", ["SET TimeZone = 'Asia/Kathmandu'", `COPY (${select}) TO '${to}' (FORMAT parquet${options})`])
  return file
}

const textOf = (file: string): Promise<string> =>
  Effect.runPromise(Effect.flatMap(Parquet.rows(file), ({ bytes }) => Stream.mkString(Stream.decodeText(bytes))))

const objectsOf = async (file: string): Promise<ReadonlyArray<unknown>> =>
  (await textOf(file)).split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))

const failureOf = async (file: string): Promise<StoreError> => {
  const error = await textOf(file).catch((cause: unknown) => cause)
  assert.instanceOf(error, StoreError)
  return error
}

describe("values", () => {
  const cases: ReadonlyArray<readonly [sql: string, value: unknown]> = [
    ["9007199254740993::BIGINT", "9007199254740993"],
    ["18446744073709551615::UBIGINT", "18446744073709551615"],
    ["9::INTEGER", 9],
    ["12345678901234567890.12::DECIMAL(38, 2)", "12345678901234567890.12"],
    ["0.1::DOUBLE", 0.1],
    ["0.1::FLOAT", 0.1],
    ["16777217::FLOAT", 16_777_216],
    ["'nan'::DOUBLE", "NaN"],
    ["'-inf'::FLOAT", "-Infinity"],
    ["true", true],
    ["TIMESTAMPTZ '2026-03-29 10:00:00.123456+02:00'", "2026-03-29T08:00:00.123456Z"],
    ["TIMESTAMPTZ '1969-12-31 23:59:59Z'", "1969-12-31T23:59:59Z"],
    ["TIMESTAMP '2026-03-29 10:00:00.5'", "2026-03-29 10:00:00.5"],
    ["TIMESTAMP_NS '2026-03-29 10:00:00.123456789'", "2026-03-29 10:00:00.123456789"],
    ["DATE '2026-03-29'", "2026-03-29"],
    ["TIME '10:00:00'", "10:00:00"],
    ["UUID '3f2504e0-4f89-41d3-9a0c-0305e82c3301'", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    ["'a' || chr(10) || '\"é🎉'", 'a\n"é🎉'],
    ["NULL::VARCHAR", null],
    ["'text'::BLOB", "text"],
    ["'\\xFF'::BLOB", { bytes: "/w==" }],
    ["[1, NULL]", [1, null]],
    [
      "{ n: 9007199254740993, 'at': TIMESTAMPTZ '2026-03-29 10:00:00Z' }",
      { n: "9007199254740993", at: "2026-03-29T10:00:00Z" }
    ],
    [
      "MAP { 'a': 1.5::DECIMAL(3, 1), '__proto__': 2 }",
      Object.fromEntries([
        ["a", "1.5"],
        ["__proto__", "2.0"]
      ])
    ],
    ["MAP { 1: 'x' }", { 1: "x" }]
  ]
  test.each(cases)("%s", async (sql, value) => {
    assert.deepStrictEqual(await objectsOf(await parquet(`SELECT ${sql} AS v`)), [{ v: value }])
  })

  test("texts as they are", async () => {
    const texts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const whole = all.map((text) => text.replaceAll("\0", ""))
        const values = whole.map((text) => `('${text.replaceAll("'", "''")}')`).join(", ")
        const found = await objectsOf(await parquet(`SELECT t FROM (VALUES ${values}) AS rows(t)`))
        assert.deepStrictEqual(
          found,
          whole.map((t) => ({ t }))
        )
      }),
      { numRuns: 10 }
    )
  })
})

test("columns are those of the file, whatever they are called", async () => {
  const file = await parquet(`SELECT 1 AS "__proto__", 2 AS "a ""b""", 3 AS constructor`)
  const { columns } = await Effect.runPromise(Parquet.rows(file))
  assert.deepStrictEqual(columns, ["__proto__", 'a "b"', "constructor"])
  assert.strictEqual(await textOf(file), '{"__proto__":1,"a \\"b\\"":2,"constructor":3}\n')
})

test("every row once, in the order of the file, over many row groups", async () => {
  const file = await parquet("SELECT i FROM range(100000) AS rows(i)", ", ROW_GROUP_SIZE 2048")
  const found = await objectsOf(file)
  assert.strictEqual(found.length, 100_000)
  assert.isTrue(found.every((row, i) => (row as { readonly i: string }).i === String(i)))
  assert.strictEqual(await textOf(file), await textOf(file))
})

test("no rows have columns still", async () => {
  const file = await parquet("SELECT 1 AS a WHERE false")
  assert.deepStrictEqual((await Effect.runPromise(Parquet.rows(file))).columns, ["a"])
  assert.strictEqual(await textOf(file), "")
})

test.each(["a'b.parquet", "a*.parquet", "a[1].parquet", "wörter ?.parquet", "rows.bin"])(
  "a file called %s",
  async (name) => {
    assert.deepStrictEqual(await objectsOf(await parquet("SELECT 1 AS a", "", name)), [{ a: 1 }])
  }
)

test("a file that is no Parquet fails, and says so", async () => {
  const file = join(folder(), "rows.parquet")
  for (const text of ["", "a,b\n1,2\n", "PAR1", "PAR1PAR1", `PAR1${"\0".repeat(100)}PAR1`]) {
    writeFileSync(file, text)
    expect((await failureOf(file)).message).toMatch(/^rows\.parquet is no whole Parquet file/)
  }
  expect((await failureOf(join(folder(), "none.parquet"))).message).toMatch(/there is no such file/)
})

test("a file cut anywhere fails", async () => {
  const file = await parquet("SELECT i, 'visit ' || i AS t FROM range(5000) AS rows(i)", ", ROW_GROUP_SIZE 2048")
  const whole = readFileSync(file)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
      writeFileSync(file, whole)
      truncateSync(file, length)
      expect((await failureOf(file)).reason).toBe("Unavailable")
    }),
    { numRuns: 20 }
  )
})

test("damage gives the rows of the file, some of them, or other values, but never fewer rows without a failure", async () => {
  const file = await parquet("SELECT i, 'visit ' || i AS t FROM range(5000) AS rows(i)", ", ROW_GROUP_SIZE 2048")
  const whole = readFileSync(file)
  let failed = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 4, max: whole.length - 5 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, bits) => {
        const other = Buffer.from(whole)
        other[at] = (other[at] ?? 0) ^ bits
        writeFileSync(file, other)
        const found = await textOf(file).catch((cause: unknown) => cause)
        if (found instanceof StoreError) failed += 1
        else assert.strictEqual(String(found).trimEnd().split("\n").length, 5000)
      }
    ),
    { numRuns: 60 }
  )
  assert.isAbove(failed, 0)
})

test("a read that is left lets go of the file and can begin again", async () => {
  const file = await parquet("SELECT i FROM range(50000) AS rows(i)")
  const { bytes } = await Effect.runPromise(Parquet.rows(file))
  const first = await Effect.runPromise(Stream.runCollect(Stream.take(bytes, 1)))
  const again = await Effect.runPromise(Stream.runCollect(Stream.take(bytes, 1)))
  assert.deepStrictEqual(first, again)
})
