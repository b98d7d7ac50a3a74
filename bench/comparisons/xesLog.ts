import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execPath } from "node:process"
import { fileURLToPath } from "node:url"
import { median } from "../Comparison.ts"
import { writeLog } from "./xesLogFile.ts"
import type { LogReading, Reader } from "./xesLogReader.ts"

const program = fileURLToPath(new URL("xesLogReader.ts", import.meta.url))
const readers = [
  ["ours", "events to validated interactions by @throughline/event-log"],
  ["saxes", "the bare parse by saxes"]
] as const satisfies ReadonlyArray<readonly [Reader, string]>
const rounds = 5

const readBy = (reader: Reader, path: string): LogReading =>
  JSON.parse(execFileSync(execPath, [program, reader, path], { encoding: "utf8" }))

/** An event log in XES of so many megabytes, read from a file by processes of their own, in turns. */
export const xesLog = (megabytes: number): void => {
  const folder = mkdtempSync(join(tmpdir(), "log-"))
  try {
    const path = join(folder, "claims.xes")
    writeLog(path, 1e6 * megabytes)
    const readings = readers.map((): Array<LogReading> => [])
    for (let round = 0; round < rounds; round++) {
      for (const [i, [reader]] of readers.entries()) readings[i]?.push(readBy(reader, path))
    }
    describe(statSync(path).size, readings)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const describe = (bytes: number, readings: ReadonlyArray<ReadonlyArray<LogReading>>): void => {
  const [ours = [], saxes = []] = readings
  const events = ours[0]?.events ?? 0
  console.log(`\nRead ${(bytes / 1e6).toFixed(0)} MB of an event log in XES, ${events.toLocaleString("en")} events`)
  const middle = (all: ReadonlyArray<LogReading>, key: "processor" | "megabytes") => median(all.map((one) => one[key]))
  for (const [i, [, name]] of readers.entries()) {
    const all = readings[i] ?? []
    if (all[0]?.events !== events) throw new Error(`${name} finds other events`)
    const time = `${middle(all, "processor").toFixed(0)} ms`.padStart(10)
    console.log(`  ${name.padEnd(62)}processor${time}   memory ${middle(all, "megabytes").toFixed(0)} MB`)
  }
  const ratio = middle(ours, "processor") / middle(saxes, "processor")
  console.log(`  ours takes ${ratio.toFixed(2)} times the processor time of the bare parse`)
}
