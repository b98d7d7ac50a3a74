import type { Expectation } from "../domain/Expectation.ts"
import type { RecordId, TouchpointId } from "../domain/Ids.ts"
import type { Response } from "../domain/Response.ts"
import { byTime } from "./byTime.ts"
import { compareText } from "./compareText.ts"
import { countUpTo } from "./countUpTo.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** A satisfaction answer beside what was expected: `response` is the id of the answer, `at` its time. */
export interface Gap
  extends Pick<Response, "customer" | "component" | "at" | "channel" | "team" | "segment" | "scale" | "score">,
    Pick<Expectation, "minimum" | "desired" | "predicted" | "importance"> {
  readonly response: RecordId
  readonly touchpoint: TouchpointId
}

/**
 * One row for each `csat` response that an expectation was recorded for, not later than the answer.
 *
 * The expectation is of the same customer, touchpoint, component (none matches none) and scale: the latest one, of several
 * at the same time that with the greatest id in code point order. A response without an expectation gives no row. Rows
 * come in the order of the responses' ids, whatever the order of the input.
 *
 * ```ts import.meta.vitest
 * import { Expectation } from "../domain/Expectation.ts"
 * import { Response } from "../domain/Response.ts"
 * import { gaps } from "./gaps.ts"
 * import { Schema } from "effect"
 *
 * const about = { customer: "ada", touchpoint: "checkout", scale: "1-5", evidence: { source: "survey", kind: "objective" } }
 * const answer = { ...about, id: "a", at: "2026-03-02T10:00:00Z", metric: "csat", score: 3 }
 * const hoped = { ...about, id: "e", at: "2026-03-01T10:00:00Z", desired: 5 }
 * const rows = gaps([Schema.decodeUnknownSync(Response)(answer)], [Schema.decodeUnknownSync(Expectation)(hoped)])
 * Array.from(rows, ({ desired, score }) => [score, desired]) // => [[3, 5]]
 * ```
 */
export function* gaps(responses: Iterable<Response>, expectations: Iterable<Expectation>): Generator<Gap> {
  const expected = new Map(grouped(expectations, subject))
  for (const timeline of expected.values()) timeline.sort(byTime)
  const answers = [...responses].filter((response) => response.metric === "csat")
  for (const response of answers.sort((a, b) => compareText(a.id, b.id))) {
    const { touchpoint } = response
    if (touchpoint === undefined) continue
    const expectation = latest(expected.get(subject({ ...response, touchpoint })) ?? [], response.at)
    if (expectation === undefined) continue
    yield {
      response: response.id,
      touchpoint,
      ...pick(response, ["customer", "component", "at", "channel", "team", "segment", "scale", "score"]),
      ...pick(expectation, ["minimum", "desired", "predicted", "importance"])
    }
  }
}

/** What an answer or an expectation is about. */
const subject = (about: Pick<Expectation, "customer" | "touchpoint" | "component" | "scale">): string =>
  JSON.stringify([about.customer, about.touchpoint, about.component, about.scale])

/** The last expectation of a timeline that was recorded by `at`. */
const latest = (timeline: ReadonlyArray<Expectation>, at: Date): Expectation | undefined =>
  timeline[countUpTo(timeline, at) - 1]
