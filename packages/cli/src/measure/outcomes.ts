import { type Group, insufficientData, type JourneyClusters, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { caseRule, splitCases, wholeIn } from "./cases.ts"
import { lastDayOfSubscriptions } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { estimateColumns } from "./rows.ts"

/** What may become of a journey, by the name of its columns. */
const outcomes = {
  nps: { score: "score", read: { measure: "nps" } },
  left: { left: "left" }
} as const satisfies Readonly<Record<string, JourneyClusters.CaseOutcome<string>>>

export type OutcomeName = keyof typeof outcomes

/** What is on record of what became of journeys. */
export type KnownOutcomes = ReadonlyArray<readonly [name: OutcomeName, outcome: JourneyClusters.CaseOutcome<string>]>

const knownIn = (tally: Tally.Tally): KnownOutcomes => {
  const isKnown = (dimension: string): boolean => Tally.column(tally, dimension).values.some((value) => value !== null)
  const names = [...(isKnown("score") ? (["nps"] as const) : []), ...(isKnown("left") ? (["left"] as const) : [])]
  return names.map((name) => [name, outcomes[name]])
}

/**
 * Journeys by their path and by what became of them: the NPS answer of the customer in the days after it, and whether they had left by
 * then. Says which of the two are on record at all.
 */
export const countOutcomes = Effect.fn("countOutcomes")(function* (question: Question) {
  const split = yield* splitCases(question)
  const days = yield* wholeIn(question, "days", [1, 10_000], 30)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "caseOutcomes",
    by: [...split, "path", "score", "left"],
    where: question.where,
    answers: { metric: "nps", days },
    left: { days, asOf: yield* lastDayOfSubscriptions },
    ...(yield* caseRule(question))
  })
  return { tally, known: knownIn(tally) }
})

const none = insufficientData("not asked", 0)

/** What became of a group of journeys, and whether that differs from all others. */
export const outcomeColumns = (
  name: OutcomeName,
  group: Group<JourneyClusters.OutcomeResult> | null | undefined
): AnswerRow => ({
  ...estimateColumns(name, group?.result ?? none),
  [`${name}_n`]: group?.result.n ?? 0,
  [`${name}_adjusted_p`]: group?.adjustedP ?? null,
  [`${name}_differs`]: group?.differs ?? false
})
