import * as Schema from "effect/Schema"

/** Where a record comes from, and whether it is what somebody said or what a system saw. */
export const Evidence = Schema.Struct({
  /** The system or file it was read from, such as `"zendesk"`. */
  source: Schema.NonEmptyString,
  /** `subjective`: observed or judged by a person. `objective`: a survey answer or a logged event. */
  kind: Schema.Literals(["subjective", "objective"]),
  /** The place in the source: a file and line, or a record's id there. */
  provenance: Schema.optionalKey(Schema.String)
})
export type Evidence = typeof Evidence.Type
