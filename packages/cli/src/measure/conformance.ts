import { Conformance, Deviations, type PlannedJourney, type Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { countPaths, plannedJourney, rowsOrNone } from "./cases.ts"
import { countOutcomes, type KnownOutcomes } from "./outcomes.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { apart, groupRows, measuredRow, periodRows } from "./rows.ts"
import { chosen, repeatsInPlan } from "./ways.ts"

type Rules = Pick<Deviations.DeviationsOptions<string>, "repeats">

const keyOf = ({ kind, touchpoint }: Deviations.RankedDeviation): string => `${kind} ${touchpoint}`

/** The deviations with one outcome, by what they are. */
const changesIn = (report: Deviations.DeviationsResult): ReadonlyMap<string, Deviations.RankedDeviation> =>
  new Map(report._tag === "Deviations" ? report.deviations.map((each) => [keyOf(each), each]) : [])

const changeColumns = (name: string, deviation: Deviations.RankedDeviation | undefined): AnswerRow =>
  deviation === undefined
    ? {}
    : {
        ...apart(`${name}_change`, deviation.change),
        [`${name}_adjusted_p`]: deviation.adjustedP,
        [`${name}_differs`]: deviation.differs
      }

/** How the others left the plan, the most frequent deviation first, each with what differs of what is on record. */
const deviationRows = (
  tally: Tally.Tally,
  journey: PlannedJourney.PlannedJourney,
  rules: Rules,
  known: KnownOutcomes
): ReadonlyArray<AnswerRow> => {
  const report = Deviations.fromTally(tally, journey, rules)
  if (report._tag !== "Deviations") return []
  const changes = known.map(
    ([name, outcome]) => [name, changesIn(Deviations.fromTally(tally, journey, { ...rules, outcome }))] as const
  )
  return report.deviations.map((each) => ({
    touchpoint: each.touchpoint,
    was: each.kind,
    cases: each.reach.count,
    ...measuredRow({ ...each.reach, excluded: report.excluded }),
    ...Object.assign({}, ...changes.map(([name, found]) => changeColumns(name, found.get(keyOf(each)))))
  }))
}

/** How many journeys went as planned, and how the others left the plan: the most frequent deviation first. */
export const conformanceRows = Effect.fn("conformanceRows")(function* (question: Question) {
  const { as, by, over } = question
  const journey = yield* plannedJourney(question)
  const rules = { repeats: chosen(repeatsInPlan, as) }
  if (over !== undefined || by !== undefined) {
    const tally = yield* countPaths(question)
    if (by !== undefined) return rowsOrNone(groupRows(by, Conformance.by(tally, "group", journey, rules)))
    return rowsOrNone(periodRows(Conformance.over(tally, "group", journey, rules)))
  }
  const { known, tally } = yield* countOutcomes(question)
  const share = Conformance.fromTally(tally, journey, rules)
  const cases = share._tag === "Estimate" ? share.count : 0
  return [
    { touchpoint: "(all)", was: "as planned", cases, ...measuredRow(share) },
    ...deviationRows(tally, journey, rules, known)
  ]
})
