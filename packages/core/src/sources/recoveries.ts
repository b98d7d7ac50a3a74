import type { RecordId } from "../domain/Ids.ts"
import type { LoopCase } from "../domain/Improvement.ts"
import type { Response } from "../domain/Response.ts"
import { byTime } from "./byTime.ts"
import { compareText } from "./compareText.ts"
import { countUpTo } from "./countUpTo.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** An answer, what was done about it, and the next answer of the customer to the same question. */
export interface Recovery
  extends Pick<
      Response,
      "customer" | "touchpoint" | "metric" | "component" | "scale" | "score" | "at" | "channel" | "segment"
    >,
    Pick<LoopCase, "team" | "outcome"> {
  readonly response: RecordId
  /** The case that the answer opened. */
  readonly loopCase?: RecordId
  /** Whether the customer was contacted by `asOf`. */
  readonly contacted: boolean
  /** Whole days of 24 hours from the answer to the contact, or to `asOf` while there is none. */
  readonly days: number
  readonly nextAt?: Date
  readonly nextScore?: number
  /** Whether the next answer is about the same touchpoint. */
  readonly sameTouchpoint?: boolean
  /** Whether the customer was contacted before the next answer. */
  readonly contactedBefore?: boolean
}

const day = 86_400_000

/**
 * One row for each response given by `asOf`, beside the loop case that it opened and the customer's next answer.
 *
 * The case is of the same customer and names the response: the first that was opened by `asOf`, of several at the same time
 * that with the smallest id in code point order. A contact after `asOf` has not happened yet, and neither has the outcome of
 * a case that was closed after it. The next answer is of the same customer to the same metric, component (none matches none)
 * and scale: the first that is later than the response and not later than `asOf`. Rows come in the order of the responses'
 * ids, whatever the order of the input.
 *
 * ```ts import.meta.vitest
 * import { LoopCase } from "../domain/Improvement.ts"
 * import { Response } from "../domain/Response.ts"
 * import { recoveries } from "./recoveries.ts"
 * import { Schema } from "effect"
 *
 * const about = { customer: "ada", evidence: { source: "survey", kind: "objective" } }
 * const answer = (id: string, at: string, score: number) =>
 *   Schema.decodeUnknownSync(Response)({ ...about, id, at, metric: "nps", scale: "0-10", score })
 * const answers = [answer("1", "2026-03-01T10:00:00Z", 3), answer("2", "2026-05-01T10:00:00Z", 8)]
 * const opened = { ...about, id: "c", response: "1", at: "2026-03-01T11:00:00Z", contactedAt: "2026-03-03T11:00:00Z" }
 * const rows = recoveries(answers, [Schema.decodeUnknownSync(LoopCase)(opened)], new Date("2026-06-01"))
 * Array.from(rows, ({ contacted, days, nextScore, score }) => [score, contacted, days, nextScore]) // => [[3, true, 2, 8], [8, false, 30, undefined]]
 * ```
 */
export function* recoveries(
  responses: Iterable<Response>,
  loopCases: Iterable<LoopCase>,
  asOf: Date
): Generator<Recovery> {
  const given = [...responses].filter((response) => response.at <= asOf)
  const questions = new Map(grouped(given, question))
  for (const timeline of questions.values()) timeline.sort(byTime)
  const opened = [...loopCases].filter((each) => each.at <= asOf).sort(byTime)
  const cases = new Map(opened.reverse().map((each) => [key(each.customer, each.response), each]))
  for (const response of given.sort((a, b) => compareText(a.id, b.id))) {
    const loopCase = cases.get(key(response.customer, response.id))
    const contactedAt = happened(loopCase?.contactedAt, asOf)
    yield {
      response: response.id,
      ...pick(response, [
        "customer",
        "touchpoint",
        "metric",
        "component",
        "scale",
        "score",
        "at",
        "channel",
        "segment"
      ]),
      ...(loopCase === undefined ? {} : ofCase(loopCase, asOf)),
      contacted: contactedAt !== undefined,
      days: Math.floor(((contactedAt ?? asOf).getTime() - response.at.getTime()) / day),
      ...ofNext(response, next(questions.get(question(response)) ?? [], response.at), contactedAt)
    }
  }
}

const key = (customer: string, response: string): string => JSON.stringify([customer, response])

/** What an answer is an answer to. */
const question = ({ component, customer, metric, scale }: Response): string =>
  JSON.stringify([customer, metric, component, scale])

const happened = (at: Date | undefined, asOf: Date): Date | undefined =>
  at !== undefined && at <= asOf ? at : undefined

const ofCase = (loopCase: LoopCase, asOf: Date) => ({
  loopCase: loopCase.id,
  ...pick(loopCase, ["team"]),
  ...((loopCase.closedAt ?? asOf) <= asOf ? pick(loopCase, ["outcome"]) : {})
})

const ofNext = (response: Response, following: Response | undefined, contactedAt: Date | undefined) => {
  if (following === undefined) return {}
  return {
    nextAt: following.at,
    nextScore: following.score,
    sameTouchpoint: following.touchpoint === response.touchpoint,
    contactedBefore: contactedAt !== undefined && contactedAt <= following.at
  }
}

/** The first answer of a timeline after an instant. */
const next = (timeline: ReadonlyArray<Response>, at: Date): Response | undefined => timeline[countUpTo(timeline, at)]
