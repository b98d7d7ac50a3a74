import { NpsPower, Scale, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { conditions } from "./conditions.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const changes = [1, 2, 3, 5, 10] as const

const planRow = (plan: ReturnType<typeof NpsPower.answersNeeded>): AnswerRow =>
  plan._tag === "Plan"
    ? { change: plan.change, answers_each: plan.answers, power: plan.power, alpha: plan.alpha }
    : measuredRow(plan)

/** How many answers in each of two samples it takes to see a change of NPS, from the answers there are. */
export const powerRows = Effect.fn("powerRows")(function* (question: Question) {
  const { by, over, settings } = question
  if (by !== undefined || over !== undefined)
    return yield* new BadUsage({ message: "nps-power plans one comparison: use --where to look at a part" })
  const store = yield* Store
  const where = { ...(yield* conditions(question)), metric: "nps", scale: Scale.nps.id }
  const scores = Tally.rows(yield* store.tally({ source: "responses", by: ["score"], where }))
  const within = (low: number, high: number): number =>
    scores.reduce(
      (sum, { count, values: { score } }) => sum + (Number(score) >= low && Number(score) <= high ? count : 0),
      0
    )
  const now = { promoters: within(9, 10), passives: within(7, 8), detractors: within(0, 6) }
  const { alpha = 0.05, answers, change, power = 0.8 } = settings
  const rows = (): ReadonlyArray<AnswerRow> => {
    if (answers !== undefined && change !== undefined) return [planRow(NpsPower.power(now, { alpha, answers, change }))]
    if (answers !== undefined) return [planRow(NpsPower.detectableChange(now, { alpha, answers, power }))]
    const wanted = change === undefined ? changes : [change]
    return wanted.map((points) => planRow(NpsPower.answersNeeded(now, { alpha, change: points, power })))
  }
  return yield* Effect.try({ try: rows, catch: (error) => new BadUsage({ message: String(error) }) })
})
