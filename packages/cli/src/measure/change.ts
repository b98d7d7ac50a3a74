import { type Difference, Dimension, NpsChange, StandardisedNps, type Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { answerField, conditions } from "./conditions.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow } from "./rows.ts"

const parts = (name: string, { interval, value }: Difference): AnswerRow => ({
  [name]: value,
  [`${name}_low`]: interval.low,
  [`${name}_high`]: interval.high
})

const rowsOf = (field: string, { period, result }: NpsChange.NpsPeriodChange): ReadonlyArray<AnswerRow> => {
  if (result._tag !== "Decomposition") return [{ period, [field]: "(all)", ...measuredRow(result) }]
  const whole = { ...parts("change", result.change), ...parts("rate", result.rate), ...parts("mix", result.mix) }
  return [
    { period, [field]: "(all)", value: result.change.value, ...whole },
    ...result.segments.map(({ centredMix, rate, value }) => ({
      period,
      [field]: value,
      value: rate + centredMix,
      rate,
      mix: centredMix
    }))
  ]
}

/** What of a change of NPS comes with other scores, and what with other shares of the segments (Kitagawa). */
export const changeRows = Effect.fn("changeRows")(function* (question: Question) {
  const { by = "segment", over = "quarter", timeZone } = question
  const segment = yield* answerField(by)
  if (segment === "component") return yield* new BadUsage({ message: "Components are no segments: use --by segment" })
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "responses",
    by: [Dimension.named(Dimension.period("at", over, timeZone), "period"), segment, "score"],
    where: { ...(yield* conditions(question)), metric: "nps" }
  })
  return NpsChange.over(tally, "period", segment).flatMap((each) => rowsOf(by, each))
})

/** NPS as it would be if every team, or what `by` names, had the mix of segments of all together. */
export const standardisedRows = Effect.fn("standardisedRows")(function* (question: Question) {
  if (question.over !== undefined) return yield* new BadUsage({ message: "nps-standardised compares groups: use --by" })
  const field = yield* answerField(question.by ?? "team")
  if (field === "segment" || field === "component") {
    return yield* new BadUsage({ message: "Segments are the mix: use --by team, touchpoint or channel" })
  }
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "responses",
    by: [field, "segment", "score"],
    where: { ...(yield* conditions(question)), metric: "nps" }
  })
  const groups = StandardisedNps.by(tally, field, "segment")
  return groupRows(field, groups).map((row, i): AnswerRow => {
    const result = groups[i]?.result
    return { ...row, plain: result?._tag === "Estimate" ? result.plain : null }
  })
})
