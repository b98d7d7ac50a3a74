import { ClosingTheLoop, Dimension, insufficientData, Scale, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { fieldOf } from "./fieldOf.ts"
import { lastDayOfAnswers } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"

const loopField = fieldOf("Followed-up answers", ["touchpoint", "channel", "team", "segment"])

const half = (result: ClosingTheLoop.FollowedUpResult): number | null =>
  result._tag === "Estimate" ? result.timeToAnswer.value : null

/** How many follow-ups are on record. */
const followUps = Effect.gen(function* () {
  const store = yield* Store
  return Tally.total(yield* store.tally({ source: "loopCases", by: ["team"] }))
})

/** The share of detractors that was followed up in time, and how much their next answer rose beside that of the others. */
export const closingTheLoopRows = Effect.fn("closingTheLoopRows")(function* (question: Question) {
  const { by, over, settings, timeZone, where } = question
  yield* Effect.forEach(Object.keys(where), loopField)
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* loopField(by)), "group")]
  const split = over === undefined ? field : [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  const tally: Tally.Tally = yield* store.tally({
    source: "recoveries",
    asOf: yield* lastDayOfAnswers,
    by: [...split, "score", "days", "contacted", "nextScore", "contactedBefore"],
    where: { ...where, metric: "nps", scale: Scale.nps.id, component: null }
  })
  // Where no follow-up is on record at all, that nobody was followed up is not known.
  if ((yield* followUps) === 0) return [measuredRow(insufficientData("no follow-up is on record", 0))]
  const options = { within: settings.within ?? 2 }
  if (over !== undefined) return periodRows(ClosingTheLoop.over(tally, "group", options))
  if (by !== undefined) return groupRows(by, ClosingTheLoop.by(tally, "group", options))
  const share = ClosingTheLoop.fromTally(tally, options)
  const uplift = ClosingTheLoop.upliftFromTally(tally)
  const rows: ReadonlyArray<AnswerRow> = [
    { measure: "followed up in time, %", ...measuredRow(share), half_within_days: half(share) },
    { measure: "uplift of the next score", ...measuredRow(uplift), p: uplift._tag === "Estimate" ? uplift.p : null }
  ]
  return rows
})
