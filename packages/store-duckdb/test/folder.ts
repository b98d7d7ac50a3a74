import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

/** A folder for one test, removed after it. */
export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "throughline-"))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A database file in a folder for one test. */
export const databaseFile = (): string => join(folder(), "test.duckdb")
