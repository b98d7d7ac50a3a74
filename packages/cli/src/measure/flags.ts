import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"

/** The flags that few measures read, and which do. */
const readers = {
  steps: ["funnel", "drop-off"],
  between: ["path-comparison"],
  planned: ["stuck"],
  since: ["stuck"],
  journey: ["coverage", "attention", "funnel", "drop-off", "dwell", "stuck", "conformance"]
} as const

type RareFlag = keyof typeof readers

/** The flags of some measures only. */
export const rareFlags = Object.keys(readers) as ReadonlyArray<RareFlag>

/** Fails when a flag was given that the measure does not read. */
export const checkFlags = (measure: string, given: ReadonlyArray<RareFlag>): Effect.Effect<void, BadUsage> => {
  const other = given.find((flag) => {
    const names: ReadonlyArray<string> = readers[flag]
    return !names.includes(measure)
  })
  if (other === undefined) return Effect.void
  const names = readers[other]
  const which = `${names.join(", ")} ${names.length === 1 ? "has" : "have"}`
  return Effect.fail(new BadUsage({ message: `${measure} has no --${other}: ${which}` }))
}
