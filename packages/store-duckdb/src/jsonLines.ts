import {
  DuckDBBlobValue,
  type DuckDBDataChunk,
  DuckDBMapValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter
} from "@duckdb/node-api"

/** An instant as ISO 8601 in UTC, to the microsecond. */
const instant = ({ micros }: DuckDBTimestampTZValue): string =>
  `${new DuckDBTimestampValue(micros)}`.replace(/^(.*\d) (\S*\d)$/, "$1T$2Z")

/** The shortest number of all that a 32-bit one stands for: 0.1 and not 0.10000000149011612. */
const single = (value: number): Json => {
  if (!Number.isFinite(value)) return String(value)
  const digits = [6, 7, 8].find((count) => Math.fround(Number(value.toPrecision(count))) === value)
  return digits === undefined ? value : Number(value.toPrecision(digits))
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** Bytes are the text that they are in UTF-8, as older writers keep texts; others are no single value. */
const text = ({ bytes }: DuckDBBlobValue): Json => {
  try {
    return utf8.decode(bytes)
  } catch {
    return { bytes: Buffer.from(bytes).toString("base64") }
  }
}

const keyOf = (key: Json): string => (typeof key === "string" ? key : JSON.stringify(key))

/** A value as JSON that holds all of it: numbers that JavaScript cannot hold exactly, and times, are texts. */
const json: DuckDBValueConverter<Json> = (value, type, converter): Json | null => {
  if (value instanceof DuckDBTimestampTZValue) return instant(value)
  if (value instanceof DuckDBBlobValue) return text(value)
  if (typeof value === "number" && type.typeId === DuckDBTypeId.FLOAT) return single(value)
  if (value instanceof DuckDBMapValue && type.typeId === DuckDBTypeId.MAP) {
    const inner = ({ key, value: held }: { readonly key: DuckDBValue; readonly value: DuckDBValue }) =>
      [keyOf(converter(key, type.keyType, converter)), converter(held, type.valueType, converter)] as const
    return Object.fromEntries(value.entries.map(inner))
  }
  return JsonDuckDBValueConverter(value, type, converter)
}

/** The rows of a chunk, one JSON object a line, their columns by these names. */
export const jsonLines = (names: ReadonlyArray<string>): ((chunk: DuckDBDataChunk) => string) => {
  const keys = names.map((name) => JSON.stringify(name))
  return (chunk) => {
    const columns = chunk.convertColumns(json)
    let lines = ""
    for (let row = 0; row < chunk.rowCount; row++) {
      const cells = keys.map((key, column) => `${key}:${JSON.stringify(columns[column]?.[row] ?? null)}`)
      lines += `{${cells.join(",")}}\n`
    }
    return lines
  }
}
