import * as Schema from "effect/Schema"

/**
 * Why texts have no vectors.
 *
 * - `NotLoaded`: the model, or the package that runs it, could not be loaded.
 * - `Unavailable`: the endpoint could not be reached, took too long, broke off, or had a fault of its own.
 * - `Limited`: the endpoint takes no more requests for now.
 * - `Refused`: the endpoint takes no such request: the key, the model or a text is wrong.
 * - `WrongAnswer`: what came is not one vector of the right dimension for each text.
 * - `Failed`: the model gave up on the texts.
 * - `OtherModel`: the topics were fitted by words, or by vectors of another embedding model.
 */
export const EmbedErrorReason = Schema.Literals([
  "NotLoaded",
  "Unavailable",
  "Limited",
  "Refused",
  "WrongAnswer",
  "Failed",
  "OtherModel"
])
export type EmbedErrorReason = typeof EmbedErrorReason.Type

/**
 * What went wrong and what to do about it. Messages name the model and numbers, never a text, a key or an address.
 *
 * `retry` is `"safe"` when the same call may succeed later, `"never"` when it will fail again until something is changed.
 */
export class EmbedError extends Schema.TaggedError<EmbedError>()("EmbedError", {
  reason: EmbedErrorReason,
  model: Schema.String,
  retry: Schema.Literals(["safe", "never"]),
  message: Schema.String
}) {}
