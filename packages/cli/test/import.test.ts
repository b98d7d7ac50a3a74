import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { recordKinds, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { afterAll, describe, expect, it, onTestFinished } from "vitest"
import { throughline } from "./command.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-import-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inFile = <A>(path: string, program: Effect.Effect<A, unknown, Store>): Promise<A> =>
  Effect.runPromise(Effect.provide(program, DuckDbStore.layer({ file: path })))

const everything = Effect.flatMap(Store, (store) =>
  Effect.forEach(recordKinds, (kind) => Stream.runCollect(store.read({ kind })))
)

const importing = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["import", ...args, "--format", "json"])
  return { status, stderr, rows: stdout === "" ? [] : (JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>) }
}

describe("throughline import", () => {
  it("says what became of each row, keeps what is rejected, and adds nothing the second time", async () => {
    const [store, rejected] = [join(folder, "shop.duckdb"), join(folder, "rejected.ndjson")]
    const first = await importing(shop, "--store", store, "--rejected", rejected)
    const survey = first.rows.find(({ file }) => file === "survey.csv")
    expect(survey).toMatchObject({ read: expect.any(Number), whole: "yes", gone: 0 })
    const counts = ["imported", "skipped", "duplicate", "rejected"].map((key) => Number(survey?.[key]))
    expect(counts.reduce((a, b) => a + b)).toBe(survey?.read)
    const lines = readFileSync(rejected, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).severity)
    expect(lines.filter((severity) => severity === "record").length).toBe(
      first.rows.reduce((sum, row) => sum + Number(row.rejected), 0)
    )
    const kept = await inFile(store, everything)
    expect(kept.flat().length).toBe(first.rows.reduce((sum, row) => sum + Number(row.records), 0))
    const second = await importing(shop, "--store", store)
    expect(second.rows).toEqual(first.rows)
    expect(await inFile(store, everything)).toEqual(kept)
  })

  it("ends with 3 when something was rejected, and keeps the rest", async () => {
    const [data, store] = [join(folder, "bad"), join(folder, "bad.duckdb")]
    mkdirSync(data)
    writeFileSync(join(data, "visits.csv"), visits(0, 5).replace(",c1,", ",,"))
    writeFileSync(join(data, "throughline.json"), mapping)
    const { rows, status, stderr } = await importing(data, "--store", store)
    expect([status, rows[0]]).toEqual([3, expect.objectContaining({ read: 5, imported: 4, rejected: 1 })])
    expect(stderr).toContain("1 source records were rejected")
  })

  it("wants a store and something to read", async () => {
    expect(await importing(shop)).toMatchObject({ status: 2, stderr: expect.stringContaining("--store") })
    expect(await importing("--store", "x.duckdb")).toMatchObject({ status: 2 })
  })

  it("names the formats there are", async () => {
    const data = join(folder, "odd")
    mkdirSync(data)
    writeFileSync(join(data, "visits.csv"), visits(0, 1))
    writeFileSync(join(data, "throughline.json"), mapping.replace('"csv"', '"punch-cards"'))
    const { status, stderr } = await importing(data, "--store", join(folder, "odd.duckdb"))
    expect([status, stderr]).toEqual([3, expect.stringContaining('no format "punch-cards" to read: there are ')])
  })
})

