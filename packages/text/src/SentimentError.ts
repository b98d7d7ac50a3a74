import * as Schema from "effect/Schema"

/**
 * Why texts could not be judged at all. That one of them tells nothing is no error, but `NotJudged`.
 *
 * - `Unavailable`: what judges could not be loaded or reached.
 * - `Failed`: it gave up, or answered what could not be read.
 *
 * `retry` is `"safe"` when the same call may succeed later, `"never"` when it will fail again until something is changed.
 * Messages never hold the texts.
 */
export class SentimentError extends Schema.TaggedError<SentimentError>()("SentimentError", {
  reason: Schema.Literals(["Unavailable", "Failed"]),
  source: Schema.String,
  retry: Schema.Literals(["safe", "never"]),
  message: Schema.String
}) {}
