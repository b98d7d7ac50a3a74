import * as Schema from "effect/Schema"

/** The bytes cannot be had: no such file, no permission, connection lost. */
export class SourceUnavailable extends Schema.TaggedError<SourceUnavailable>()("SourceUnavailable", {
  input: Schema.String,
  message: Schema.String
}) {}

/** The input as a whole is not what the mapping says: not text, no header, another encoding. */
export class NotThisFormat extends Schema.TaggedError<NotThisFormat>()("NotThisFormat", {
  input: Schema.String,
  message: Schema.String,
  found: Schema.String,
  expected: Schema.String,
  /** What to change, naming the key of the mapping. */
  fix: Schema.optionalKey(Schema.String)
}) {}

/** One thing that is wrong with a mapping. */
export const MappingIssue = Schema.Struct({
  /** Where in the JSON, such as `files[2].records[0].scale`. */
  path: Schema.String,
  problem: Schema.String
})
export type MappingIssue = typeof MappingIssue.Type

/** The mapping is wrong in itself, or names columns that the input does not have. */
export class BadMapping extends Schema.TaggedError<BadMapping>()("BadMapping", {
  message: Schema.String,
  issues: Schema.Array(MappingIssue)
}) {}

/** The cursor is of another adapter, or the input before it has changed. */
export class BadCursor extends Schema.TaggedError<BadCursor>()("BadCursor", {
  input: Schema.String,
  message: Schema.String
}) {}

/** More source records were rejected than allowed. */
export class TooManyRejects extends Schema.TaggedError<TooManyRejects>()("TooManyRejects", {
  input: Schema.String,
  message: Schema.String,
  limit: Schema.Int
}) {}

/** Whatever ends a read. What is wrong with one record is a `Rejected` message instead. */
export type ImportError = SourceUnavailable | NotThisFormat | BadMapping | BadCursor | TooManyRejects
