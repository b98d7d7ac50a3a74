import type { TouchpointId } from "../domain/Ids.ts"
import type { Interaction } from "../domain/Interaction.ts"
import type { Response } from "../domain/Response.ts"
import { compareText } from "./compareText.ts"
import { countUpTo } from "./countUpTo.ts"
import { grouped } from "./grouped.ts"
import type { CaseRule } from "./inCases.ts"
import { pick } from "./pick.ts"
import { type Step, steps } from "./steps.ts"

/**
 * An answer about a touchpoint, and the step by which the customer came there: `to` is the touchpoint, `from` the one before it in
 * the same case, missing where the case began there. `at` and `segment` are those of the answer; channel, team and responder
 * are those of the two interactions, not those of the survey.
 */
export interface ScoredStep
  extends Pick<Response, "customer" | "at" | "segment" | "metric" | "component" | "scale" | "score">,
    Pick<Step, "from" | "seconds" | "channel" | "team" | "responder" | "fromChannel" | "fromTeam" | "fromResponder"> {
  readonly to: TouchpointId
}

/**
 * One row for each response about a touchpoint that the customer had met: the answer beside the step by which they came there.
 *
 * The answer is about the customer's last interaction at that touchpoint that is not later than the answer, of several at the
 * same time that with the greatest id in code point order. A case is a customer unless `rule` says sessions. Responses about no
 * touchpoint, or about one that the customer had not met yet, give no row. Rows come in the order of the responses' ids,
 * whatever the order of the input.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { Response } from "../domain/Response.ts"
 * import { scoredSteps } from "./scoredSteps.ts"
 * import { Schema } from "effect"
 *
 * const about = { customer: "ada", evidence: { source: "shop", kind: "objective" } }
 * const visits = [["order", "web", "2026-03-01T10:00:00Z"], ["status", "phone", "2026-03-02T10:00:00Z"]].map(([touchpoint, channel, at]) =>
 *   Schema.decodeUnknownSync(Interaction)({ ...about, id: at, touchpoint, channel, at })
 * )
 * const answer = { ...about, id: "1", touchpoint: "status", at: "2026-03-03T10:00:00Z", metric: "csat", scale: "1-5", score: 2 }
 * const rows = scoredSteps([Schema.decodeUnknownSync(Response)(answer)], visits)
 * Array.from(rows, (row) => [row.from, row.fromChannel, row.to, row.channel, row.score]) // => [["order", "web", "status", "phone", 2]]
 * ```
 */
export function* scoredSteps(
  responses: Iterable<Response>,
  interactions: Iterable<Interaction>,
  rule: CaseRule = {}
): Generator<ScoredStep> {
  const timelines = new Map(grouped(arrivals(interactions, rule), ({ customer, to }) => place(customer, to)))
  for (const response of [...responses].sort((a, b) => compareText(a.id, b.id))) {
    const { touchpoint } = response
    if (touchpoint === undefined) continue
    const timeline = timelines.get(place(response.customer, touchpoint)) ?? []
    const step = timeline[countUpTo(timeline, response.at) - 1]
    if (step === undefined) continue
    yield {
      ...pick(response, ["customer", "at", "segment", "metric", "component", "scale", "score"]),
      ...pick(step, ["from", "seconds", "channel", "team", "responder", "fromChannel", "fromTeam", "fromResponder"]),
      to: touchpoint
    }
  }
}

const place = (customer: string, touchpoint: string): string => JSON.stringify([customer, touchpoint])

type Arrival = Step & { readonly to: TouchpointId }

/** Steps to somewhere, in the order of time and id for each customer. */
function* arrivals(interactions: Iterable<Interaction>, rule: CaseRule): Generator<Arrival> {
  for (const step of steps(interactions, rule)) {
    if (step.to !== undefined) yield { ...step, to: step.to }
  }
}
