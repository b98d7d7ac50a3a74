import { Consistency, Dimension, Scale, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { only } from "./answers.ts"
import { rowsOrNone } from "./cases.ts"
import { conditions } from "./conditions.ts"
import { fieldOf } from "./fieldOf.ts"
import type { Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"
import { chosen, feltMetrics } from "./ways.ts"

const groupField = fieldOf("Groups", ["team", "channel", "segment"])

/** Answers by touchpoint, by what is compared, and by what they say. */
const countAnswers = Effect.fn("countAnswers")(function* (question: Question) {
  const { by = "team", over, timeZone } = question
  const group =
    over === undefined
      ? Dimension.named(Dimension.field(yield* groupField(by)), "group")
      : Dimension.named(Dimension.period("at", over, timeZone), "group")
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "responses",
    by: ["touchpoint", group, "scale", "score"],
    where: { ...(yield* conditions(question)), metric: chosen(feltMetrics, question.as) }
  })
  return tally
})

/** How far the scores of teams, or of what is asked for, lie apart at each touchpoint beyond what sampling makes. */
export const consistencyRows = Effect.fn("consistencyRows")(function* (question: Question) {
  const tally = yield* countAnswers(question)
  const scale = Scale.parse(yield* only(tally, "scale")) ?? Scale.make(1, 5)
  const read =
    chosen(feltMetrics, question.as) === "nps" ? ({ measure: "nps" } as const) : ({ measure: "mean", scale } as const)
  const touchpoints = Consistency.by(tally, "touchpoint", "group", read)
  return rowsOrNone(
    touchpoints.map(({ adjustedP, result, value, varies }) => ({
      touchpoint: value,
      groups: result._tag === "Estimate" ? result.groups.length : null,
      ...measuredRow(result),
      adjusted_p: adjustedP,
      varies
    })),
    "no valid answers"
  )
})
