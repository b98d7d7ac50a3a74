import { type Settings, Sql } from "@throughline/store"
import { quoted } from "../tables.ts"

/** Write the query of a derived source with the columns that are read. */
export type Write = (database: string, parameters: Sql.Parameters, settings: Settings, isRead: Sql.IsRead) => string

/** Columns by their names. Each is written only where it is read, and then asks for what it is computed from. */
export type Columns = Readonly<Record<string, () => string>>

/** The columns that are read. Where none is, rows are still rows. */
export const selected = (columns: Columns, isRead: Sql.IsRead): string => {
  const read = Object.entries(columns).filter(([name]) => isRead(name))
  return read.length === 0 ? "1 AS one" : read.map(([name, write]) => `${write()} AS ${quoted(name)}`).join(", ")
}

/** Columns, and before them those of other columns that they name, which may name the ones before. */
export const named = (others: Columns, columns: string): string =>
  Object.entries(others).reduceRight(
    (text, [name, write]) => (text.includes(name) ? `${write()} AS ${name}, ${text}` : text),
    columns
  )

/** A whole number over a positive one, neither below 0. */
export const divide = (dividend: string, divisor: number): string => `intDiv(${dividend}, ${divisor})`

/** A whole number over a positive one, rounded down. */
export const quotient = (value: string, divisor: number): string => Sql.quotient({ divide }, value, divisor)
