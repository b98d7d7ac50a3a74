import { Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { StoreError } from "../StoreError.ts"
import { invalidQuery } from "./CheckedQuery.ts"

/** Run a count, with what the tally refuses as a `StoreError`; anything else it throws is a defect. */
export const guardCount = <A>(engine: string, count: () => A): Effect.Effect<A, StoreError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(count())
    } catch (error) {
      if (error instanceof Tally.TallyOverflow) return Effect.fail(overflow(engine))
      if (error instanceof RangeError) return Effect.fail(invalidQuery(engine, tooFine))
      throw error
    }
  })

const tooFine = "The dates span more periods than can be told apart; filter by date, or count by a longer period"

const overflow = (engine: string): StoreError =>
  new StoreError({
    reason: "Overflow",
    engine,
    retry: "never",
    message:
      "A count or sum is beyond 2^53 − 1, where whole numbers are no longer exact; filter, or count by more dimensions"
  })
