import { Dimension, DirectlyFollows, insufficientData, Rework, type Tally, Variants } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { caseRule, countPaths, refuseSeries, rowsOfParts, shownPath, stepField } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { estimateColumns, measuredRow } from "./rows.ts"

/** Durations in one bucket are at most this far apart, as a share. */
const precision = 0.01

const edgeRows = (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
  const graph = DirectlyFollows.fromTally(tally)
  if (graph._tag === "InsufficientData") return [measuredRow(graph)]
  const { edges, excluded } = graph
  if (edges.length === 0) return [measuredRow(insufficientData("no touchpoint followed another", 0, excluded))]
  return edges.map(({ between: [median = insufficientData("no time is known", 0)], from, share, to }) => ({
    from,
    to,
    count: share.count,
    ...measuredRow({ ...share, excluded }),
    ...estimateColumns("seconds", median)
  }))
}

/** Which touchpoint directly follows which: how often, of all visits to the first, and after what time. */
export const pathRows = Effect.fn("pathRows")(function* (question: Question) {
  const { by, where } = question
  yield* refuseSeries(question)
  yield* Effect.forEach(Object.keys(where), stepField)
  const split = by === undefined ? [] : [Dimension.named(Dimension.field(yield* stepField(by)), "group")]
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "steps",
    by: [...split, "from", "to", Dimension.bucket("seconds", precision)],
    where,
    ...(yield* caseRule(question))
  })
  return rowsOfParts(tally, by, edgeRows)
})

const variantTable =
  (top: number | undefined) =>
  (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
    const report = Variants.fromTally(tally, top === undefined ? {} : { top })
    if (report._tag === "InsufficientData") return [measuredRow(report)]
    const { excluded, rest, variants } = report
    const listed = variants.map(({ coverage, share, touchpoints }) => ({
      path: shownPath(touchpoints),
      cases: share.count,
      ...measuredRow({ ...share, excluded }),
      coverage
    }))
    if (rest.share.count === 0) return listed
    const others = { path: "(others)", cases: rest.share.count, ...measuredRow({ ...rest.share, excluded }) }
    return [...listed, { ...others, coverage: 100 }]
  }

/** The paths that journeys took: so many of the most frequent as are set, with the others together, or all. */
export const variantRows = Effect.fn("variantRows")(function* (question: Question) {
  const { by, settings } = question
  yield* refuseSeries(question)
  const { most } = settings
  if (most !== undefined && !(Number.isSafeInteger(most) && most > 0)) {
    return yield* new BadUsage({ message: `most is a whole number above 0, found ${most}` })
  }
  return rowsOfParts(yield* countPaths(question), by, variantTable(most))
})

const reworkTable = (tally: Tally.Tally): ReadonlyArray<AnswerRow> => {
  const report = Rework.fromTally(tally)
  if (report._tag === "InsufficientData") return [measuredRow(report)]
  const row = (touchpoint: string, { extraVisits, immediate, later, returning }: Rework.Repeated): AnswerRow => ({
    touchpoint,
    returning: returning.count,
    ...measuredRow({ ...returning, excluded: report.excluded }),
    ...estimateColumns("extra_visits", extraVisits),
    immediate,
    later
  })
  return [row("(any)", report), ...report.touchpoints.map((each) => row(each.touchpoint, each))]
}

/** How many journeys came back to where they had been: to any touchpoint, and to each of those that were there. */
export const reworkRows = Effect.fn("reworkRows")(function* (question: Question) {
  yield* refuseSeries(question)
  return rowsOfParts(yield* countPaths(question), question.by, reworkTable)
})
