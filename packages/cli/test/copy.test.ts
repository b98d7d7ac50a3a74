import { spawn } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, existsSync, linkSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { CustomerId, RecordId, type RecordKind, type RecordOf, recordKinds, TouchpointId } from "@throughline/core"
import { Store } from "@throughline/store"
import { DuckDbStore } from "@throughline/store-duckdb"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { throughline } from "./command.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-copy-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const file = () => join(folder, `${++files}.duckdb`)

const inFile = <A>(path: string, program: Effect.Effect<A, unknown, Store>): Promise<A> =>
  Effect.runPromise(Effect.provide(program, DuckDbStore.layer({ file: path })))

const recordsOf = <Kind extends RecordKind>(kind: Kind) =>
  Effect.flatMap(Store, (store) => Stream.runCollect(store.read({ kind })))

const everything = Effect.forEach(recordKinds, (kind) => recordsOf(kind))

const write = (id: string, kind: RecordKind, records: ReadonlyArray<RecordOf<RecordKind>>) =>
  Effect.flatMap(Store, (store) => store.write({ id, kind, records }))

const copy = async (from: string, to: string) => {
  const { status, stderr, stdout } = await throughline(["copy", "--from", from, "--to", to, "--format", "json"])
  const rows = stdout === "" ? [] : (JSON.parse(stdout) as ReadonlyArray<Record<string, string | number>>)
  return { status, stderr, rows, written: rows.reduce((sum, row) => sum + Number(row.written), 0) }
}

/** A small store. */
const small = join(folder, "small.duckdb")
beforeAll(async () => {
  expect((await throughline(["measure", "nps", shop, "--store", small])).status).toBe(0)
})

describe("throughline copy", () => {
  it("copies all, counts both sides, and writes nothing the second time", async () => {
    const to = file()
    const first = await copy(small, `duckdb:${to}`)
    expect(first.status).toBe(0)
    expect(first.rows.map(({ kind }) => kind)).toEqual(recordKinds)
    for (const { from, read, to: stored, written } of first.rows)
      expect([read, written, stored]).toEqual([from, from, from])
    expect(first.stderr).toContain("responses: 10 read, 10 written")
    expect(await inFile(to, everything)).toEqual(await inFile(small, everything))
    const second = await copy(small, to)
    expect([second.status, second.written]).toEqual([0, 0])
  })

  it("writes what is missing or otherwise, again and again", async () => {
    const [from, to] = [file(), file()]
    copyFileSync(small, from)
    await copy(from, to)
    const [first, second] = (await inFile(from, recordsOf("responses"))).slice(1)
    if (first === undefined || second === undefined) throw new Error("There are no responses")
    const texts = ["other", "once more", "other", "once more"]
    for (const [i, comment] of texts.entries()) {
      await inFile(to, write(`other ${i}`, "responses", [{ ...first, comment }]))
      const { status, written } = await copy(from, to)
      expect([status, written]).toEqual([0, 1])
      expect(await inFile(to, everything)).toEqual(await inFile(from, everything))
    }
    await inFile(
      from,
      write("both", "responses", [
        { ...second, comment: "b" },
        { ...first, comment: "a" }
      ])
    )
    expect(await copy(from, to)).toMatchObject({ status: 0, written: 2 })
    expect(await inFile(to, everything)).toEqual(await inFile(from, everything))
  })

  it("stitches what customers did before they were known, and leaves the first store as it is", async () => {
    const [from, to] = [file(), file()]
    const evidence = { source: "shop", kind: "objective" } as const
    const visit = (id: string, customer: string) => ({
      id: RecordId.make(id),
      customer: CustomerId.make(customer),
      touchpoint: TouchpointId.make("checkout"),
      at: new Date(0),
      evidence
    })
    const link = (id: string, customer: string, same: string) => ({
      id: RecordId.make(id),
      kind: "identified" as const,
      customer: CustomerId.make(customer),
      same: CustomerId.make(same),
      at: new Date(0),
      evidence
    })
    await inFile(from, write("visits", "interactions", [visit("1", "phone"), visit("2", "ada"), visit("3", "eve")]))
    await inFile(from, write("links", "identities", [link("a", "ada", "phone"), link("b", "eve", "phone")]))
    const before = await inFile(from, everything)
    const stitch = () => throughline(["copy", "--from", from, "--to", to, "--stitch"])
    const { status, stderr } = await stitch()
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining(
        "2 links make 1 customers of several ids; 1 would join two known customers and join nothing"
      )
    ])
    expect((await inFile(to, recordsOf("interactions"))).map(({ customer }) => customer)).toEqual(["ada", "ada", "eve"])
    expect(await inFile(to, recordsOf("identities"))).toEqual(await inFile(from, recordsOf("identities")))
    expect((await stitch()).stderr).toContain("interactions: 3 read, 0 written")
    expect(await inFile(from, everything)).toEqual(before)
  })

  it("ends with 1 where the other store holds more", async () => {
    const [from, to] = [file(), file()]
    copyFileSync(small, from)
    copyFileSync(small, to)
    const [record] = await inFile(to, recordsOf("responses"))
    if (record === undefined) throw new Error("There are no responses")
    const more = ["\u{1F600}", "\uFF5E", "!"].map((id) => ({ ...record, id: RecordId.make(id) }))
    await inFile(to, write("more", "responses", more))
    const { status, stderr, written } = await copy(from, to)
    expect([status, written, stderr]).toEqual([1, 0, expect.stringContaining("responses: 10 in --from, 13 in --to")])
    expect(await copy(to, from)).toMatchObject({ status: 0, written: 3 })
    expect(await copy(to, from)).toMatchObject({ status: 0, written: 0 })
  })

  it("refuses one store under two names, and one that is not there", async () => {
    const [symbolic, hard, none] = [file(), file(), file()]
    symlinkSync(small, symbolic)
    linkSync(small, hard)
    for (const same of [small, symbolic, hard]) {
      expect(await copy(`duckdb:${small}`, same)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("same store")
      })
    }
    expect(await copy(none, small)).toMatchObject({ status: 3, stderr: expect.stringContaining("no such file") })
    expect(existsSync(none)).toBe(false)
    expect(await throughline(["copy", "--from", small])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--to")
    })
  })

  it("shows no password of what it cannot read or reach", async () => {
    for (const to of [
      "postgress://u:SECRET@h/x",
      "postgres://u:SECRET@127.0.0.1:1/x",
      "clickhouse://u:SECRET@127.0.0.1:1/x"
    ]) {
      const { status, stderr } = await copy(small, to)
      expect(status).not.toBe(0)
      expect(stderr).not.toContain("SECRET")
    }
  })
})

