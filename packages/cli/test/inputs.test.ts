import { spawnSync } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import { zip } from "../../import/test/zip.ts"
import { throughline } from "./command.ts"

const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))
const survey = readFileSync(join(shop, "survey.csv"))
const folders = mkdtempSync(join(tmpdir(), "throughline-inputs-"))
afterAll(() => rmSync(folders, { recursive: true, force: true }))

/** A folder with the project of the shop, and these files. */
const folderWith = (name: string, files: Readonly<Record<string, Uint8Array>>): string => {
  const folder = join(folders, name)
  mkdirSync(folder)
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  copyFileSync(join(shop, "throughline.json"), join(folder, "throughline.json"))
  return folder
}

const checked = async (...paths: ReadonlyArray<string>) => {
  const { stdout } = await throughline(["check", ...paths, "--format", "ndjson"])
  return stdout
    .trim()
    .split("\n")
    .map(
      (line) => JSON.parse(line) as { readonly file: string; readonly result: string; readonly count: number | null }
    )
}
const imported = async (...paths: ReadonlyArray<string>) =>
  (await checked(...paths)).flatMap(({ count, file, result }) => (result === "imported" ? [`${file} ${count}`] : []))

describe("what is named on the command line", () => {
  it("is unpacked, and finds its mapping by its name, packed or not", async () => {
    const folder = folderWith("packed", {
      "survey.csv.gz": gzipSync(survey),
      "all.zip": zip([
        { path: "2026/survey.csv", content: survey },
        { path: "notes.txt", content: "a,b\n1,2\n" }
      ])
    })
    expect(await imported(folder)).toEqual(["survey.csv 6", "survey.csv 6"])
    expect((await checked(folder)).map(({ file }) => file)).toContain("notes.txt")
  })

  it("may be a pattern: sorted files, with the mapping of their folder or the nearest above", async () => {
    const folder = folderWith("pattern", {
      "b/survey.csv": survey,
      "a/deep/survey.csv": survey,
      "a/other.csv": survey,
      "survey.csv": survey
    })
    const own = {
      files: [{ ...JSON.parse(readFileSync(join(folder, "throughline.json"), "utf8")).files[0], match: "*" }]
    }
    writeFileSync(join(folder, "a", "throughline.json"), JSON.stringify(own))
    expect(await imported(join(folder, "*.csv"))).toEqual(["survey.csv 6"])
    // Without the touchpoints of the journey one row more is read.
    expect(await imported(join(folder, "**/*.csv"))).toEqual([
      "survey.csv 7",
      "other.csv 7",
      "survey.csv 6",
      "survey.csv 6"
    ])
    expect(await imported(join(folder, "a/**/*"))).toEqual(["survey.csv 7", "other.csv 7"])
    const { status, stderr } = await throughline(["check", join(folder, "*.tsv")])
    expect([status, stderr]).toEqual([3, expect.stringContaining("*.tsv: no file matches")])
  })

  it("may be standard input, plain or packed", () => {
    const folder = folderWith("stdin", {})
    const project = JSON.parse(readFileSync(join(folder, "throughline.json"), "utf8"))
    const files = [{ ...project.files[0], match: "stdin" }]
    writeFileSync(join(folder, "throughline.json"), JSON.stringify({ ...project, files }))
    const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
    for (const input of [survey, gzipSync(survey)]) {
      const args = [main, "measure", "nps", "-", "--format", "json"]
      const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: folder, input, encoding: "utf8" })
      expect([status, JSON.parse(stdout)[0].value]).toEqual([0, 25])
      expect(stderr).toContain("stdin: read 10 = imported 6")
    }
  })
})