describe("a source that says what is gone", () => {
  const gone = JSON.stringify({
    files: [
      {
        match: "*.ndjson",
        source: "till",
        format: "ndjson",
        tombstoneWhen: { column: "state", equals: ["gone"] },
        records: [
          { kind: "interactions", id: "id", fields: { customer: "customer", touchpoint: { value: "till" }, at: "at" } }
        ]
      }
    ]
  })
  const visit = (id: string, minute: number, state = "there"): string =>
    JSON.stringify({ id, customer: "ada", at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(), state })
  const minutes = Effect.flatMap(Store, (store) =>
    Effect.map(Stream.runCollect(store.read({ kind: "interactions" })), (visits) =>
      visits.map(({ at }) => at.getUTCMinutes()).toSorted((a, b) => a - b)
    )
  )
  const project = (name: string) => {
    const data = join(folder, name)
    mkdirSync(data)
    writeFileSync(join(data, "throughline.json"), gone)
    const say = (file: string, lines: ReadonlyArray<string>) => writeFileSync(join(data, file), `${lines.join("\n")}\n`)
    return { data, say, store: join(folder, `${name}.duckdb`) }
  }

  it("has it removed, in the order of its lines, and the second run changes nothing", async () => {
    const { data, say, store } = project("gone")
    say("1.ndjson", [visit("a", 1), visit("b", 2), visit("c", 3), visit("d", 4)])
    expect(await importing(data, "--store", store)).toMatchObject({ status: 0, rows: [{ records: 4, gone: 0 }] })
    say("2.ndjson", [
      visit("a", 1, "gone"),
      visit("b", 2, "gone"),
      visit("b", 12),
      visit("c", 13),
      visit("c", 13, "gone"),
      visit("e", 5),
      visit("never", 9, "gone")
    ])
    for (const _ of [1, 2]) {
      const { rows, status } = await importing(data, "--store", store)
      expect([status, rows[1]]).toEqual([0, expect.objectContaining({ read: 7, records: 3, gone: 4 })])
      expect(await inFile(store, minutes)).toEqual([4, 5, 12])
    }
    say("3.ndjson", [visit("a", 21)])
    for (const _ of [1, 2]) {
      await importing(data, "--store", store)
      expect(await inFile(store, minutes)).toEqual([4, 5, 12, 21])
    }
  })

  it("has it removed across batches, and written again in a later one", async () => {
    const { data, say, store } = project("batches")
    const many = (from: number) => Array.from({ length: 20_000 }, (_, i) => visit(`${from + i}`, 30))
    say("0.ndjson", [visit("b", 2)])
    say("all.ndjson", [
      visit("a", 1),
      ...many(0),
      visit("a", 1, "gone"),
      visit("b", 2, "gone"),
      ...many(20_000),
      visit("b", 7)
    ])
    for (const _ of [1, 2]) {
      expect((await importing(data, "--store", store)).status).toBe(0)
      const left = await inFile(store, minutes)
      expect([left.length, left[0], left[1]]).toEqual([40_001, 7, 30])
    }
  })
})

const mapping = JSON.stringify({
  files: [
    {
      match: "*.csv",
      source: "till",
      format: "csv",
      records: [
        { kind: "interactions", id: "id", fields: { customer: "customer", touchpoint: { value: "till" }, at: "at" } },
        { kind: "customers", id: "customer", fields: {} }
      ]
    }
  ]
})

const visits = (from: number, count: number): string => {
  const rows = Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + (from + i) * 1000).toISOString()
    return `${from + i},c${(from + i) % 977},${at}`
  })
  return `id,customer,at\n${rows.join("\n")}\n`
}

/** How often an import is killed. */
const kills = process.env.FAULTS === "1" ? 10 : 3

/** Import in a process of its own, and kill it after a while; `true` when it was not done by then. */
const killedAfter = async (milliseconds: number, data: string, store: string): Promise<boolean> => {
  const run = spawn(process.execPath, [main, "import", data, "--store", store], { stdio: "ignore" })
  onTestFinished(() => void run.kill("SIGKILL"))
  const timer = setTimeout(() => run.kill("SIGKILL"), milliseconds)
  const [, signal] = await once(run, "exit")
  clearTimeout(timer)
  return signal === "SIGKILL"
}

describe("an import that is killed", () => {
  it("gives the same store when it is run again, with nothing twice and nothing lost", {
    timeout: 180_000
  }, async () => {
    const [data, killed, whole] = [join(folder, "many"), join(folder, "killed.duckdb"), join(folder, "whole.duckdb")]
    mkdirSync(data)
    writeFileSync(join(data, "throughline.json"), mapping)
    for (const part of [0, 1, 2]) writeFileSync(join(data, `visits-${part}.csv`), visits(part * 60_000, 60_000))
    for (let i = 0; i < kills; i++) await killedAfter(1000 + (i * 4000) / kills, data, killed)
    expect((await importing(data, "--store", killed)).status).toBe(0)
    expect((await importing(data, "--store", whole)).status).toBe(0)
    const [there, here] = [await inFile(killed, everything), await inFile(whole, everything)]
    expect(JSON.stringify(there) === JSON.stringify(here)).toBe(true)
    const counted = Effect.flatMap(Store, (store) => store.tally({ source: "interactions", by: ["touchpoint"] }))
    expect(Tally.total(await inFile(killed, counted))).toBe(180_000)
  })
})
