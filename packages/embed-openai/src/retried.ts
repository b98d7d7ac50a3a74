import type { EmbedError } from "@throughline/text"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Failure } from "./Failure.ts"

/** So often a request is made in all. */
const attempts = 6
/** The first wait, doubled from each to the next, of which a random part between a half and all is kept. */
const firstWait = Duration.millis(500)
const longestWait = Duration.seconds(60)

const waitBefore = (attempt: number, after: Duration.Duration): Effect.Effect<Duration.Duration> =>
  Effect.map(Random.next, (share) => {
    const own = Duration.times(firstWait, 2 ** (attempt - 1) * (0.5 + share / 2))
    return Duration.min(longestWait, Duration.max(own, after))
  })

/** Make a request again while its failures pass by themselves, each time after a longer wait, or the one asked for. */
export const retried = <Answer, R>(
  request: Effect.Effect<Answer, Failure, R>,
  attempt = 1
): Effect.Effect<Answer, EmbedError, R> =>
  Effect.catch(request, ({ after, error }) =>
    error.retry === "never" || attempt === attempts
      ? Effect.fail(error)
      : waitBefore(attempt, after).pipe(
          Effect.flatMap(Effect.sleep),
          Effect.andThen(Effect.suspend(() => retried(request, attempt + 1)))
        )
  )
