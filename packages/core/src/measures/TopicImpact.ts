import { marginal } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Group } from "./Grouped.ts"
import {
  fromMentions,
  type ThemeImpactEstimate,
  type ThemeImpactOptions,
  type ThemeImpactResult
} from "./ThemeImpact.ts"

/** The score of all answers minus the score of those without the topic: below zero, the score is lower with it. */
export interface TopicImpactEstimate extends Omit<ThemeImpactEstimate, "definition"> {
  /** `"NPS of all − NPS without"`; with a scale, the mean on it instead of NPS. */
  readonly definition: `${string} of all − ${string} without`
}

/** An impact, or why there is none. */
export type TopicImpactResult = TopicImpactEstimate | Exclude<ThemeImpactResult, ThemeImpactEstimate>

/** Which score, how its impacts are reported, and the names of the dimensions. */
export interface TopicImpactOptions<Name extends string> extends ThemeImpactOptions {
  /** `"score"` unless told. */
  readonly score?: Name
  /** `"topic"` unless told. */
  readonly topic?: Name
}

const named = (result: ThemeImpactResult, options: ThemeImpactOptions): TopicImpactResult => {
  if (result._tag !== "Estimate") return result
  const measure = options.scale === undefined ? "NPS" : `mean of ${options.scale.id}`
  return { ...result, definition: `${measure} of all − ${measure} without` }
}

/**
 * How much each topic weighs in NPS, or in the mean on a scale such as that of CSAT: from a tally of answers by score and
 * topic, each answer with one topic or none.
 *
 * NPS of all answers minus NPS without those about the topic, in points, with interval and correction as `ThemeImpact` has
 * them. An answer without a topic counts among those without each. A topic is associated with the score; whether it is the
 * reason, this does not tell. No answers give no groups; a topic that all answers have is `InsufficientData`. Throws
 * `TallyMismatch` when a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as TopicImpact from "./TopicImpact.ts"
 *
 * const answers = [
 *   { score: 2, topic: "refund" }, { score: 9, topic: "login" }, { score: 10, topic: null }, { score: 9, topic: null }
 * ]
 * const [login, refund] = TopicImpact.fromTally(Tally.from(answers, { by: ["score", "topic"] }))
 * login?.result._tag === "Estimate" ? Math.round(login.result.value) : login // => 17
 * refund?.result._tag === "Estimate" ? [refund.result.value, refund.result.definition] : refund // => [-50, "NPS of all − NPS without"]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: TopicImpactOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<TopicImpactResult>> => {
  const whole: Tally = tally
  const { score = "score", topic = "topic", ...settings } = options
  const impacts = fromMentions(marginal(whole, [score]), marginal(whole, [topic, score]), {
    ...settings,
    score,
    theme: topic
  })
  return impacts.map((group) => ({ ...group, result: named(group.result, options) }))
}
