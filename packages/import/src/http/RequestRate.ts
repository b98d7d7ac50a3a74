import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** Spreads requests evenly over time: each waits for its turn. */
export const requestRate = (perMinute: number | undefined): Effect.Effect<void> => {
  if (perMinute === undefined) return Effect.void
  const gap = 60_000 / perMinute
  let free = 0
  return Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const turn = Math.max(now, free)
    free = turn + gap
    return turn > now ? Effect.sleep(turn - now) : Effect.void
  })
}
