import type { Tally } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"

/** What is asked of the rows of a table. */
export interface TableAsked {
  /** The definition or method, where the measure has several. */
  readonly as: string | undefined
  /** The column whose values are measured apart. */
  readonly by: string | undefined
  /** The columns besides those that the measure names, in the order given. */
  readonly others: ReadonlyArray<string>
  readonly settings: Readonly<Record<string, number>>
}

/** A measure of the rows of a table, one row a record: the columns it needs, by the names it calls them. */
export interface TableMeasure {
  readonly needs: ReadonlyArray<string>
  /** Columns it can do without. */
  readonly may?: ReadonlyArray<string>
  /** What further columns are, where there may be any. */
  readonly others?: string
  /** Columns that hold text, where the others hold numbers, or true and false. */
  readonly texts?: ReadonlyArray<string>
  /** Whether groups are measured apart by a column. */
  readonly splits?: boolean
  /** The settings it knows, or those it knows with such further columns. */
  readonly settings?: ReadonlyArray<string> | ((others: ReadonlyArray<string>) => ReadonlyArray<string>)
  readonly rows: (tally: Tally.Tally, asked: TableAsked) => ReadonlyArray<AnswerRow>
}
