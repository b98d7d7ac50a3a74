import type { Response } from "../domain/Response.ts"
import { byTime } from "./byTime.ts"
import { grouped } from "./grouped.ts"

/** The scores that a customer gave along the way, and the last one that they gave to the whole. */
export interface ScoredJourney extends Pick<Response, "customer"> {
  /** In order; no field of a tally, which has what follows instead. */
  readonly scores: ReadonlyArray<number>
  /** How many scores. */
  readonly length: number
  readonly first: number
  readonly last: number
  readonly lowest: number
  readonly highest: number
  /** The sum of the scores. */
  readonly total: number
  readonly outcome: number | undefined
}

/** A question: what it measures, and on which scale. */
export interface Question extends Pick<Response, "metric" | "scale"> {}

/** What is asked about touchpoints along the way, and about the whole. */
export interface JourneyQuestions {
  readonly along: Question
  readonly whole: Question
}

/**
 * One row for each customer who scored a touchpoint, for `PeakEnd.fromJourneys`, or counted for `PeakEnd.fromTally`.
 *
 * `scores` are the answers to `along` about a touchpoint, no component, in the order of time and then id in code point order.
 * `outcome` is the last answer to `whole` about no touchpoint; only scores that are not later than it are in the row. Without such
 * an answer it is missing, and all scores are there. Rows come in the order of the customers, whatever the order of the input.
 *
 * ```ts import.meta.vitest
 * import { Response } from "../domain/Response.ts"
 * import { scoredJourneys } from "./scoredJourneys.ts"
 * import { Schema } from "effect"
 *
 * const about = { customer: "ada", evidence: { source: "survey", kind: "objective" } }
 * const answer = (day: number, fields: object) =>
 *   Schema.decodeUnknownSync(Response)({ ...about, id: String(day), at: `2026-03-0${day}T10:00:00Z`, ...fields })
 * const felt = { metric: "csat", scale: "1-5" }
 * const answers = [
 *   answer(2, { ...felt, touchpoint: "delivery", score: 2 }), answer(1, { ...felt, touchpoint: "cart", score: 5 }),
 *   answer(3, { metric: "nps", scale: "0-10", score: 6 })
 * ]
 * const rows = scoredJourneys(answers, { along: { metric: "csat", scale: "1-5" }, whole: { metric: "nps", scale: "0-10" } })
 * Array.from(rows, ({ outcome, scores }) => [scores, outcome]) // => [[[5, 2], 6]]
 * ```
 */
export function* scoredJourneys(
  responses: Iterable<Response>,
  { along, whole }: JourneyQuestions
): Generator<ScoredJourney> {
  const isAsked = (response: Response, { metric, scale }: Question): boolean =>
    response.metric === metric && response.scale === scale && response.component === undefined
  for (const [, ofCustomer] of grouped(responses, ({ customer }) => customer)) {
    const answers = ofCustomer.sort(byTime)
    const last = answers.findLast((each) => each.touchpoint === undefined && isAsked(each, whole))
    const scored = answers.filter(
      (each) => each.touchpoint !== undefined && isAsked(each, along) && (last === undefined || each.at <= last.at)
    )
    const [first, end] = [scored[0], scored.at(-1)]
    if (first === undefined || end === undefined) continue
    const scores = scored.map(({ score }) => score)
    yield {
      customer: first.customer,
      scores,
      length: scores.length,
      first: first.score,
      last: end.score,
      lowest: scores.reduce((a, b) => Math.min(a, b)),
      highest: scores.reduce((a, b) => Math.max(a, b)),
      total: scores.reduce((sum, score) => sum + score, 0),
      outcome: last?.score
    }
  }
}
