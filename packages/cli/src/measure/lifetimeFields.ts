import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { type LifetimeField, lifetimeFields, type Question } from "./Question.ts"

const isLifetimeField = (name: string): name is LifetimeField => lifetimeFields.some((field) => field === name)

/** A field of lifetimes by its name. */
export const lifetimeField = (name: string): Effect.Effect<LifetimeField, BadUsage> =>
  isLifetimeField(name)
    ? Effect.succeed(name)
    : Effect.fail(new BadUsage({ message: `Lifetimes have no field "${name}": use ${lifetimeFields.join(", ")}` }))

/** Conditions on fields of lifetimes. */
export const lifetimeConditions = Effect.fn("lifetimeConditions")(function* (where: Question["where"]) {
  const fields = yield* Effect.forEach(Object.entries(where), ([name, value]) =>
    Effect.map(lifetimeField(name), (field) => [field, value] as const)
  )
  return Object.fromEntries(fields)
})
