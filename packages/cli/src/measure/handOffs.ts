import { Dimension, HandOffs, type Tally } from "@throughline/core"
import { type DimensionOf, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { caseRule, rowsOrNone, stepField } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"
import { chosen, handOffKinds } from "./ways.ts"

/** The two sides of a step. */
export const sides = {
  channel: ["fromChannel", "channel"],
  team: ["fromTeam", "team"],
  responder: ["fromResponder", "responder"]
} as const satisfies Record<HandOffs.HandOffKind, ReadonlyArray<DimensionOf<"steps" | "scoredSteps">>>

const moveRow = ({ excluded }: HandOffs.HandOffsReport, { from, share, to }: HandOffs.Move): AnswerRow => ({
  measure: "share of the steps from there",
  from,
  to,
  count: share.count,
  ...measuredRow({ ...share, excluded })
})

const tableOf = (report: HandOffs.HandOffsResult): ReadonlyArray<AnswerRow> => {
  if (report._tag === "InsufficientData") return [measuredRow(report)]
  const { excluded, moves, perCase, share } = report
  const all = { from: "(any)", to: "(another)", count: share.count }
  return [
    { measure: "share of steps", ...all, ...measuredRow(share) },
    { measure: "hand-offs a journey", ...all, ...measuredRow({ ...perCase, excluded }) },
    ...moves.map((move) => moveRow(report, move))
  ]
}

/** How often customers are handed over to another channel, or team, or kind of responder. */
export const handOffRows = Effect.fn("handOffRows")(function* (question: Question) {
  const { as, by, over, timeZone, where } = question
  yield* Effect.forEach(Object.keys(where), stepField)
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* stepField(by)), "group")]
  const split = over === undefined ? field : [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  const between = chosen(handOffKinds, as)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "steps",
    by: [...split, "from", "to", ...sides[between]],
    where,
    ...(yield* caseRule(question))
  })
  if (over !== undefined) return rowsOrNone(periodRows(HandOffs.over(tally, "group", { between })))
  if (by !== undefined) return rowsOrNone(groupRows(by, HandOffs.by(tally, "group", { between })))
  return tableOf(HandOffs.fromTally(tally, { between }))
})
