/**
 * How a value is kept: text, a whole number within ±(2^53 − 1), a number, an instant as whole epoch milliseconds, or yes
 * and no.
 */
export type ColumnType = "text" | "integer" | "real" | "instant" | "boolean"

/** A column of a table. */
export interface Column {
  /** The field's name; a nested field is named after both, as `evidence_source`. */
  readonly name: string
  readonly type: ColumnType
  /** Whether every record has the field. */
  readonly required: boolean
  /** Where the value is in the record. */
  readonly path: readonly [field: string] | readonly [field: string, nested: string]
  /** The only values it takes, where they are a closed list. */
  readonly literals?: ReadonlyArray<string>
}

/** A value as it is kept. */
export type Stored = string | number | boolean | null
