import type * as Redacted from "effect/Redacted"

/** Why something was rejected. */
export type Reason =
  | "Encoding"
  | "Syntax"
  | "Truncated"
  | "TooLong"
  | "RaggedRow"
  | "MissingField"
  | "BadType"
  | "OutOfRange"
  | "UnknownEnum"
  | "AmbiguousTime"
  | "DuplicateId"
  /** A spreadsheet has put something else in place of the value: `#REF!`, `########`, `1.23E+11`, `10-Jan` for `1-10`. */
  | "SuspectCell"
  | "PersonalData"

/**
 * Something in the source that could not be taken over: a value, never an exception.
 *
 * Nothing in it but `raw` shows personal data, and `raw` prints as `<redacted>`.
 */
export interface Rejected {
  readonly _tag: "Rejected"
  /**
   * `record`: the source record gave nothing because of this, and is counted as rejected. `field`: only this field was
   * left out, and the record is counted as what became of the rest.
   */
  readonly severity: "record" | "field"
  readonly reason: Reason
  /** The name of the input. */
  readonly input: string
  /** The physical line where the source record starts, from 1. */
  readonly line: number
  /** The ordinal of the source record in its input, from 0. */
  readonly record: number
  /** Bytes before the source record. */
  readonly byteOffset: number
  /** In a JSON document: where the source record is, as an RFC 6901 pointer. */
  readonly pointer?: string
  /** The column, or the path in a JSON record. */
  readonly field?: string
  /** The value of the field, redacted and cut to 200 characters; without a field, what was seen instead. */
  readonly found?: string
  readonly expected: string
  /** What to change, naming the key of the mapping. */
  readonly fix?: string
  /** The source record as it stands in the input, cut to 8192 characters. */
  readonly raw: Redacted.Redacted<string>
}

/**
 * A rejection in one sentence: where, what was found, what was expected, how to fix it.
 *
 * ```ts import.meta.vitest
 * import * as Redacted from "effect/Redacted"
 * import { describeRejected } from "./Rejected.ts"
 *
 * const rejected = { _tag: "Rejected", severity: "record", reason: "OutOfRange", input: "survey.csv", line: 17,
 *   record: 15, byteOffset: 512, field: "nps", found: "11", expected: "a whole number from 0 to 10",
 *   fix: 'check records[0].scale', raw: Redacted.make("c1,11") }
 * describeRejected(rejected) // => 'survey.csv:17 nps: found "11", expected a whole number from 0 to 10. Fix: check records[0].scale.'
 * ```
 */
export const describeRejected = (rejected: Rejected): string => {
  const field = rejected.field === undefined ? "" : ` ${rejected.field}`
  const isValue = rejected.field !== undefined && rejected.reason !== "DuplicateId"
  const text = isValue ? JSON.stringify(rejected.found) : rejected.found
  const found = rejected.found === undefined ? "" : `found ${text}, `
  const fix = rejected.fix === undefined ? "" : ` Fix: ${rejected.fix}.`
  return `${rejected.input}:${rejected.line}${field}: ${found}expected ${rejected.expected}.${fix}`
}
