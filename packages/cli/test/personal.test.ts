import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"

const folder = mkdtempSync(join(tmpdir(), "throughline-personal-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const exported = join(folder, "export")
mkdirSync(exported)
const rule = {
  kind: "responses",
  id: "id",
  metric: "nps",
  scale: "0-10",
  direction: "highIsGood",
  fields: { customer: "E-Mail", at: "at", score: "nps", touchpoint: { value: "shop" } }
}
const files = [{ match: "*.csv", source: "survey", format: "csv", records: [rule] }]
writeFileSync(join(exported, "throughline.json"), JSON.stringify({ files }))
writeFileSync(
  join(exported, "answers.csv"),
  "id,E-Mail,at,nps\n1,ana@example.org,2026-01-01T10:00:00Z,9\n2,ben@example.org,2026-01-02T10:00:00Z,3\n"
)

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

/** Run the command with this key in its environment. */
const throughline = (key: string, ...args: ReadonlyArray<string>) => {
  const env = { ...process.env, THROUGHLINE_HASH_KEY: key }
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", env })
  return { status, stderr, stdout }
}

const key = "a key of the test, long enough"

describe("ids that are addresses for mail", () => {
  it("are not read without a key, and the check says what to do", () => {
    const { status, stderr, stdout } = throughline("", "check", exported, "--format", "json")
    expect(status).toBe(3)
    expect(stdout).toContain("THROUGHLINE_HASH_KEY")
    expect(stdout).toContain(String.raw`\"personal\": \"keep\" in records[0].fields.customer`)
    expect(stdout + stderr).not.toContain("example.org")
  })

  it("are read under their hashes with THROUGHLINE_HASH_KEY, also where a run without came before", () => {
    const measure = (hashKey: string) =>
      throughline(hashKey, "measure", "nps", exported, "--store", join(folder, "answers.duckdb"), "--format", "json")
    expect(measure("").stderr).toContain("imported 0 + rejected 2")
    for (const run of [measure(key), measure(key)]) {
      expect(run.stderr).toContain("imported 2 + rejected 0")
      expect(JSON.parse(run.stdout)).toMatchObject([{ n: 2 }])
    }
  })

  it("are not read with a key that is too short", () => {
    const { status, stderr } = throughline("short", "check", exported)
    expect([status, stderr]).toEqual([3, expect.stringContaining("at least 16 characters")])
  })
})
