import { type Input, propose } from "@throughline/import"
import * as Effect from "effect/Effect"
import { importers } from "./importers.ts"

/** A mapping to start from for a file, and the questions that its data leave open. */
export const proposeMapping = Effect.fn("proposeMapping")(function* (input: Input) {
  return yield* propose(input, importers)
})
