import { Attribution, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { caseRule, refuseSeries, rowsOfParts, splitCases } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"
import { attributionModels, chosen } from "./ways.ts"

const creditRows = (report: Attribution.AttributionResult): ReadonlyArray<AnswerRow> => {
  if (report._tag === "InsufficientData") return [measuredRow(report)]
  const { excluded, touchpoints } = report
  return touchpoints.map(({ share, touchpoint }) => ({
    touchpoint,
    cases: share.count,
    ...measuredRow({ ...share, excluded })
  }))
}

/** Where journeys began, or where they ended: the touchpoint that most did first. */
export const attributionRows = Effect.fn("attributionRows")(function* (question: Question) {
  const { as, by, where } = question
  yield* refuseSeries(question)
  const split = yield* splitCases(question)
  const credit = chosen(attributionModels, as)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "cases",
    by: [...split, credit === "first-touch" ? "first" : "last"],
    where,
    ...(yield* caseRule(question))
  })
  const finish = credit === "first-touch" ? Attribution.firstTouch : Attribution.lastTouch
  return rowsOfParts(tally, by, (part) => creditRows(finish(part)))
})
