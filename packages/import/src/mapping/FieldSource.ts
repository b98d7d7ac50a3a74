import * as Schema from "effect/Schema"
import { PersonalPolicy } from "../personal/PersonalPolicy.ts"

/** How times are written. */
export const TimeFormat = Schema.Struct({
  /**
   * `iso`: `2026-03-29T10:00:00Z`, with `T` or a blank, seconds, fraction and offset as they come; a date alone is the
   * start of that day. `epoch-s`, `epoch-ms`: seconds or milliseconds since 1970. Otherwise a pattern of `yyyy yy MM M
   * MMM dd d HH H hh h a mm ss SSS XXX` and literal text, quoted as in `'at'` where it holds letters: `"dd.MM.yyyy HH:mm"`.
   */
  format: Schema.NonEmptyString.check(Schema.isMaxLength(64)),
  /** The IANA zone, such as `"Europe/Berlin"`, of times that are written without an offset. */
  timeZone: Schema.optionalKey(Schema.NonEmptyString),
  /** Which of the two instants a local time means that occurs twice, when clocks go back. Without it, it is rejected. */
  ambiguous: Schema.optionalKey(Schema.Literals(["earlier", "later"])),
  /**
   * What a local time means that no clock showed, when clocks went forward over it: the `later` instant if the writer's
   * clock was changed late, the `earlier` if it was changed early. Without it, it is rejected.
   */
  skipped: Schema.optionalKey(Schema.Literals(["earlier", "later"]))
})
export type TimeFormat = typeof TimeFormat.Type

/** How numbers are written. Without it: a decimal point, nothing between thousands. */
export const NumberFormat = Schema.Struct({
  decimal: Schema.Literals([".", ","]),
  group: Schema.optionalKey(Schema.Literals([".", ",", " ", "'"]))
})
export type NumberFormat = typeof NumberFormat.Type

/** What a text in the source stands for; `null`: no value, as for "don't know". */
export const ValueTable = Schema.Record(
  Schema.String,
  Schema.NullOr(Schema.Union([Schema.String, Schema.Finite, Schema.Boolean]))
)
export type ValueTable = typeof ValueTable.Type

const reading = {
  /** Every text that may occur and what it stands for. Another text is rejected as `UnknownEnum`. */
  values: Schema.optionalKey(ValueTable),
  /** Instead of the file's. */
  time: Schema.optionalKey(TimeFormat),
  /** Instead of the file's. */
  number: Schema.optionalKey(NumberFormat),
  /** For `priceMinor` and `amountMinor`: whether the number is in `major` units (euros) or `minor` (cents, the default). */
  unit: Schema.optionalKey(Schema.Literals(["major", "minor"])),
  /**
   * What becomes of personal data. Without it ids that point to a person (an address for mail, a telephone number) are
   * hashed, and texts redacted. For ids `keep`, `hash` or `drop`, for texts all four, for other fields `keep` or `drop`.
   */
  personal: Schema.optionalKey(PersonalPolicy)
}

/** One column, read in a way of its own. */
export const ColumnSource = Schema.Struct({ column: Schema.NonEmptyString, ...reading })
export type ColumnSource = typeof ColumnSource.Type

/** Several columns with a blank between them, such as a date and a time. Absent when one of them is empty. */
export const ColumnsSource = Schema.Struct({ columns: Schema.NonEmptyArray(Schema.NonEmptyString), ...reading })
export type ColumnsSource = typeof ColumnsSource.Type

/** The same value for every record. */
const ConstantSource = Schema.Struct({ value: Schema.Union([Schema.String, Schema.Finite]) })

/**
 * Where the value of a field comes from: a column, or a constant.
 *
 * A column of delimited text is named by its header; the second `name` in a header is `name#2`, and an empty header is
 * `#` and its position from 1. In JSON it is a key, a path such as `answers.nps`, or a pointer such as `/answers/nps`.
 * An empty text is an absent value.
 */
export const FieldSource = Schema.Union([Schema.NonEmptyString, ColumnSource, ColumnsSource, ConstantSource])
export type FieldSource = typeof FieldSource.Type
