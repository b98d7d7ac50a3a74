import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"

/** The key that personal data is hashed with, from THROUGHLINE_HASH_KEY: never from a file beside the data. */
export const hashKey: Effect.Effect<Option.Option<Redacted.Redacted<string>>> = Effect.map(
  Effect.orDie(Config.option(Config.Redacted("THROUGHLINE_HASH_KEY"))),
  Option.filter((key) => Redacted.value(key) !== "")
)
