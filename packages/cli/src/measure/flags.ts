import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import type { Question } from "./Question.ts"

/** The parts of a question that few measures read, and which do. */
const readers = {
  steps: ["funnel", "drop-off"],
  between: ["path-comparison"],
  planned: ["stuck"],
  since: ["stuck"]
} as const satisfies { readonly [Flag in keyof Question]?: ReadonlyArray<string> }

/** The flags of some measures only. */
export const rareFlags = Object.keys(readers) as ReadonlyArray<keyof typeof readers>

/** Fails when a flag was given that the measure does not read. */
export const checkFlags = (question: Question): Effect.Effect<void, BadUsage> => {
  const { measure } = question
  const other = rareFlags.find((flag) => {
    const names: ReadonlyArray<string> = readers[flag]
    return question[flag] !== undefined && !names.includes(measure)
  })
  if (other === undefined) return Effect.void
  const names = readers[other]
  const which = `${names.join(" and ")} ${names.length === 1 ? "has" : "have"}`
  return Effect.fail(new BadUsage({ message: `${measure} has no --${other}: ${which}` }))
}
