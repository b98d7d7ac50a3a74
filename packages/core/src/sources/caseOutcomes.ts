import type { Response } from "../domain/Response.ts"
import type { Subscription } from "../domain/Subscription.ts"
import { byTime } from "./byTime.ts"
import type { Case } from "./cases.ts"
import { countUpTo } from "./countUpTo.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** Which answer is looked for after a case. */
export interface AnswerAfter extends Pick<Response, "metric">, Partial<Pick<Response, "component">> {
  /** How long after the end of the case an answer counts, in days of 24 hours. */
  readonly days: number
}

/** When a customer left after a case. */
export interface LeftAfter {
  /** How long after the end of the case, in days of 24 hours. */
  readonly days: number
  /** What came after is not known yet. */
  readonly asOf: Date
}

/** What is looked for after a case. */
export interface OutcomeRule {
  readonly answers?: AnswerAfter
  readonly left?: LeftAfter
}

/** Which answer is looked for, and where. */
export interface CaseAnswers extends AnswerAfter {
  readonly responses: Iterable<Response>
}

/** When a customer left, and who was subscribed. */
export interface CaseLeaving extends LeftAfter {
  readonly subscriptions: Iterable<Subscription>
}

/** A case, and what became of it. */
export interface CaseWithOutcome extends Case, Partial<Pick<Response, "scale" | "score">> {
  /** When the answer was given. */
  readonly answeredAt?: Date
  /** Whether the customer was subscribed when the case ended, and not any more so many days later. */
  readonly left?: boolean
}

const day = 86_400_000

/** The instant of the last interaction, to the second. */
const endOf = ({ at, seconds }: Case): number => at.getTime() + 1000 * seconds

const answerOf = ({ component, days, metric, responses }: CaseAnswers) => {
  const asked = [...responses].filter((each) => each.metric === metric && each.component === component)
  const timelines = new Map(grouped(asked, ({ customer }) => customer))
  for (const timeline of timelines.values()) timeline.sort(byTime)
  return (each: Case): Pick<CaseWithOutcome, "scale" | "score" | "answeredAt"> => {
    const [timeline, end] = [timelines.get(each.customer) ?? [], endOf(each)]
    const answer = timeline[countUpTo(timeline, new Date(end + days * day)) - 1]
    return answer === undefined || answer.at.getTime() < end
      ? {}
      : { ...pick(answer, ["scale", "score"]), answeredAt: answer.at }
  }
}

/** How many of some subscriptions run from each time on that one of them starts or ends. */
const runningFrom = (subscriptions: ReadonlyArray<Subscription>) => {
  const changes = subscriptions.flatMap(({ endedAt, startedAt }) => {
    const start = { at: startedAt, by: 1 }
    if (endedAt === undefined) return [start]
    return endedAt > startedAt ? [start, { at: endedAt, by: -1 }] : []
  })
  let running = 0
  return changes
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, by }) => {
      running += by
      return { at, running }
    })
}

const leftOf = ({ asOf, days, subscriptions }: CaseLeaving) => {
  const changes = new Map(
    Array.from(
      grouped(subscriptions, ({ customer }) => customer),
      ([customer, list]) => [customer, runningFrom(list)]
    )
  )
  const isSubscribed = (customer: string, time: number): boolean => {
    const timeline = changes.get(customer) ?? []
    return (timeline[countUpTo(timeline, new Date(time)) - 1]?.running ?? 0) > 0
  }
  return (each: Case): Pick<CaseWithOutcome, "left"> => {
    const [end, later] = [endOf(each), endOf(each) + days * day]
    if (later > asOf.getTime() || !isSubscribed(each.customer, end)) return {}
    return { left: !isSubscribed(each.customer, later) }
  }
}

/**
 * Each case with what became of it: the score that the customer gave afterwards, and whether they left.
 *
 * The score is that of the last answer to the metric and component (none matches none) from the end of the case to `days`
 * later, both included; of several at the same time that with the greatest id in code point order. A customer left who was
 * subscribed when the case ended and was not `days` later, so a pause or a change of plan in between is none; of those who
 * were not subscribed, and of cases that ended fewer days before `asOf`, it is not known. An answer may follow several cases
 * of one customer and counts for each. A case ends in the second of its last interaction. Rows come in the order of the cases.
 *
 * ```ts import.meta.vitest
 * import { Interaction } from "../domain/Interaction.ts"
 * import { Response } from "../domain/Response.ts"
 * import { caseOutcomes } from "./caseOutcomes.ts"
 * import { cases } from "./cases.ts"
 * import { Schema } from "effect"
 *
 * const about = { customer: "ada", evidence: { source: "shop", kind: "objective" } }
 * const visit = Schema.decodeUnknownSync(Interaction)({ ...about, id: "1", touchpoint: "cart", at: "2026-03-01T10:00:00Z" })
 * const answer = Schema.decodeUnknownSync(Response)({ ...about, id: "a", at: "2026-03-04T10:00:00Z", metric: "nps", scale: "0-10", score: 9 })
 * const rows = (days: number) => [...caseOutcomes(cases([visit]), { answers: { responses: [answer], metric: "nps", days } })]
 * [rows(7)[0]?.score, rows(2)[0]?.score] // => [9, undefined]
 * ```
 */
export function* caseOutcomes(
  cases: Iterable<Case>,
  { answers, left }: { readonly answers?: CaseAnswers; readonly left?: CaseLeaving }
): Generator<CaseWithOutcome> {
  const answer = answers === undefined ? undefined : answerOf(answers)
  const leaving = left === undefined ? undefined : leftOf(left)
  for (const each of cases) yield { ...each, ...answer?.(each), ...leaving?.(each) }
}
