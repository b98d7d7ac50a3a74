/** One value of a table. `null` and `undefined` are an empty cell. */
export type Cell = string | number | boolean | null | undefined

/** One column of a table. */
export interface Column {
  /** The field of the row, and the name in CSV and JSON. */
  readonly key: string
  /** The heading for readers; the key unless given. */
  readonly header?: string | undefined
  /** Digits after the point for readers; CSV and JSON always keep the number as it is. */
  readonly decimals?: number | undefined
}

/** A row by column key. */
export type Row = Readonly<Record<string, Cell>>

/** Aligned text, RFC 4180 CSV, GitHub Markdown, one JSON object a line, or one JSON array. */
export type TableFormat = "table" | "csv" | "md" | "ndjson" | "json"
