import type { Sql } from "@throughline/store"

/** A number as the bytes of its IEEE 754 form: ClickHouse 18 reads digits inexactly. */
const real = (value: number): string => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return `reinterpretAsFloat64(unhex('${bytes.toString("hex")}'))`
}

const text = (value: string): string => `'${value.replaceAll(/['\\]/g, (found) => `\\${found}`)}'`

/** A value as ClickHouse reads it inside a statement: version 18 takes no parameters over HTTP. */
const literal = ({ type, value }: Sql.Parameter): string => {
  if (type === "text") return text(String(value))
  if (type === "boolean") return value === true ? "1" : "0"
  return type === "real" ? real(Number(value)) : `toInt64(${BigInt(value)})`
}

/** What stands in a statement for a parameter until `bound` puts its value there. */
export const placeholder = (place: number): string => `{${place}}`

/** A statement with its values. Nothing else in a statement is in braces, and a value is not looked at again. */
export const bound = ({ parameters, text: statement }: Sql.Statement): string =>
  statement.replaceAll(/\{(\d+)\}/g, (found, place) => {
    const parameter = parameters[Number(place) - 1]
    return parameter === undefined ? found : literal(parameter)
  })
