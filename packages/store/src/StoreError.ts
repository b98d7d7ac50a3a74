import * as Schema from "effect/Schema"

/**
 * Why a store could not do what was asked.
 *
 * - `InvalidQuery`: the query names an unknown source or field, or asks for what cannot be counted exactly.
 * - `InvalidRecord`: a record or id holds what cannot be stored, such as text with a NUL character.
 * - `Overflow`: a count or sum is beyond 2^53 − 1.
 * - `Locked`: another process, or another store of this process, has the database open or a table of it locked.
 * - `UnsupportedVersion`: the database was written by a newer version of the package.
 * - `Unavailable`: the database could not be opened or reached.
 * - `ReadOnly`: the store, its server or its user only reads; nothing was changed.
 * - `Failed`: the engine gave up on a statement; a batch may be sent again.
 */
export const StoreErrorReason = Schema.Literals([
  "InvalidQuery",
  "InvalidRecord",
  "Overflow",
  "Locked",
  "UnsupportedVersion",
  "Unavailable",
  "ReadOnly",
  "Failed"
])
export type StoreErrorReason = typeof StoreErrorReason.Type

/**
 * What went wrong and what to do about it. Messages name kinds, fields and places in a batch, never what a record holds.
 *
 * `retry` is `"safe"` when the same call may succeed later and repeating it does no harm, `"never"` when it will fail
 * again until something is changed.
 */
export class StoreError extends Schema.TaggedError<StoreError>()("StoreError", {
  reason: StoreErrorReason,
  engine: Schema.String,
  retry: Schema.Literals(["safe", "never"]),
  message: Schema.String
}) {}
