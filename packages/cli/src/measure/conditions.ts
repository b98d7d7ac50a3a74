import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { type AnswerField, answerFields, type Question } from "./Question.ts"

const isAnswerField = (name: string): name is AnswerField => answerFields.some((field) => field === name)

/** A field of answers by its name. */
export const answerField = (name: string): Effect.Effect<AnswerField, BadUsage> =>
  isAnswerField(name)
    ? Effect.succeed(name)
    : Effect.fail(new BadUsage({ message: `Answers have no field "${name}": use ${answerFields.join(", ")}` }))

/** Which answers are counted: those about a touchpoint as a whole, unless a component is asked for. */
export const conditions = Effect.fn("conditions")(function* ({ by, where }: Question) {
  const fields = yield* Effect.forEach(Object.entries(where), ([name, value]) =>
    Effect.map(answerField(name), (field) => [field, value] as const)
  )
  return { ...(by === "component" ? {} : { component: null }), ...Object.fromEntries(fields) }
})
