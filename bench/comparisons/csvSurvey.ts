import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execPath } from "node:process"
import { fileURLToPath } from "node:url"
import { isDeepStrictEqual } from "node:util"
import { median } from "../Comparison.ts"
import { writeSurvey } from "./csvSurveyFile.ts"
import type { Reader, SurveyReading } from "./csvSurveyReader.ts"

const program = fileURLToPath(new URL("csvSurveyReader.ts", import.meta.url))
const readers = [
  ["ours", "rows to validated responses by @throughline/import"],
  ["csvParse", "the same by csv-parse and Schema"],
  ["papaParse", "rows to plain objects by papaparse"]
] as const satisfies ReadonlyArray<readonly [Reader, string]>
const rounds = 3

const readBy = (reader: Reader, path: string): SurveyReading =>
  JSON.parse(execFileSync(execPath, [program, reader, path], { encoding: "utf8" }))

/** A survey of 16 columns and 240 bytes a row, read from a file by processes of their own, in turns. */
export const csvSurvey = (rows: number): void => {
  const folder = mkdtempSync(join(tmpdir(), "survey-"))
  try {
    const path = join(folder, "survey.csv")
    writeSurvey(path, rows)
    console.log(
      `\nRead ${(statSync(path).size / 1e6).toFixed(0)} MB of survey answers, ${rows.toLocaleString("en")} rows`
    )
    const readings = readers.map((): Array<SurveyReading> => [])
    for (let round = 0; round < rounds; round++) {
      for (const [i, [reader]] of readers.entries()) readings[i]?.push(readBy(reader, path))
    }
    describe(readings)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const describe = (readings: ReadonlyArray<ReadonlyArray<SurveyReading>>): void => {
  const [ours = []] = readings
  const middle = (all: ReadonlyArray<SurveyReading>, key: "processor" | "wall" | "megabytes") =>
    median(all.map((reading) => reading[key]))
  for (const [i, [, name]] of readers.entries()) {
    const all = readings[i] ?? []
    if (!isDeepStrictEqual(all[0]?.seen, ours[0]?.seen)) throw new Error(`${name} finds other answers`)
    const ratio = (key: "processor" | "wall") => (middle(all, key) / middle(ours, key)).toFixed(2)
    const time = `processor${`${middle(all, "processor").toFixed(0)} ms`.padStart(10)}, ratio ${ratio("processor")}`
    const wall = `clock${`${middle(all, "wall").toFixed(0)} ms`.padStart(10)}, ratio ${ratio("wall")}`
    console.log(`  ${name.padEnd(52)}${time}   ${wall}   memory ${middle(all, "megabytes").toFixed(0)} MB`)
  }
}
