import { Conformance, Deviations } from "@throughline/core"
import * as Effect from "effect/Effect"
import { countPaths, plannedJourney, rowsOrNone } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"
import { chosen, repeatsInPlan } from "./ways.ts"

const deviationRow = (
  { excluded }: Deviations.DeviationsReport,
  { kind, reach, touchpoint }: Deviations.RankedDeviation
): AnswerRow => ({ touchpoint, was: kind, cases: reach.count, ...measuredRow({ ...reach, excluded }) })

/** How many journeys went as planned, and how the others left the plan: the most frequent deviation first. */
export const conformanceRows = Effect.fn("conformanceRows")(function* (question: Question) {
  const { as, by, over } = question
  const journey = yield* plannedJourney(question)
  const tally = yield* countPaths(question)
  const rules = { repeats: chosen(repeatsInPlan, as) }
  if (over !== undefined) return rowsOrNone(periodRows(Conformance.over(tally, "group", journey, rules)))
  if (by !== undefined) return rowsOrNone(groupRows(by, Conformance.by(tally, "group", journey, rules)))
  const share = Conformance.fromTally(tally, journey, rules)
  const report = Deviations.fromTally(tally, journey, rules)
  const cases = share._tag === "Estimate" ? share.count : 0
  return [
    { touchpoint: "(all)", was: "as planned", cases, ...measuredRow(share) },
    ...(report._tag === "Deviations" ? report.deviations.map((each) => deviationRow(report, each)) : [])
  ]
})
