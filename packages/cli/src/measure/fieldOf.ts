import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"

/** Finds one of some fields by its name; `what` says whose they are where there is none. */
export const fieldOf =
  <const Field extends string>(what: string, fields: ReadonlyArray<Field>) =>
  (name: string): Effect.Effect<Field, BadUsage> => {
    const found = fields.find((field) => field === name)
    return found === undefined
      ? Effect.fail(new BadUsage({ message: `${what} have no field "${name}": use ${fields.join(", ")}` }))
      : Effect.succeed(found)
  }
