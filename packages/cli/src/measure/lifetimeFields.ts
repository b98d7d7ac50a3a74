import * as Effect from "effect/Effect"
import { fieldOf } from "./fieldOf.ts"
import { lifetimeFields, type Question } from "./Question.ts"

/** A field of lifetimes by its name. */
export const lifetimeField = fieldOf("Lifetimes", lifetimeFields)

/** Conditions on fields of lifetimes. */
export const lifetimeConditions = Effect.fn("lifetimeConditions")(function* (where: Question["where"]) {
  const fields = yield* Effect.forEach(Object.entries(where), ([name, value]) =>
    Effect.map(lifetimeField(name), (field) => [field, value] as const)
  )
  return Object.fromEntries(fields)
})
