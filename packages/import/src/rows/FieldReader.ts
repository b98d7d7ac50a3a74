import type { ColumnSource, ColumnsSource, FieldSource, TimeFormat } from "../mapping/FieldSource.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { FieldType, FieldWeight } from "../mapping/RecordFields.ts"
import { type Protect, protectionOf } from "../personal/Protection.ts"
import { type Parse, Problem } from "../values/Problem.ts"
import { orSuspect, orSuspectId } from "../values/Suspect.ts"
import { trimmed } from "../values/Trimmed.ts"
import { utcTime } from "../values/UtcTime.ts"
import type { FieldContext, Reading } from "./Compiling.ts"
import { remembering } from "./Memo.ts"
import { parser } from "./Parser.ts"
import type { Row } from "./Row.ts"

/** Reads one field of a record. */
export interface FieldReader {
  readonly name: string
  /** The columns it is read from. */
  readonly columns: ReadonlyArray<number>
  /** The same for people. */
  readonly label: string
  readonly weight: FieldWeight
  /** Whether its text may be shown only without words. */
  readonly wordless: boolean
  /** Whether its text may not be shown at all. */
  readonly hidden: boolean
  /** A text of it as it may be kept: `""` when it may not. `undefined`: as it stands. */
  readonly safe: ((text: string) => string) | undefined
  /** What the source says: `""` when nothing, `undefined` when it is not one text. */
  readonly text: (row: Row) => string | undefined
  /** The value, or the problem with it; `undefined` when the source has none. */
  readonly read: Read
}

type Read = (row: Row) => unknown

const oneText = new Problem("BadType", "one text or number", "name a column that holds a single value")

/** Turn the description of a field into its reader. */
export const compileField = (
  name: string,
  source: FieldSource,
  weight: FieldWeight,
  context: FieldContext
): FieldReader => {
  if (typeof source === "object" && "value" in source) return constant(name, source.value, weight, context)
  const columns: ColumnSource | ColumnsSource = typeof source === "string" ? { column: source } : source
  const names = "columns" in columns ? columns.columns : [columns.column]
  const positions = names.map((column) => context.column(column, context.key))
  const { personal } = columns
  const protect = protectionOf(personal, context)
  const parse = compileReading(columns, protect, context)
  const absent = absentTexts(context.mapping)
  const text = cellText(positions, absent)
  const raw = context.type === "text"
  const empty = emptyOf(weight, context)
  const read = (row: Row): unknown => {
    const found = text(row)
    if (found === undefined) return oneText
    const bare = trimmed(found)
    return absent(bare) ? empty : parse(raw ? found : bare)
  }
  if (personal === "drop" && weight === "required" && !raw) {
    context.complain(`${context.key}.personal`, `${context.rule.kind} need it`)
  }
  return {
    name,
    columns: positions,
    label: names.join(" "),
    weight,
    wordless: wordlessTypes.has(context.type) && columns.values === undefined,
    hidden: personal === "hash" || personal === "redact",
    safe: personal === "drop" ? () => "" : protect && ((found) => textOf(protect(found))),
    text,
    read: personal === "drop" ? () => empty : quicker(read, positions, columns, context)
  }
}

/** The same reading, with a short cut where one column says it. */
const quicker = (read: Read, positions: ReadonlyArray<number>, source: Reading, context: FieldContext): Read => {
  const [at] = positions
  if (at === undefined || positions.length > 1) return read
  if (context.type === "text") return read
  if (context.type !== "time" || source.values !== undefined) return remembering(at, read)
  const isIso = timeOf(source, context.mapping).format === "iso"
  const isTimeAbsent = context.mapping.absent?.some((text) => !Number.isNaN(utcTime(text.trim()))) ?? false
  return isIso && !isTimeAbsent ? atInstant(at, read) : read
}

const atInstant =
  (at: number, read: Read): Read =>
  (row) => {
    const instant = row.instant(at)
    return Number.isNaN(instant) ? read(row) : new Date(instant)
  }

