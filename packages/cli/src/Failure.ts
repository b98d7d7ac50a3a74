import * as Schema from "effect/Schema"

/** The data cannot be read as asked: no file, no mapping, rows rejected. */
export class BadData extends Schema.TaggedError<BadData>()("BadData", { message: Schema.String }) {}

/** The command was called in a way that cannot work. */
export class BadUsage extends Schema.TaggedError<BadUsage>()("BadUsage", { message: Schema.String }) {}

/** A measure is below what `--fail-under` asks for. */
export class ThresholdMissed extends Schema.TaggedError<ThresholdMissed>()("ThresholdMissed", {
  message: Schema.String
}) {}

/** Two stores hold different numbers of records after a copy. */
export class CopyDiffers extends Schema.TaggedError<CopyDiffers>()("CopyDiffers", { message: Schema.String }) {}

/** What a process ends with. */
export const exitCodes = { ok: 0, internal: 1, usage: 2, badData: 3, thresholdMissed: 4 } as const
