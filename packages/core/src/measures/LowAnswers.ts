import type { Metric } from "../domain/Instrument.ts"
import { contains, nps, type Scale } from "../domain/Scale.ts"
import type { Condition, Where } from "../tally/Where.ts"
import type { LowScores } from "./LoopCounts.ts"

/** A field of responses that low answers are looked for by. */
type AskedField = "touchpoint" | "metric" | "scale" | "score" | "at" | "component" | "channel" | "team" | "segment"

/** Which answers: at a touchpoint, in a time from `from` (included) to `to` (not included), and of whom. */
export type LowAnswersOptions = (
  | { readonly metric: "nps"; readonly low?: LowScores }
  | { readonly metric: Exclude<Metric, "nps">; readonly scale: Scale; readonly low: LowScores }
) & {
  readonly touchpoint: string
  readonly from?: Date
  readonly to?: Date
  /** More conditions, such as the channel or team that was found to be weak. */
  readonly where?: { readonly [F in "component" | "channel" | "team" | "segment"]?: Condition }
}

/** A query for a store that reads the answers themselves. */
export interface LowAnswersQuery {
  readonly kind: "responses"
  readonly where: Where<AskedField>
}

/**
 * The low answers behind a weak touchpoint, as a query for the store that has them: whom to call is read there, and no report
 * holds an id.
 *
 * `low` are the scores that are to be followed up, both ends included: of an NPS 0 to 6 unless told. Throws a `RangeError` when
 * they are no points of the scale, or the first is above the second.
 *
 * ```ts import.meta.vitest
 * import { lowAnswers } from "./LowAnswers.ts"
 *
 * lowAnswers({ touchpoint: "delivery", metric: "nps", where: { team: "north" } })
 * // => { kind: "responses", where: { team: "north", touchpoint: "delivery", metric: "nps", scale: "0-10", score: { from: 0, to: 7 } } }
 * ```
 */
export const lowAnswers = (options: LowAnswersOptions): LowAnswersQuery => {
  const { from, metric, to, touchpoint, where = {} } = options
  const scale = options.metric === "nps" ? nps : options.scale
  const [first, last] = options.low ?? [0, 6]
  if (!(contains(scale, first) && contains(scale, last) && first <= last)) {
    throw new RangeError(`low is two points of ${scale.id}, the lower first; found ${first} and ${last}`)
  }
  const at = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  return {
    kind: "responses",
    where: {
      ...where,
      touchpoint,
      metric,
      scale: scale.id,
      score: { from: first, to: last + 1 },
      ...(from === undefined && to === undefined ? {} : { at })
    }
  }
}
