import { Gap, insufficientData, MeanScore, rankGaps, Scale, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { conditions } from "./conditions.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

/** The order is drawn from here, so that it is the same on every run. */
const seed = 1

/** The scale that most pairs of expectation and experience are on. */
export const scaleOf = <Name extends string>(tally: Tally.Tally<Name | "scale">): Scale.Scale => {
  const counted = Tally.rows(Tally.marginal(tally, ["scale"])).toSorted((a, b) => b.count - a.count)
  return Scale.parse(String(counted[0]?.values.scale ?? "")) ?? Scale.make(1, 5)
}

/** What to fix first: shortfall × importance × share of customers reached, each rank with its interval. */
export const rankingRows = Effect.fn("rankingRows")(function* (question: Question) {
  if (question.by !== undefined || question.over !== undefined) {
    return yield* new BadUsage({ message: "rank-gaps ranks touchpoints: use --where to look at a part" })
  }
  const store = yield* Store
  const tally = yield* store.tally({
    source: "gaps",
    by: ["touchpoint", "scale", "predicted", "importance", "score"],
    where: yield* conditions(question)
  })
  const reach = Tally.rows(yield* store.tally({ source: "reach", by: ["touchpoint"] }))
  const most = Math.max(0, ...reach.map(({ count }) => count))
  const scale = scaleOf(tally)
  const items = Tally.by(tally, "touchpoint").map(({ tally: part, value }) => ({
    value,
    gap: Gap.fromTally(part),
    importance: MeanScore.fromTally(part, { scale, score: "importance" }),
    reach: { successes: reach.find(({ values }) => values.touchpoint === value)?.count ?? 0, n: most }
  }))
  if (items.length === 0) return [measuredRow(insufficientData("no pairs of expectation and experience", 0))]
  const { ranked, without } = rankGaps(items, { seed })
  const rows = ranked.map(
    (each): AnswerRow => ({
      touchpoint: each.value,
      rank: each.rank,
      rank_low: each.rankInterval.low,
      rank_high: each.rankInterval.high,
      first: each.first,
      value: each.priority,
      gap: each.gap.value,
      importance: each.importance,
      reach: each.reach
    })
  )
  return [
    ...rows,
    ...without.map(({ value, why }): AnswerRow => ({ touchpoint: value, rank: null, ...measuredRow(why) }))
  ]
})
