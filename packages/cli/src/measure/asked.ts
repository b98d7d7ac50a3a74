import { Coverage, type Difference, Dimension, nineStages, ResponseRate, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { plannedJourney } from "./cases.ts"
import { conditions } from "./conditions.ts"
import { fieldOf } from "./fieldOf.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"

const invitationField = fieldOf("Invitations", ["touchpoint", "channel", "segment"])

/** How many of those invited to answer the NPS question did. */
export const responseRateRows = Effect.fn("responseRateRows")(function* ({ by, over, timeZone, where }: Question) {
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* invitationField(by)), "group")]
  const dimensions = over === undefined ? field : [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  yield* Effect.forEach(Object.keys(where), invitationField)
  const only = { ...where, metric: "nps" } as const
  const asked: ResponseRate.Asked<string> = {
    invitations: yield* store.tally({ source: "invitations", by: dimensions, where: only }),
    responses: yield* store.tally({ source: "responses", by: dimensions, where: { ...only, component: null } })
  }
  if (over !== undefined) return periodRows(ResponseRate.over(asked, "group"))
  if (by !== undefined) return groupRows(by, ResponseRate.by(asked, "group"))
  return [measuredRow(ResponseRate.fromTallies(asked))]
})

/** Which planned touchpoints customers were asked about, and which not. */
export const coverageRows = Effect.fn("coverageRows")(function* (question: Question) {
  const { over, timeZone } = question
  const journey = yield* plannedJourney(question)
  const store = yield* Store
  const tally = yield* store.tally({
    source: "responses",
    by: ["touchpoint", Dimension.named(Dimension.period("at", over ?? "month", timeZone), "month")],
    where: yield* conditions(question)
  })
  const periods = Tally.column(tally, "month").values
  const report = Coverage.fromTally(tally, { journey, freshFrom: String(periods.at(-1) ?? ""), stages: nineStages })
  return report.touchpoints.map(
    ({ answers, last, stage, status, touchpoint }): AnswerRow => ({ stage, touchpoint, answers, last, status })
  )
})

/** The stages in which customers pay. */
const revenueStages = ["purchase", "repurchase"]

/** Whether answers come from where customers are: each touchpoint's share of answers against its share of contacts. */
export const attentionRows = Effect.fn("attentionRows")(function* (question: Question) {
  const store = yield* Store
  const where = yield* conditions(question)
  const stages = question.journey?.stages ?? []
  const revenue = stages.flatMap(({ id, touchpoints }) =>
    revenueStages.includes(id) ? touchpoints.map((touchpoint): string => touchpoint.id) : []
  )
  const answers = yield* store.tally({ source: "responses", by: ["touchpoint"], where })
  const contacts = yield* store.tally({ source: "reach", by: ["touchpoint"] })
  const result = Coverage.attention(answers, contacts, { revenue })
  if (result._tag === "InsufficientData") return [measuredRow(result)]
  const rows = result.touchpoints.map(
    ({ adjustedP, answers: n, contacts: m, difference, differs, index, touchpoint }): AnswerRow => ({
      touchpoint,
      answers: n,
      contacts: m,
      index,
      ...differenceOf(difference),
      adjusted_p: adjustedP,
      differs
    })
  )
  if (revenue.length === 0) return rows
  const { answers: n, contacts: m, difference, differs, index } = result.revenue
  return [
    ...rows,
    { touchpoint: "(where customers pay)", answers: n, contacts: m, index, ...differenceOf(difference), differs }
  ]
})

const differenceOf = ({ interval: { high, low }, value }: Difference): AnswerRow => ({ value, low, high })
