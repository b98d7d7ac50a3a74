import { Importance, MeanScore } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { driverTable } from "./associations.ts"
import { conditions } from "./conditions.ts"
import { driversOfRecommending } from "./drivers.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { scaleOf } from "./ranking.ts"
import { measuredRow } from "./rows.ts"

/** How important customers say each touchpoint is. */
const stated = Effect.fn("stated")(function* (question: Question) {
  const store = yield* Store
  const tally = yield* store.tally({
    source: "gaps",
    by: ["touchpoint", "scale", "importance"],
    where: yield* conditions(question)
  })
  const scale = scaleOf(tally)
  const groups = MeanScore.by(tally, "touchpoint", { scale, score: "importance" })
  return new Map(groups.map(({ result, value }) => [String(value), result]))
})

const placedRow = ({
  attribute,
  derived,
  possible,
  quadrant,
  stated: said
}: Importance.PlacedAttribute): AnswerRow => ({
  touchpoint: attribute,
  ...measuredRow(said),
  derived: derived.value,
  derived_low: derived.interval.low,
  derived_high: derived.interval.high,
  quadrant,
  possible: possible.join(" or ")
})

/** What customers say matters, against what goes with recommending. */
export const statedImportanceRows = Effect.fn("statedImportanceRows")(function* (question: Question) {
  const said = yield* stated(question)
  const drivers = yield* driversOfRecommending(question)
  if (drivers._tag !== "Estimate") return driverTable("touchpoint", drivers)
  const attributes = drivers.drivers.flatMap(({ predictor, weight }) => {
    const own = said.get(predictor)
    return own?._tag === "Estimate" ? [{ attribute: predictor, stated: own, derived: weight }] : []
  })
  const placed = Importance.quadrants(attributes)
  return placed._tag === "InsufficientData" ? [measuredRow(placed)] : placed.attributes.map(placedRow)
})
