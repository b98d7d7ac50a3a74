import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { SourceUnavailable } from "../contract/ImportError.ts"
import type { Unsettled } from "./Unsettled.ts"

/** How long to go on when a server is busy or cannot be reached. */
export interface Patience {
  /** Tries of one request. 8 when not given. */
  readonly attempts?: number
  /** Time spent waiting for one request. 15 minutes when not given. */
  readonly waiting?: Duration.Input
}

const firstWait = 1000
const longestWait = 60_000

/** Milliseconds before the next try: twice as long each time up to a minute, of which chance takes up to a half. */
const backOff = (attempt: number): Effect.Effect<number> =>
  Effect.map(Random.next, (random) => Math.min(longestWait, firstWait * 2 ** (attempt - 1)) * (1 - random / 2))

/**
 * Try until it succeeds or fails for good, with longer and longer waits, or as long ones as the server asks for. When
 * patience ends it fails with `SourceUnavailable`.
 */
export const patiently = <A, R>(
  input: string,
  { attempts = 8, waiting = "15 minutes" }: Patience,
  effect: Effect.Effect<A, Unsettled | SourceUnavailable, R>
): Effect.Effect<A, SourceUnavailable, R> => {
  const longest = Duration.toMillis(waiting)
  const attempt = (tries: number, waited: number): Effect.Effect<A, SourceUnavailable, R> =>
    Effect.catchTag(
      effect,
      "Unsettled",
      Effect.fnUntraced(function* ({ problem, wait }: Unsettled) {
        const next = wait ?? (yield* backOff(tries))
        if (tries >= attempts || waited + next > longest) {
          const asked = wait === undefined ? "" : `, and asks to wait ${Math.ceil(wait / 1000)} s`
          const message = `${input}: ${problem}${asked}; given up after ${tries} tries. Try again later.`
          return yield* new SourceUnavailable({ input, message })
        }
        yield* Effect.sleep(next)
        return yield* attempt(tries + 1, waited + next)
      })
    )
  return attempt(1, 0)
}
