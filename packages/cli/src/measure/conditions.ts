import * as Effect from "effect/Effect"
import type { BadUsage } from "../Failure.ts"
import { fieldOf } from "./fieldOf.ts"
import { type AnswerField, answerFields, type Question } from "./Question.ts"

/** A field of answers by its name. */
export const answerField = fieldOf("Answers", answerFields)

/** A field of answers that a part of them shares: what they are grouped by, and the scale they are on. */
const sharedField = (name: string): Effect.Effect<AnswerField | "scale", BadUsage> =>
  name === "scale" ? Effect.succeed(name) : answerField(name)

/** Which answers are counted: those about a touchpoint as a whole, unless a component is asked for. */
export const conditions = Effect.fn("conditions")(function* ({ by, where }: Question) {
  const fields = yield* Effect.forEach(Object.entries(where), ([name, value]) =>
    Effect.map(sharedField(name), (field) => [field, value] as const)
  )
  return { ...(by === "component" ? {} : { component: null }), ...Object.fromEntries(fields) }
})
