import { readFileSync } from "node:fs"
import { Tally } from "../src/index.ts"
import { golden } from "./golden.ts"

/** The rows of a file of lifetimes, as text. */
export const csvRows = (name: string): ReadonlyArray<Record<string, string>> => {
  const text = readFileSync(new URL(`golden/${name}.csv`, import.meta.url), "utf8")
  const [header = "", ...lines] = text.trim().split("\n")
  const names = header.split(",").map((each) => each.replaceAll('"', ""))
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((field, i) => [names[i] ?? "", field.replaceAll('"', "")]))
  )
}

/** The lifetimes of a file, counted by time, outcome and other columns; an empty field is no value. */
export const lifetimeTally = (name: string, time: string, by: ReadonlyArray<string>): Tally.Tally => {
  const rows = csvRows(name).map((row) => ({
    ...Object.fromEntries(
      by.map((column) => [column, row[column] === "" || row[column] === "NA" ? null : row[column]])
    ),
    days: Number(row[time]),
    outcome: row.event ?? null
  }))
  const names: ReadonlyArray<string> = [...by, "days", "outcome"]
  return Tally.from<Record<string, string | number | null>, ReadonlyArray<string>>(rows as never, {
    by: names as never
  })
}

/** R's values of left truncation, and of tests of many kinds. */
export const truncated = golden<{
  readonly curves: Record<
    "alone" | "emptied" | "lung",
    Record<"entry" | "input_event" | "input_time" | "n_censor" | "n_event" | "n_risk" | "time", ReadonlyArray<number>> &
      Record<"cumhaz" | "se" | "surv", ReadonlyArray<number | null>> &
      Record<"log" | "log-log" | "plain", Record<"lower" | "upper", ReadonlyArray<number | null>>>
  >
  readonly truncated: ReadonlyArray<{ readonly call: string; readonly chisq: number; readonly df: number }>
  readonly weighted: ReadonlyArray<{
    readonly group: string
    readonly strata: string | null
    readonly rho: number
    readonly observed: ReadonlyArray<number>
    readonly expected: ReadonlyArray<number>
    readonly chisq: number
    readonly p: number
  }>
  readonly small: ReadonlyArray<{ readonly each: number; readonly chisq: number; readonly p: number }>
}>("truncated.json")
