import { Dwell, type Tally } from "@throughline/core"
import { type DimensionOf, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { caseRule, splitCases } from "./cases.ts"
import { daysOfInteractions } from "./lastDay.ts"
import type { Question } from "./Question.ts"

/** What stays are of: the stages of the planned journey, else touchpoints. */
export const placeOf = ({ journey }: Question): "stage" | "touchpoint" =>
  journey === undefined ? "touchpoint" : "stage"

/**
 * The stays of customers, as of as many days before the last day on record as somebody must be silent to have gone; `undefined` where
 * nothing is on record.
 */
export const countStays = Effect.fn("countStays")(function* (
  question: Question,
  besides: ReadonlyArray<DimensionOf<"stays">>
) {
  const { journey, where } = question
  const split = yield* splitCases(question)
  const rule = yield* caseRule(question)
  const span = yield* daysOfInteractions
  if (span === undefined) return undefined
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "stays",
    by: [...split, "stage", "days", "outcome", ...besides],
    asOf: new Date(span.last - (rule.sessionGap ?? 0) * 1000),
    seenUntil: new Date(span.last),
    where,
    ...(journey === undefined ? {} : { stages: Dwell.stagesOf(journey) }),
    ...rule
  })
  return tally
})

/** A setting that is a share of customers, between 0 and 1. */
export const quantileIn = ({ settings: { quantile } }: Question, usual: number): Effect.Effect<number, BadUsage> =>
  quantile === undefined || (quantile > 0 && quantile < 1)
    ? Effect.succeed(quantile ?? usual)
    : Effect.fail(new BadUsage({ message: `quantile is above 0 and below 1, found ${quantile}` }))
