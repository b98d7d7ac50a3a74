import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { StoreError } from "./StoreError.ts"

/** 0.1, 0.2, 0.4 and 0.8 seconds, each a fifth shorter or longer by chance, and no wait that begins after ten seconds. */
const schedule = Schedule.exponential("100 millis").pipe(
  Schedule.jittered,
  Schedule.upTo({ times: 4, duration: "10 seconds" })
)

/**
 * Do something again when it fails with a `StoreError` that says `retry: "safe"`: at most four times, after 0.1, 0.2, 0.4
 * and 0.8 seconds, each a fifth shorter or longer by chance so that clients do not come back all at once, and not when ten
 * seconds have passed. The error of the last attempt is what it fails with; one that says `"never"` at once.
 *
 * For what is whole or absent when it fails, or harmless to do twice. Not for the middle of a stream.
 *
 * ```ts import.meta.vitest
 * import { retrying } from "./retrying.ts"
 * import { StoreError } from "./StoreError.ts"
 * import * as Effect from "effect/Effect"
 *
 * const cut = new StoreError({ reason: "Failed", engine: "example", retry: "safe", message: "Cut off" })
 * let attempts = 0
 * const counting = Effect.suspend(() => (++attempts < 3 ? Effect.fail(cut) : Effect.succeed(attempts)))
 * await Effect.runPromise(retrying(counting)) // => 3
 * ```
 */
export const retrying = <A, R>(attempt: Effect.Effect<A, StoreError, R>): Effect.Effect<A, StoreError, R> =>
  Effect.retry(attempt, { schedule, while: ({ retry }) => retry === "safe" })
