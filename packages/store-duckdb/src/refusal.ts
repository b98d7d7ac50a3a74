import { recordKinds } from "@throughline/core"
import { Columns, StoreError } from "@throughline/store"
import { quoted } from "./conversion.ts"

/** The column that says which file a row is from. */
export const fileColumn = "throughline_file"

/** An expression that ends a statement because a value of a file is missing or is none of its column. */
export const refuse = (kind: string, column: string, problem: "missing" | "invalid"): string =>
  `error(${quoted(`throughline ${kind} ${column} ${problem} `)} || ${fileColumn})`

/** Only what `refuse` wrote: a value of a row stands behind other words. */
const refusedValue = /^Invalid Input Error: throughline (\w+) (\w+) (missing|invalid) ([^\n]*)/
const brokenLine = /^Invalid Input Error: CSV Error on Line: (\d+)\n/

const expected: { readonly [Type in Columns.ColumnType]: string } = {
  text: "text",
  integer: "a whole number within ±(2^53 − 1)",
  real: "a finite number",
  instant:
    "an instant: a timestamp with its offset or epoch milliseconds; for times on a clock, say `timeZone` beside the path",
  boolean: "true or false"
}

const allowedIn = (kind: string, name: string): string => {
  const known = recordKinds.find((each) => each === kind)
  const column = known && Columns.columnsOf(known).find((each) => each.name === name)
  if (column === undefined) return "another value"
  return column.literals === undefined ? expected[column.type] : `one of ${column.literals.join(", ")}`
}

/** The error for what stands in a file; says where it is, never what it is. */
export const invalidFile = (message: string): StoreError =>
  new StoreError({ reason: "InvalidRecord", engine: "duckdb", retry: "never", message })

/** The error that a message of the engine stands for, when it is about what a file holds. */
export const refusal = (message: string): StoreError | undefined => {
  const [, kind = "", column = "", problem, file] = refusedValue.exec(message) ?? []
  if (problem === "missing") return invalidFile(`${file}: a row has no ${column}, which all ${kind} have; fill it in`)
  if (problem === "invalid") return invalidFile(`${file}: a value of ${column} is not ${allowedIn(kind, column)}`)
  const [, line] = brokenLine.exec(message) ?? []
  if (line === undefined) return undefined
  // Rows stand before the settings of the reader, the file's name among them.
  const after = message.slice(message.lastIndexOf("\n  file = ")).split("\n", 2)[1] ?? ""
  const name = after.startsWith("  file = ") ? after.slice("  file = ".length) : "A CSV file"
  return invalidFile(
    `${name}: near line ${line} there is a row that cannot be read; rows have as many cells as the first line, commas between them, in UTF-8`
  )
}
