import { Dimension, type Excluded, HandOffCost, Scale, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { only } from "./answers.ts"
import { caseRule, rowsOrNone } from "./cases.ts"
import { fieldOf } from "./fieldOf.ts"
import { sides } from "./handOffs.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { apart, groupRows, measuredRow, periodRows } from "./rows.ts"
import { chosen, handOffCosts } from "./ways.ts"

const scoredField = fieldOf("Answers beside steps", ["segment"])

/** Answers beside the step that led to them, by its two sides, and how they are read. */
const countScored = Effect.fn("countScored")(function* (question: Question) {
  const { as, by, over, timeZone, where } = question
  yield* Effect.forEach(Object.keys(where), scoredField)
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* scoredField(by)), "group")]
  const split = over === undefined ? field : [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  const { between, metric } = chosen(handOffCosts, as)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "scoredSteps",
    by: [...split, "from", "to", ...sides[between], "scale", "score"],
    where: { ...where, metric, component: null },
    ...(yield* caseRule(question))
  })
  if (metric === "nps") return { tally, options: { between, measure: "nps" } as const }
  const scale = Scale.parse(yield* only(tally, "scale")) ?? Scale.make(1, 5)
  return { tally, options: { between, measure: "mean", scale } as const }
})

const costRows = (cost: HandOffCost.HandOffCostResult): ReadonlyArray<AnswerRow> => {
  if (cost._tag === "InsufficientData") return [measuredRow(cost)]
  const { answers, excluded, plain, touchpoints } = cost
  return [
    {
      touchpoint: "(all)",
      after: answers.after,
      without: answers.without,
      ...measuredRow(cost),
      ...apart("plain", plain)
    },
    ...touchpoints.map(({ adjustedP, difference, differs, touchpoint }) => ({
      touchpoint,
      ...sidesRow(difference, excluded),
      adjusted_p: adjustedP,
      differs
    }))
  ]
}

/** One touchpoint after a hand-off against itself without. */
const sidesRow = (difference: HandOffCost.TouchpointCost["difference"], excluded: Excluded): AnswerRow => {
  if (difference._tag === "InsufficientData") {
    return { after: null, without: null, ...measuredRow({ ...difference, excluded }) }
  }
  const { interval, n, value } = difference
  const [after, without] = n
  const { high, level, low, method } = interval
  return { after, without, value, low, high, n: after + without, ...excluded, note: `${level * 100} % ${method}` }
}

/** How much worse touchpoints are scored after a hand-off than without one: below 0 is worse. */
export const handOffCostRows = Effect.fn("handOffCostRows")(function* (question: Question) {
  const { by, over } = question
  const { options, tally } = yield* countScored(question)
  if (over !== undefined) return rowsOrNone(periodRows(HandOffCost.over(tally, "group", options)), "no answers")
  if (by !== undefined) return rowsOrNone(groupRows(by, HandOffCost.by(tally, "group", options)), "no answers")
  return costRows(HandOffCost.fromTally(tally, options))
})
