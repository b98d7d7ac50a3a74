import type { RecordKind } from "@throughline/core"
import type { ColumnType } from "../columns/Column.ts"
import type { DerivedSource } from "../query/Query.ts"
import type { Settings } from "../query/Settings.ts"
import type { Parameters } from "./Statement.ts"
import type { IsRead } from "./selected.ts"

/** Where engines differ in how they write the same statement. */
export interface Dialect {
  /** The engine's name, for errors. */
  readonly engine: string
  /** A name as an identifier. Only names of columns and kinds are given, never a caller's text. */
  readonly identifier: (name: string) => string
  /** The placeholder of a parameter, counted from 1. */
  readonly parameter: (place: number, type: ColumnType) => string
  /** What stands after FROM for the current records of a kind. */
  readonly table: (kind: RecordKind) => string
  /** The current records of a kind and outdated ones among them, to stand after FROM, where that is quicker to go through. */
  readonly everyVersion?: (kind: RecordKind) => string
  /** How a column of a result is selected, so that the client gives its value as it is. */
  readonly returned: (expression: string, type: ColumnType) => string
  /** A text expression to sort by, so that it sorts by its UTF-8 bytes. */
  readonly byBytes: (text: string) => string
  /** The quotient of two whole numbers, the first not below 0 and the second above it, without the remainder. */
  readonly divide: (dividend: string, divisor: number) => string
  /**
   * The sum of a column of whole numbers, where the engine's own wraps around or rounds beyond some size: any number beyond
   * 2^53 stands for every such sum.
   */
  readonly sum?: (column: string) => string
  /** The first of the values of a group in an order, `null` where it has none, where the engine has better than an array. */
  readonly first?: (value: string, order: string) => string
  /** Whether a statement sees only some of the records, as that of one server of several does. */
  readonly seesPart?: boolean
  /** How many of some whole numbers in order are not above a value, where the engine has better than a search by halving. */
  readonly placeAmong?: (value: string, points: ReadonlyArray<number>) => string
  /**
   * That a column has one of many values, in one parameter: an engine takes only so many, 65,535 in PostgreSQL. Where there
   * is none, each value is a parameter.
   */
  readonly isAmong?: (
    column: string,
    type: ColumnType,
    values: ReadonlyArray<string | number | boolean>,
    parameters: Parameters
  ) => string
  /** The query of a derived source, where the engine cannot run the standard one. */
  readonly derived?: { readonly [Source in DerivedSource]?: WriteDerived }
}

/** The query of a derived source, with the columns that are read, and more if that costs nothing. */
export type WriteDerived = (dialect: Dialect, parameters: Parameters, settings: Settings, isRead: IsRead) => string
