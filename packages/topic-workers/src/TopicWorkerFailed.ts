import * as Schema from "effect/Schema"

/**
 * Why threads did not tell topics.
 *
 * - `BadModel`: parts of the model do not fit together, or it was fitted by vectors.
 * - `Crashed`: a thread ended, as it does without memory. The message has the code of the error, and nothing of a text.
 */
export class TopicWorkerFailed extends Schema.TaggedError<TopicWorkerFailed>()("TopicWorkerFailed", {
  reason: Schema.Literals(["BadModel", "Crashed"]),
  message: Schema.String
}) {}
