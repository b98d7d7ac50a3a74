import { Metric, recordKinds, ScaleId, TouchpointId } from "@throughline/core"
import * as Schema from "effect/Schema"
import { Encoding } from "./Encoding.ts"
import { FieldSource, NumberFormat, TimeFormat } from "./FieldSource.ts"

/** Source records where a column holds one of these texts. */
export const Condition = Schema.Struct({
  column: Schema.NonEmptyString,
  equals: Schema.NonEmptyArray(Schema.String)
})
export type Condition = typeof Condition.Type

/** What a source record becomes. */
export const RecordRule = Schema.Struct({
  kind: Schema.Literals(recordKinds),
  /**
   * The column, or columns, that tell one source record from another. Without it the id is a hash of the record's
   * content, and two equal records are two. `personal` as of a field that holds an id.
   */
  id: Schema.optionalKey(
    Schema.Union([
      Schema.NonEmptyString,
      Schema.Struct({
        columns: Schema.NonEmptyArray(Schema.NonEmptyString),
        personal: Schema.optionalKey(Schema.Literals(["keep", "hash"]))
      })
    ])
  ),
  /**
   * The column that says which of two records with one id is the later one: a number, or a time as text that sorts. Of
   * several in an input the latest is given, in place of those before; an earlier one that comes later is a duplicate.
   */
  version: Schema.optionalKey(Schema.NonEmptyString),
  /**
   * What tells the records of this rule from those of another rule of the same kind and metric, such as the name of the
   * question: `"Q5"`. Becomes part of the id.
   */
  part: Schema.optionalKey(Schema.NonEmptyString.check(Schema.isMaxLength(64))),
  /** Only for source records where this holds. */
  when: Schema.optionalKey(Condition),
  /** Whether the records are what somebody judged (`subjective`) or answered and did (`objective`, the default). */
  evidence: Schema.optionalKey(Schema.Literals(["subjective", "objective"])),
  /** What a response or an invitation is about, when it is the same for all. */
  metric: Schema.optionalKey(Metric),
  /** The scale of a response or an expectation. */
  scale: Schema.optionalKey(ScaleId),
  /**
   * Which end of the scale is the good one in the source. Scores are stored with high as good (for `ces1`: high as
   * effort), so others are reflected: `minimum + maximum - score`.
   */
  direction: Schema.optionalKey(Schema.Literals(["highIsGood", "lowIsGood"])),
  /** The fields of the record and where they come from. */
  fields: Schema.Record(Schema.String, FieldSource)
})
export type RecordRule = typeof RecordRule.Type

/** How to read one file, or all files of one shape. */
export const Mapping = Schema.Struct({
  /** The system that the data comes from. Part of every record's id: keep it when a newer export is read. */
  source: Schema.NonEmptyString.check(Schema.isMaxLength(64)),
  /** Tells several accounts of one system apart. Part of every record's id. */
  account: Schema.optionalKey(Schema.NonEmptyString.check(Schema.isMaxLength(64))),
  /**
   * `csv`: delimited text with a header. `ndjson`: one JSON object a line. `json`: a list of objects, or one. Any other is
   * the format of a package for a source, such as `qualtrics`.
   */
  format: Schema.NonEmptyString.check(Schema.isMaxLength(64)),
  /** Of delimited text; a comma when not given. */
  delimiter: Schema.optionalKey(Schema.Literals([",", ";", "\t", "|"])),
  encoding: Schema.optionalKey(Encoding),
  /** How times are written where a field does not say otherwise; `iso` when not given. */
  time: Schema.optionalKey(TimeFormat),
  number: Schema.optionalKey(NumberFormat),
  /** Texts that stand for no value, besides the empty one: `["NULL", "n/a"]`. */
  absent: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Source records to leave out; they are counted as skipped. */
  skipWhen: Schema.optionalKey(Condition),
  /** Source records that say that their record is gone. Every rule with an id gives a tombstone. */
  tombstoneWhen: Schema.optionalKey(Condition),
  /** The touchpoints there are. Any other is rejected as `UnknownEnum`. */
  touchpoints: Schema.optionalKey(Schema.NonEmptyArray(TouchpointId)),
  /** What each source record becomes: one record or several. */
  records: Schema.NonEmptyArray(RecordRule)
})
export type Mapping = typeof Mapping.Type
