import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import { zip } from "../../import/test/zip.ts"
import { run } from "../../store-duckdb/test/run.ts"
import { throughline } from "./command.ts"

const folders = mkdtempSync(join(tmpdir(), "throughline-parquet-"))
afterAll(() => rmSync(folders, { recursive: true, force: true }))

/** 3000 answers; the third has neither score nor comment, every seventh customer is a number beyond 2^53. */
const answers = (at: string): string => `SELECT
  'r' || i AS response_id,
  CASE WHEN i % 7 = 0 THEN '9007199254740993' ELSE 'c' || i END AS customer_id,
  'shop' AS touchpoint,
  ${at} + to_minutes(i) AS submitted_at,
  CASE WHEN i = 2 THEN NULL ELSE (i % 11)::DECIMAL(4, 1) END AS nps,
  CASE WHEN i = 2 THEN NULL ELSE 'line one' || chr(10) || 'line "two"' END AS comment
FROM range(3000) AS rows(i)`

const zoned = answers("TIMESTAMPTZ '2026-03-01 09:00:00+01:00'")
const local = answers("TIMESTAMP '2026-03-01 09:00:00'")

const parquet = async (path: string, select: string): Promise<string> => {
  await run(":memory:", [`COPY (${select}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`])
  return path
}

const folderWith = async (name: string, select: string): Promise<string> => {
  const folder = join(folders, name)
  mkdirSync(folder)
  await parquet(join(folder, "survey.parquet"), select)
  const { stdout } = await throughline(["check", join(folder, "survey.parquet"), "--propose"])
  const project: { readonly files: ReadonlyArray<object> } = JSON.parse(stdout)
  const files = project.files.map((file) => ({ ...file, match: "*" }))
  writeFileSync(join(folder, "throughline.json"), JSON.stringify({ files }))
  return folder
}

const rowsOf = (stdout: string): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]))

const checked = async (...paths: ReadonlyArray<string>) =>
  rowsOf((await throughline(["check", ...paths, "--format", "ndjson"])).stdout)

const counts = (file: string) => [
  { file, result: "imported", count: 2999, example: "", fix: "" },
  { file, result: "skipped", count: 1, example: "", fix: "" }
]

describe("a Parquet file", () => {
  it("is mapped, imported and measured as any other, and again adds nothing", async () => {
    const folder = await folderWith("whole", zoned)
    const store = join(folders, "whole.duckdb")
    for (let time = 0; time < 2; time++) {
      const { status, stdout } = await throughline(["import", folder, "--store", store, "--format", "ndjson"])
      expect(status).toBe(0)
      expect(rowsOf(stdout)).toEqual([
        {
          file: "survey.parquet",
          read: 3000,
          imported: 2999,
          skipped: 1,
          duplicate: 0,
          rejected: 0,
          records: 2999,
          gone: 0,
          whole: "yes"
        }
      ])
    }
    const { stdout } = await throughline(["measure", "nps", "--store", store, "--format", "ndjson"])
    expect(rowsOf(stdout)[0]).toMatchObject({ n: 2999 })
  })

  it("is known by its first bytes, packed or not, and in standard input", async () => {
    const folder = await folderWith("packed", zoned)
    const bytes = readFileSync(join(folder, "survey.parquet"))
    writeFileSync(join(folder, "no name for it"), bytes)
    writeFileSync(join(folder, "survey.parquet.gz"), gzipSync(bytes))
    writeFileSync(join(folder, "all.zip"), zip([{ path: "a/inside.parquet", content: bytes }]))
    expect(await checked(folder)).toEqual(
      ["inside.parquet", "survey.parquet", "survey.parquet"].flatMap((name) => counts(name))
    )
    expect(await checked(join(folder, "no name for it"))).toEqual(counts("no name for it"))
    const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
    const args = [main, "check", "-", "--format", "ndjson"]
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, input: bytes, encoding: "utf8" })
    expect(rowsOf(stdout)).toEqual(counts("stdin"))
  })

  it("asks for the zone of times that have none, and names rows by their number", async () => {
    const folder = await folderWith("local", local)
    const mapping = join(folder, "throughline.json")
    const rejected = {
      file: "survey.parquet",
      result: "rejected: AmbiguousTime",
      count: 2999,
      fix: "set time.timeZone"
    }
    expect((await checked(folder))[2]).toMatchObject({
      ...rejected,
      example: expect.stringMatching(/^survey\.parquet:1 submitted_at: found "2026-03-01 09:00:00"/)
    })
    rmSync(mapping)
    expect(await checked(join(folder, "survey.parquet"))).toMatchObject([
      { result: "no mapping yet", example: "ndjson: responses (nps)" },
      { result: "open question", example: expect.stringContaining("time.timeZone") }
    ])
  })

  it("refuses a mapping with a column that it does not have", async () => {
    const folder = await folderWith("misspelt", zoned)
    const mapping = join(folder, "throughline.json")
    writeFileSync(mapping, readFileSync(mapping, "utf8").replace('"comment":"comment"', '"comment":"coment"'))
    const { status, stderr } = await throughline(["check", folder])
    expect([status, stderr]).toEqual([
      3,
      expect.stringContaining('there is no column "coment". Its columns are response_id')
    ])
  })

  it("that is cut or damaged is never complete", async () => {
    const folder = await folderWith("damaged", zoned)
    const file = join(folder, "survey.parquet")
    const store = join(folders, "damaged.duckdb")
    const whole = readFileSync(file)
    const zeros = Buffer.from(whole)
    zeros.fill(0, 2000, 4000)
    const damaged = [whole.subarray(0, 0), whole.subarray(0, 3000), whole.subarray(0, -1), zeros]
    for (const bytes of damaged) {
      writeFileSync(file, bytes)
      const { status, stderr, stdout } = await throughline(["import", folder, "--store", store])
      expect([status, stdout]).toEqual([3, ""])
      expect(stderr).toMatch(/survey\.parquet is (no whole Parquet file|damaged: it breaks off after \d+ of 3000 rows)/)
    }
    writeFileSync(file, whole)
    expect((await throughline(["import", folder, "--store", store])).status).toBe(0)
  })
})
