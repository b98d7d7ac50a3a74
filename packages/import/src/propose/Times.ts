import type { TimeFormat } from "../mapping/FieldSource.ts"
import { Problem } from "../values/Problem.ts"
import { compileTime } from "../values/Time.ts"

const formats = [
  "iso",
  "dd.MM.yyyy HH:mm:ss",
  "dd.MM.yyyy HH:mm",
  "dd.MM.yyyy",
  "M/d/yyyy H:mm",
  "M/d/yyyy H:mm:ss",
  "M/d/yyyy h:mm a",
  "M/d/yyyy h:mm:ss a",
  "M/d/yyyy",
  "d/M/yyyy H:mm",
  "d/M/yyyy H:mm:ss",
  "d/M/yyyy h:mm:ss a",
  "d/M/yyyy",
  "epoch-ms",
  "epoch-s"
]

/** How the values of a column are written, if they are times. */
export interface TimeGuess {
  readonly format: string
  /** Whether a value lacks its offset from UTC. */
  readonly local: boolean
  /** Other formats that fit as well: day and month cannot be told apart. */
  readonly others: ReadonlyArray<string>
}

/** The time format that fits all values; `undefined` when none does. */
export const guessTime = (values: ReadonlyArray<string>): TimeGuess | undefined => {
  const fitting = values.length === 0 ? [] : formats.filter((format) => values.every(reads({ format, ...utc })))
  const [format, ...others] = fitting.filter((name) => !name.startsWith("epoch") || values.every(isEpoch(name)))
  if (format === undefined) return undefined
  return { format, others, local: !format.startsWith("epoch") && !values.every(reads({ format })) }
}

const utc = { timeZone: "UTC" }

const reads = (format: TimeFormat): ((text: string) => boolean) => {
  const compiled = compileTime(format, "time")
  return (text) => "parse" in compiled && !(compiled.parse(text) instanceof Problem)
}

/** A whole number is a time when it lies between 2000 and 2100. */
const isEpoch =
  (format: string) =>
  (text: string): boolean => {
    const seconds = Number(text) / (format === "epoch-ms" ? 1000 : 1)
    return seconds > 946_684_800 && seconds < 4_102_444_800
  }
