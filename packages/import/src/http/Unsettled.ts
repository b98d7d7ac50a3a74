import * as Schema from "effect/Schema"

/** A request that may succeed when it is sent again. */
export class Unsettled extends Schema.TaggedError<Unsettled>()("Unsettled", {
  problem: Schema.String,
  /** Milliseconds that the server asks to wait. */
  wait: Schema.optionalKey(Schema.Finite)
}) {}