/** Copy in a process of its own, and kill it as soon as it has said something. */
const killAfter = async (words: string, env: Readonly<Record<string, string>>): Promise<void> => {
  const run = spawn(process.execPath, [main, "copy"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env }
  })
  onTestFinished(() => void run.kill("SIGKILL"))
  const gone = once(run, "exit")
  for await (const line of createInterface({ input: run.stderr })) if (line.includes(words)) run.kill("SIGKILL")
  expect(await gone).toEqual([null, "SIGKILL"])
}

/** So many visits, in the order of their ids. */
const visits = (count: number): ReadonlyArray<RecordOf<"interactions">> =>
  Array.from({ length: count }, (_, i) => ({
    id: RecordId.make(String(1_000_000 + i)),
    customer: CustomerId.make(`customer ${i % 1000}`),
    touchpoint: TouchpointId.make("checkout"),
    at: new Date(1_760_000_000_000 + i * 1000),
    evidence: { source: "test", kind: "objective" }
  }))

describe("a copy that is killed", () => {
  it("goes on where it was, with nothing twice and nothing lost", async () => {
    const [from, to, count] = [file(), file(), 140_000]
    copyFileSync(small, from)
    await inFile(from, write("visits", "interactions", visits(count)))
    await killAfter("interactions: 100,000 of", { THROUGHLINE_FROM: from, THROUGHLINE_TO: to })
    const left = (await inFile(to, recordsOf("interactions"))).length
    expect([left >= 100_000, left < count, left % 10_000]).toEqual([true, true, 0])
    const { rows, status } = await copy(from, to)
    const [copied] = rows.filter(({ kind }) => kind === "interactions")
    expect([status, copied]).toEqual([0, expect.objectContaining({ read: count, written: count - left, to: count })])
    const [there, here] = [await inFile(to, everything), await inFile(from, everything)]
    expect(JSON.stringify(there) === JSON.stringify(here)).toBe(true)
  })
})
