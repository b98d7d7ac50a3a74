import { Dwell, Survival } from "@throughline/core"
import * as Effect from "effect/Effect"
import { refuseSeries, rowsOrNone } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"
import { countStays, placeOf, quantileIn } from "./stays.ts"

const noStays = "nobody came long enough before the last day on record"

/** The time by which a share of those in a stage has moved on. */
const timeRow = (curve: Survival.SurvivalResult, quantile: number): AnswerRow => {
  if (curve._tag === "InsufficientData") return { quantile, ...measuredRow(curve) }
  const { interval, value } = Survival.quantile(curve, quantile)
  const { high, level, low, method } = interval
  return { quantile, value, low, high, n: curve.n, ...curve.excluded, note: `${level * 100} % ${method}` }
}

/** How many days customers stay in each stage until they move on: the median, or the quantile that is set. */
export const dwellRows = Effect.fn("dwellRows")(function* (question: Question) {
  const { by, journey } = question
  yield* refuseSeries(question)
  const quantile = yield* quantileIn(question, 0.5)
  const tally = yield* countStays(question, [])
  if (tally === undefined) return rowsOrNone([])
  const place = placeOf(question)
  const options = journey === undefined ? {} : { stages: journey.stages }
  if (by === undefined) {
    return rowsOrNone(
      Dwell.fromTally(tally, options).map(({ curve, outcomes, stage }) => ({
        [place]: stage,
        ...timeRow(curve, quantile),
        moved_on: outcomes.movedOn,
        left: outcomes.left,
        went_quiet: outcomes.wentQuiet,
        still_there: outcomes.stillThere
      })),
      noStays
    )
  }
  return rowsOrNone(
    Dwell.by(tally, "group", options).flatMap(({ groups, stage }) =>
      groups.map(({ adjustedP, differs, result, value }) => ({
        [place]: stage,
        [by]: value,
        ...timeRow(result, quantile),
        adjusted_p: adjustedP,
        differs
      }))
    ),
    noStays
  )
})
