import { existsSync, statSync } from "node:fs"
import { isAbsolute, join } from "node:path"
import { StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import { quoted } from "./conversion.ts"
import { fileColumn } from "./refusal.ts"
import type { Session } from "./Session.ts"

/** The error for files that cannot be measured as they are. */
export const unfit = (message: string): StoreError =>
  new StoreError({ reason: "Unavailable", engine: "duckdb", retry: "never", message })

/** A path as a pattern that only it matches. */
export const literally = (path: string): string => path.replaceAll(/[*?[]/g, "[$&]")

const isUrl = /^[a-z][a-z0-9+.-]+:/i

/** The files that a path or pattern names, in order. A file of that very name is meant before what the pattern matches. */
export const filesAt = Effect.fnUntraced(function* (session: Session, path: string) {
  if (path === "" || path.includes("\0")) return yield* unfit("A path is empty or has a NUL character")
  if (isUrl.test(path)) return yield* unfit(`${path} looks like an address; only files of this machine are read`)
  if (existsSync(path)) {
    if (statSync(path).isDirectory())
      return yield* unfit(`${path} is a folder; name its files, as in ${path}/*.parquet`)
    return [isAbsolute(path) ? path : join(process.cwd(), path)]
  }
  const pattern = isAbsolute(path) ? path : join(literally(process.cwd()), path)
  const [found = []] = yield* session.columns({
    text: "SELECT file FROM glob($1) ORDER BY file",
    parameters: [{ type: "text", value: pattern }]
  })
  if (found.length === 0) return yield* unfit(`${path}: there is no such file`)
  return found.map(String)
})

const settings = `union_by_name = true, hive_partitioning = false, filename = '${fileColumn}'`

/** A first line of names, commas, and quotes doubled inside of quotes: nothing is guessed, every cell is text. */
const csvSettings = `header = true, skip = 0, delim = ',', quote = '"', escape = '"', comment = '', nullstr = '', allow_quoted_nulls = false, all_varchar = true, strict_mode = true, null_padding = false, ignore_errors = false, encoding = 'utf-8'`

const formats = [
  { ends: /\.parquet$/i, scan: (files: string) => `read_parquet(${files}, ${settings})`, typed: true },
  { ends: /\.csv(\.gz)?$/i, scan: (files: string) => `read_csv(${files}, ${settings}, ${csvSettings})`, typed: false }
]

/** A list of paths as it stands in a statement. */
export const listed = (paths: ReadonlyArray<string>): string => `[${paths.map(quoted).join(", ")}]`

/** How files are read: what stands after FROM, and whether each of them says the types of its columns. */
export interface Scan {
  readonly from: string
  readonly typed: boolean
}

/** How to read files, by how their names end. */
export const scanOf = (path: string, files: ReadonlyArray<string>): Effect.Effect<Scan, StoreError> => {
  const format = formats.find(({ ends }) => files.every((file) => ends.test(file)))
  if (format !== undefined) {
    return Effect.succeed({ from: format.scan(listed(files.map(literally))), typed: format.typed })
  }
  return Effect.fail(unfit(`${path}: all files of a kind end in .parquet, or all in .csv or .csv.gz`))
}
