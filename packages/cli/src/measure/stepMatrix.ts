import { StepMatrix, type Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { countPaths, positionsIn, refuseSeries, rowsOfParts } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const positionRows =
  (positions: number) =>
  (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
    const matrix = StepMatrix.fromTally(tally, { positions })
    if (matrix._tag === "InsufficientData") return [measuredRow(matrix)]
    const { excluded, rows, touchpoints } = matrix
    return rows.flatMap(({ ended, position, shares }) => [
      ...shares.flatMap((share, i) =>
        share.count === 0
          ? []
          : [
              {
                position,
                touchpoint: touchpoints[i] ?? "",
                cases: share.count,
                ...measuredRow({ ...share, excluded })
              }
            ]
      ),
      { position, touchpoint: "(ended before)", cases: ended.count, ...measuredRow({ ...ended, excluded }) }
    ])
  }

/** Where journeys are at their first, second, third interaction, of those still going on, and how many have ended. */
export const stepMatrixRows = Effect.fn("stepMatrixRows")(function* (question: Question) {
  yield* refuseSeries(question)
  const positions = yield* positionsIn(question)
  return rowsOfParts(yield* countPaths(question), question.by, positionRows(positions))
})