const timeOf = (reading: Reading, mapping: Mapping): TimeFormat => reading.time ?? mapping.time ?? { format: "iso" }

/** What stands for no text: tickets have a body, be it an empty one. */
const emptyOf = (weight: FieldWeight, { type }: FieldContext): string | undefined =>
  type === "text" && weight === "required" ? "" : undefined

const textOf = (safe: string | Problem): string => (safe instanceof Problem ? "" : safe)

const wordlessTypes: ReadonlySet<FieldType> = new Set<FieldType>([
  "time",
  "integer",
  "natural",
  "number",
  "score",
  "money",
  "id",
  "responseId",
  "requestId",
  "currency"
])

const constant = (name: string, value: string | number, weight: FieldWeight, context: FieldContext): FieldReader => {
  const zone = context.mapping.time?.timeZone
  const time = { format: "iso", ...(zone === undefined ? {} : { timeZone: zone }) }
  const parsed = parser({ ...context, time, timeKey: "time", reading: {}, number: undefined })(String(value))
  if (parsed instanceof Problem) context.complain(context.key, `found "${value}", expected ${parsed.expected}`)
  return {
    name,
    columns: [],
    label: name,
    weight,
    wordless: false,
    hidden: false,
    safe: undefined,
    text: () => String(value),
    read: () => parsed
  }
}

/** The text of a column, or of several with blanks between; `""` when one of several says nothing. */
const cellText = (
  positions: ReadonlyArray<number>,
  absent: (text: string) => boolean
): ((row: Row) => string | undefined) => {
  const [first = -1, ...rest] = positions
  if (rest.length === 0) return (row) => row.text(first)
  return (row) => {
    const texts = positions.map((position) => row.text(position)?.trim())
    if (texts.includes(undefined)) return undefined
    return texts.some((text) => absent(text ?? "")) ? "" : texts.join(" ")
  }
}

/** Whether a trimmed text stands for no value. */
export const absentTexts = ({ absent }: Mapping): ((text: string) => boolean) => {
  if (absent === undefined) return (text) => text === ""
  const texts = new Set(["", ...absent])
  return (text) => texts.has(text)
}

const compileReading = (reading: Reading, protect: Protect | undefined, context: FieldContext): Parse<unknown> => {
  const time = timeOf(reading, context.mapping)
  const timeKey = reading.time === undefined ? "time" : `${context.key}.time`
  const open = parser({ ...context, time, timeKey, reading, number: reading.number ?? context.mapping.number })
  const parse = protect === undefined ? open : protectedBy(protect, open)
  if (reading.values !== undefined) return orSuspect(lookup(reading.values, parse, context))
  return idTypes.has(context.type) ? orSuspectId(parse) : orSuspect(parse)
}

/** What any text can be. */
const idTypes: ReadonlySet<FieldType> = new Set<FieldType>(["id", "responseId", "requestId", "touchpoint"])

const protectedBy =
  (protect: Protect, parse: Parse<unknown>): Parse<unknown> =>
  (text) => {
    const safe = protect(text)
    return safe instanceof Problem ? safe : parse(safe)
  }

/** A table of texts: each is turned into its value once. */
const lookup = (
  values: NonNullable<Reading["values"]>,
  parse: Parse<unknown>,
  context: FieldContext
): Parse<unknown> => {
  const table = new Map<string, unknown>()
  for (const [text, value] of Object.entries(values)) {
    const parsed = value === null ? undefined : parse(String(value))
    if (parsed instanceof Problem) {
      context.complain(`${context.key}.values`, `"${text}" stands for "${value}", expected ${parsed.expected}`)
    }
    table.set(text.trim(), parsed)
  }
  const texts = [...table.keys()]
  const listed = texts.slice(0, 12).map((text) => `"${text}"`)
  const more = texts.length > listed.length ? ` or ${texts.length - listed.length} others` : ""
  const unknown = new Problem("UnknownEnum", `one of ${listed.join(", ")}${more}`, `add it to ${context.key}.values`)
  return (text) => (table.has(text) ? table.get(text) : unknown)
}
