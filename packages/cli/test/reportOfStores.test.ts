import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { report as toHtml } from "@throughline/render"
import { MemoryStore, type Store, type StoreError } from "@throughline/store"
import { ClickHouseStore } from "@throughline/store-clickhouse"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { embedded } from "../../store-clickhouse/test/embedded.ts"
import { startServer as startClickHouse } from "../../store-clickhouse/test/servers.ts"
import { careless, startServer as startPostgres } from "../../store-postgres/test/server.ts"
import { load } from "../src/ingest/load.ts"
import { measure, ofStore } from "../src/measure/measure.ts"
import { measureNames } from "../src/measure/topics.ts"
import { Progress } from "../src/output/Progress.ts"
import { readReport } from "../src/report/readReport.ts"
import { openStore } from "../src/stores/openStore.ts"
import { readAddress } from "../src/stores/readAddress.ts"
import { version } from "../src/version.ts"
import { throughline } from "./command.ts"

const data = fileURLToPath(new URL("../../../examples/online-retailer/data", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-engines-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const timeZone = "Europe/Berlin"

const around = Layer.mergeAll(
  NodeServices.layer,
  Progress.layer({ write: () => undefined }),
  Layer.succeed(Console.Console, { ...globalThis.console, error: () => undefined })
)

/** Every measure that needs nothing more than a store. */
const questions = measureNames.filter(ofStore).map((name) => ({
  measure: name,
  as: undefined,
  by: undefined,
  over: undefined,
  where: {},
  timeZone,
  settings: {},
  journey: undefined
}))

/** The answers to all questions as JSON, one a line; for one that cannot be answered, why. */
const answers = Effect.forEach(questions, (question) =>
  Effect.map(Effect.result(measure(question)), (rows) => JSON.stringify([question, rows]))
)

/** What is found in the demo, as a page and as lines of JSON. */
interface Findings {
  readonly html: string
  readonly json: ReadonlyArray<string>
}

/** What a program may ask for. */
type Around = Store | Scope.Scope | Layer.Success<typeof around>

const run = <A>(program: Effect.Effect<A, unknown, Around>, layer: Layer.Layer<Store, unknown>) =>
  Effect.runPromise(Effect.provide(Effect.scoped(program), [layer, around]))

/** Of a store that the command knows. */
const byCommand = async (address: string): Promise<Findings> => {
  const output = join(folder, "report.html")
  const { status, stderr } = await throughline(["report", data, "--store", address, "-o", output])
  expect(status, stderr).toBe(0)
  const layer = Layer.unwrap(Effect.map(readAddress(address), openStore))
  return { html: readFileSync(output, "utf8"), json: await run(answers, layer) }
}

/** Of a store that only a program can open. */
const byProgram = (layer: Layer.Layer<Store, StoreError>): Promise<Findings> => {
  const program = Effect.gen(function* () {
    const { outcomes, sources } = yield* load([data])
    const found = yield* readReport({ journey: sources.journey, timeZone, unit: "quarter", outcomes, version })
    return { html: toHtml(found), json: yield* answers }
  })
  return run(program, layer)
}

describe("the report of the online retailer", () => {
  let memory: Findings = { html: "", json: [] }
  beforeAll(async () => {
    memory = await byProgram(MemoryStore.layer)
    const answered = memory.json.filter((line) => line.includes('"_tag":"Success"'))
    expect(memory.html.length).toBeGreaterThan(50_000)
    expect(answered.length).toBeGreaterThan(35)
  }, 300_000)

  const same = (found: Findings) => {
    for (const [i, line] of found.json.entries()) expect(line).toBe(memory.json[i])
    expect(found.json.length).toBe(memory.json.length)
    expect(found.html === memory.html).toBe(true)
  }

  it("is the same from DuckDB", { timeout: 300_000 }, async () => {
    same(await byCommand(join(folder, "retailer.duckdb")))
  })

  it("is the same from PostgreSQL", { timeout: 300_000 }, async () => {
    const server = await startPostgres(careless)
    try {
      same(await byCommand(server.url))
    } finally {
      await server.stop()
    }
  })

  it("is the same from ClickHouse on three servers", { timeout: 300_000 }, async () => {
    const servers = await Promise.all([startClickHouse(), startClickHouse(), startClickHouse()])
    try {
      same(await byCommand(`clickhouse://${servers.map(({ url }) => new URL(url).host).join(",")}`))
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
    }
  })

  it("is the same from ClickHouse of today", { timeout: 300_000 }, async () => {
    const { client, close } = embedded()
    try {
      same(await byProgram(ClickHouseStore.layer({ shards: [client] })))
    } finally {
      await close()
    }
  })
})
