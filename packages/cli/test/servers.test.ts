import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, afterEach, describe, expect, it, vi } from "vitest"
import { startServer as startClickHouse } from "../../store-clickhouse/test/servers.ts"
import { careless, startServer as startPostgres } from "../../store-postgres/test/server.ts"
import { throughline } from "./command.ts"

const demo = fileURLToPath(new URL("../../../examples/online-retailer/data", import.meta.url))
const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-servers-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => void vi.unstubAllEnvs())

const asked = ["--by", "touchpoint", "--format", "csv", "--time-zone", "Europe/Berlin"]

const nps = async (...args: ReadonlyArray<string>): Promise<string> => {
  const { status, stderr, stdout } = await throughline(["measure", "nps", ...args, ...asked])
  expect(status, stderr).toBe(0)
  return stdout
}

const copy = async (from: string, to: string): Promise<string> => {
  const { status, stderr } = await throughline(["copy", "--from", from, "--to", to])
  expect(status, stderr).toBe(0)
  return stderr
}

describe("a store on a server", () => {
  it("gives the answers of a file, byte for byte, in PostgreSQL", { timeout: 300_000 }, async () => {
    const server = await startPostgres(careless)
    try {
      const file = join(folder, "demo.duckdb")
      const answer = await nps(demo, "--store", file)
      expect(answer.split("\n").length).toBeGreaterThan(5)
      const store = `${server.url}?schema=demo`
      expect(await nps(demo, "--store", store)).toBe(answer)
      vi.stubEnv("THROUGHLINE_STORE", store)
      expect(await nps()).toBe(answer)
      vi.unstubAllEnvs()
      const lines = (await copy(file, store)).split("\n").filter((line) => line.includes("written"))
      expect(lines.length).toBeGreaterThan(5)
      expect(lines.filter((line) => !line.endsWith("read, 0 written"))).toEqual([])
    } finally {
      await server.stop()
    }
  })

  it("gives the answers of a file, byte for byte, in ClickHouse on two servers", { timeout: 120_000 }, async () => {
    const servers = await Promise.all([startClickHouse(), startClickHouse()])
    try {
      const file = join(folder, "shop.duckdb")
      const answer = await nps(shop, "--store", file)
      const store = `clickhouse://${servers.map(({ url }) => new URL(url).host).join(",")}/shop`
      expect(await copy(file, store)).toContain("responses: 10 read, 10 written")
      expect(await nps("--store", store)).toBe(answer)
      expect(await copy(file, store)).toContain("responses: 10 read, 0 written")
      const back = join(folder, "back.duckdb")
      await copy(store, back)
      expect(await nps("--store", back)).toBe(answer)
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
    }
  })
})
