import { Funnel, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { refuseSeries, rowsOfParts, splitCases } from "./cases.ts"
import { funnelRule, stepColumns } from "./funnel.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const wentRows =
  (question: Question, rule: Funnel.FunnelOptions) =>
  (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
    const result = Funnel.fromTally(tally, rule)
    if (result._tag === "InsufficientData") return [measuredRow(result)]
    const { excluded, steps } = result
    return steps.flatMap((each): ReadonlyArray<AnswerRow> => {
      const { stopped, went } = each
      const place = { ...stepColumns(question, each), stopped }
      if ("_tag" in went) return [{ ...place, to: null, cases: 0, ...measuredRow(went) }]
      return went.map((share) => ({
        ...place,
        to: share.touchpoint ?? "(nowhere)",
        cases: share.count,
        ...measuredRow({ ...share, excluded })
      }))
    })
  }

/** Where those went next who came no further in a funnel; after the last step, those who came through. */
export const dropOffRows = Effect.fn("dropOffRows")(function* (question: Question) {
  yield* refuseSeries(question)
  const split = yield* splitCases(question)
  const rule = yield* funnelRule(question)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "progress",
    by: [...split, "step", "furthest", "next"],
    where: question.where,
    ...rule
  })
  return rowsOfParts(tally, question.by, wentRows(question, rule))
})
