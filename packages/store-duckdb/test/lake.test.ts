import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { Dimension, Nps, type RecordKind, recordKinds, Tally } from "@throughline/core"
import { Columns, Store, type TallyQuery } from "@throughline/store"
import type { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"
import { mount } from "../src/lake.ts"
import { openMemory } from "../src/open.ts"
import { open } from "../src/Session.ts"
import { folder } from "./folder.ts"
import { datasets, writeAll } from "./records.ts"
import { errorOf, inStore, run } from "./run.ts"

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

const instantsAs = (kind: RecordKind, write: (name: string) => string): string => {
  const instants = Columns.columnsOf(kind).filter(({ type }) => type === "instant")
  const replaced = instants.map(({ name }) => `${write(`"${name}"`)} AS "${name}"`)
  return replaced.length === 0 ? "*" : `* REPLACE (${replaced.join(", ")})`
}

const local = (name: string) => `make_timestamp(${name} * 1000)`
const zoned = (name: string) => `(${local(name)} AT TIME ZONE 'UTC')`

const forms = [
  { name: "Parquet, epoch milliseconds", ends: "parquet", write: (name: string) => name },
  { name: "Parquet, times with a zone", ends: "parquet", write: zoned },
  { name: "Parquet, times without a zone", ends: "parquet", write: local, timeZone: "UTC" },
  { name: "CSV, epoch milliseconds", ends: "csv", write: (name: string) => name },
  { name: "CSV, times with a zone", ends: "csv", write: zoned },
  { name: "CSV, times without a zone", ends: "csv", write: local, timeZone: "UTC" }
]

/** Queries over one kind, over several, with periods and with sums. */
const queries: ReadonlyArray<TallyQuery<never, never>> = [
  { source: "responses", by: ["touchpoint", "metric", "score"] },
  { source: "responses", by: ["customer", Dimension.period("at", "month", "Europe/Berlin")] },
  { source: "interactions", by: ["responder", "outcome"], sums: ["waitSeconds"] },
  { source: "steps", by: ["from", "to"], sums: ["seconds"] },
  { source: "reach", by: ["touchpoint", "channel"] },
  { source: "gaps", by: ["touchpoint", "score", "predicted"] },
  { source: "tickets", by: ["status", "rating", "firstReplyBy"], where: { status: "solved" } },
  { source: "lifetimes", by: ["outcome", "days"], asOf: new Date("2026-01-01") }
] as unknown as ReadonlyArray<TallyQuery<never, never>>

const answers = (store: Store["Service"]) =>
  Effect.gen(function* () {
    const tallies = yield* Effect.forEach(queries, (query) => Effect.map(store.tally(query), Tally.encode))
    const read = (kind: RecordKind) => Stream.runCollect(store.read({ kind }))
    return { tallies, records: yield* Effect.forEach(recordKinds, read) }
  })

describe("records in files count and read as in a store", () => {
  test.each(forms)("$name", async ({ ends, timeZone, write }) => {
    await fc.assert(
      fc.asyncProperty(datasets, async (data) => {
        const inside = folder()
        const file = join(inside, "records.duckdb")
        const stored = await inStore({ file }, (store) =>
          Effect.andThen(Effect.provideService(writeAll(data), Store, store), answers(store))
        )
        const half = (kind: RecordKind, part: number) =>
          `COPY (SELECT ${instantsAs(kind, write)} FROM "${kind}" WHERE hash(id) % 2 = ${part}) TO ${quoted(join(inside, `${kind}-${part}.${ends}`))}`
        await run(file, [
          "SET TimeZone = 'Asia/Kathmandu'",
          ...recordKinds.flatMap((kind) => [half(kind, 0), half(kind, 1)])
        ])
        const source = (kind: RecordKind) => ({
          path: join(inside, `${kind}-*.${ends}`),
          ...(timeZone === undefined ? {} : { timeZone })
        })
        const files = Object.fromEntries(recordKinds.map((kind) => [kind, source(kind)]))
        assert.deepStrictEqual(await inStore({ files }, answers), stored)
      }),
      { numRuns: 2, endOnFailure: true }
    )
  })
})

const lines = (...all: ReadonlyArray<string>) => `${all.join("\n")}\n`

const responses = lines(
  "id,customer,touchpoint,at,metric,scale,score,note",
  "1,ada,checkout,2026-03-29T10:00:00Z,nps,0-10,10,x",
  "2,bob,checkout,2026-03-29T12:00:00+02:00,nps,0-10,9.0,",
  "3,cy,,1774778400000,nps,0-10,3,y"
)

const write = (name: string, content: string, inside = folder()): string => {
  const path = join(inside, name)
  writeFileSync(path, content)
  return path
}

const readResponses = (store: Store["Service"]) => Stream.runCollect(store.read({ kind: "responses" }))
const count = (store: Store["Service"]) =>
  Effect.map(store.tally({ source: "responses", by: [] }), (tally) => tally.counts[0] ?? 0)

describe("files", () => {
  test("every measure reads them; what they do not say is told, or missing", async () => {
    const path = write("march.csv", responses)
    const found = await inStore({ files: { responses: path } }, (store) =>
      Effect.gen(function* () {
        const tally = yield* store.tally({ source: "responses", by: ["metric", "score"] })
        const records = yield* readResponses(store)
        const visits = yield* Stream.runCollect(store.read({ kind: "interactions" }))
        return { nps: Nps.by(tally, "metric").map(({ result }) => result), records, visits }
      })
    )
    assert.deepStrictEqual(
      found.nps.map((each) => (each._tag === "Estimate" ? [Math.round(each.value), each.n] : each._tag)),
      [[33, 3]]
    )
    assert.deepStrictEqual(
      found.records.map(({ at, evidence, touchpoint }) => [at.toISOString(), touchpoint, evidence]),
      ["checkout", "checkout", undefined].map((touchpoint) => [
        "2026-03-29T10:00:00.000Z",
        touchpoint,
        { source: "march.csv", kind: "objective" }
      ])
    )
    assert.deepStrictEqual(found.visits, [])
    const evidence = { source: "o'clock", kind: "subjective", provenance: "2026" } as const
    const [first] = await inStore({ files: { responses: { path, evidence } } }, readResponses)
    assert.deepStrictEqual(first?.evidence, evidence)
  })

  test("times on a clock are of the zone told", async () => {
    const path = write("a.csv", responses.replace("T10:00:00Z", " 10:00:00"))
    const [first] = await inStore({ files: { responses: { path, timeZone: "America/New_York" } } }, readResponses)
    assert.strictEqual(first?.at.toISOString(), "2026-03-29T14:00:00.000Z")
    const error = await errorOf({ files: { responses: path } }, readResponses)
    assert.deepStrictEqual([error.reason, error.retry], ["InvalidRecord", "never"])
    assert.include(error.message, "timeZone")
    const unknown = await errorOf({ files: { responses: { path, timeZone: "'; --" } } })
    assert.include(unknown.message, "time zone")
  })

  const names = ["it's.csv", "a b.csv", "a*.csv", "[1].csv", "?.csv", "--.csv", "$1.csv", "\u{1F600}.csv"]

  test.each([
    ["it's [a] *folder?", names],
    ["plain", ["back\\slash.csv"]]
  ])("of any name are that file and no other, in %s", async (name, all) => {
    const inside = join(folder(), name)
    mkdirSync(inside)
    write("other.csv", "no,header\n", inside)
    write("1.csv", responses, inside)
    for (const each of all) {
      const path = write(each, responses, inside)
      for (const said of [path, relative(process.cwd(), path)]) {
        const records = await inStore({ files: { responses: said } }, readResponses)
        assert.deepStrictEqual([records.length, records[0]?.evidence.source], [3, each], each)
      }
    }
  })

  test("of Parquet with the signs of a pattern in their names are those files", async () => {
    const inside = folder()
    const row = (id: number) =>
      `SELECT ${id} AS id, 'ada' AS customer, 'nps' AS metric, '0-10' AS scale, 9 AS score, 0 AS "at"`
    const names = ["?.parquet", "1.parquet", "[1].parquet", "*.parquet"]
    await run(
      ":memory:",
      names.map((name, id) => `COPY (${row(id)}) TO ${quoted(join(inside, name))}`)
    )
    const ids = (name: string) =>
      inStore({ files: { responses: join(inside, name) } }, (store) =>
        Effect.map(readResponses(store), (records) => records.map(({ id }) => String(id)))
      )
    for (const [id, name] of names.entries()) assert.deepStrictEqual(await ids(name), [String(id)])
    assert.deepStrictEqual(await ids("[?*[]*.parquet"), ["0", "2", "3"])
  })

  test("no address, folder, other format or missing file is read", async () => {
    const inside = folder()
    write("a.csv", responses, inside)
    write("a.json", "{}", inside)
    const expected = [
      ["https://example.com/a.parquet", "address"],
      ["s3://bucket/a.parquet", "address"],
      ["file:///etc/passwd", "address"],
      [inside, "folder"],
      [join(inside, "*.json"), ".parquet"],
      [join(inside, "*"), ".parquet"],
      [join(inside, "b*.csv"), "no such file"],
      ["", "empty"],
      ["a\0.csv", "NUL"]
    ] as const
    for (const [path, says] of expected) {
      const error = await errorOf({ files: { responses: path } })
      assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
      assert.include(error.message, says)
    }
    const unknown = await errorOf({ files: { sesame: "a.csv" } as DuckDbStore.Files })
    assert.include(unknown.message, "sesame")
  })

  test("files that are no Parquet, or of differing types of time, are refused", async () => {
    const inside = folder()
    const path = write("a.parquet", "id,score\n", inside)
    assert.include((await errorOf({ files: { responses: path } })).message, path)
    const columns = "'ada' AS customer, 'nps' AS metric, '0-10' AS scale, 9 AS score"
    await run(":memory:", [
      `COPY (SELECT 1 AS id, ${columns}, TIMESTAMP '2026-03-29' AS "at") TO ${quoted(join(inside, "b1.parquet"))}`,
      `COPY (SELECT 2 AS id, ${columns}, TIMESTAMPTZ '2026-03-29 00:00:00Z' AS "at") TO ${quoted(join(inside, "b2.parquet"))}`,
      `COPY (SELECT 3 AS id, ${columns}, 1.5 AS "at") TO ${quoted(join(inside, "b3.parquet"))}`
    ])
    const expected = [
      ["b*.parquet", "at is not of one type"],
      ["b1.parquet", "timeZone"],
      ["b3.parquet", "DECIMAL"]
    ] as const
    for (const [name, says] of expected) {
      const error = await errorOf({ files: { responses: join(inside, name) } })
      assert.strictEqual(error.reason, "Unavailable")
      assert.include(error.message, says)
    }
    const [one] = await inStore(
      { files: { responses: { path: join(inside, "b1.parquet"), timeZone: "Asia/Kathmandu" } } },
      readResponses
    )
    assert.deepStrictEqual([one?.id, one?.at.toISOString()], ["1", "2026-03-28T18:15:00.000Z"])
    const [two] = await inStore({ files: { responses: join(inside, "b2.parquet") } }, readResponses)
    assert.strictEqual(two?.at.toISOString(), "2026-03-29T00:00:00.000Z")
  })

  test("a column that all records have must be there", async () => {
    const path = write("a.csv", responses.replace("scale", "Scale"))
    const error = await errorOf({ files: { responses: path } })
    assert.deepStrictEqual([error.reason, error.retry], ["Unavailable", "never"])
    assert.include(error.message, `${path}: there is no column scale`)
  })

  test("a second file without a column that all records have is named when the column is counted", async () => {
    const inside = folder()
    write("a.csv", responses, inside)
    const path = write("b.csv", lines("id,customer,at,metric,scale", "9,ada,0,nps,0-10"), inside)
    const location = { files: { responses: join(inside, "*.csv") } }
    assert.strictEqual(await inStore(location, count), 4)
    const error = await errorOf(location, readResponses)
    assert.strictEqual(error.message, `${path}: a row has no score, which all responses have; fill it in`)
  })

  test.each([
    ["score", "3,y", "sesame,y"],
    ["score", "3,y", "3.5,y"],
    ["score", "3,y", "9007199254740992,y"],
    ["score", "3,y", ",y"],
    ["at", "1774778400000", "29.03.2026"],
    ["at", "1774778400000", "2026-02-30T00:00:00Z"],
    ["at", "1774778400000", "8640000000000001"],
    ["metric", "nps,0-10,3", "sesame,0-10,3"],
    ["customer", "3,cy", "3,"]
  ])("a %s that is none fails with its file, never with what it is: %s as %s", async (column, good, bad) => {
    const path = write("a.csv", responses.replace(good, bad))
    const error = await errorOf({ files: { responses: path } }, readResponses)
    assert.deepStrictEqual([error.reason, error.retry], ["InvalidRecord", "never"])
    assert.include(error.message, path)
    assert.include(error.message, column)
    const field = column as "score"
    const counted = await errorOf({ files: { responses: path } }, (store) =>
      store.tally({ source: "responses", by: [field] })
    )
    assert.strictEqual(counted.message, error.message)
    const bare = bad.split(",").find((part) => part !== "y" && part !== "3" && part !== "0-10") ?? ""
    if (bare !== "") assert.notInclude(JSON.stringify(error) + error.stack?.replaceAll(import.meta.filename, ""), bare)
  })

  test("a row that cannot be taken apart is an error", async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `r${i},ada,,0,nps,0-10,9,`)
    const torn = [
      write("a.csv", responses + lines(...rows, "sesame,ada")),
      write("b.csv", responses + lines(...rows, 'sesame,"ada')),
      write("c.csv", responses + lines("s\n  file = sesame"))
    ]
    for (const path of torn) {
      const error = await errorOf({ files: { responses: path } }, readResponses)
      assert.notInclude(error.message, "sesame")
      assert.include(error.message, path)
    }
  })

  test("an id that comes twice is an error, also across files", async () => {
    const inside = folder()
    write("a.csv", responses, inside)
    write("b.csv", responses.split("\n").slice(0, 2).join("\n"), inside)
    const error = await errorOf({ files: { responses: join(inside, "*.csv") } })
    assert.deepStrictEqual([error.reason, error.retry], ["InvalidRecord", "never"])
    assert.include(error.message, "same id")
    assert.strictEqual(await inStore({ files: { responses: join(inside, "a.csv") } }, count), 3)
  })

  test("are all that can be read from then on", async () => {
    const inside = folder()
    const path = write("a.csv", responses, inside)
    write("b.csv", responses, inside)
    const counted = (name: string) => ({ text: `SELECT count(*) FROM '${join(inside, name)}'`, parameters: [] })
    const program = Effect.gen(function* () {
      const scope = yield* Effect.scope
      const session = yield* open(yield* openMemory, scope)
      yield* mount(session, { responses: path })
      assert.deepStrictEqual(yield* session.columns(counted("a.csv")), [[3n]])
      const other = yield* Effect.flip(session.columns(counted("b.csv")))
      const reopened = yield* Effect.flip(session.execute("SET enable_external_access = true"))
      return [other, reopened]
    })
    const errors = await Effect.runPromise(Effect.scoped(program))
    assert.deepStrictEqual(
      errors.map(({ reason }) => reason),
      ["Failed", "Failed"]
    )
  })

  test("are never written", async () => {
    const inside = folder()
    symlinkSync(write("a.csv", responses), join(inside, "link.csv"))
    const location = { files: { responses: join(inside, "link.csv") } }
    const errors = [
      await errorOf(location, (store) => store.write({ id: "1", kind: "responses", records: [] })),
      await errorOf(location, (store) => store.erase("ada" as never))
    ]
    for (const error of errors) assert.deepStrictEqual([error.reason, error.retry], ["ReadOnly", "never"])
    assert.isFalse(Object.values(await inStore(location, (store) => Effect.succeed(store.capabilities))).includes(true))
    assert.deepStrictEqual(readdirSync(inside), ["link.csv"])
  })
})
