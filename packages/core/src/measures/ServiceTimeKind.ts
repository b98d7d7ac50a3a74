import type { Value } from "../tally/Value.ts"
import type { DurationDimensions } from "./DurationCounts.ts"

/**
 * What a duration of a ticket is measured to, by the names that service desks use.
 *
 * - `"first reply"`: from its creation to the first reply, of those replied to.
 * - `"resolution"`: from its creation to the last resolution, of those resolved.
 * - `"requester wait"`: all the time the customer waited for the other side, of those resolved.
 * - `"handling"`: the time it was worked on, of those resolved.
 * - `"age"`: from its creation to now, of those open.
 */
export type ServiceTimeKind = "first reply" | "resolution" | "requester wait" | "handling" | "age"

/** Where a tally holds the durations. The dimensions of the source `waits` are found by themselves. */
export interface ServiceTimeDimensions<Name extends string> {
  /** `"first reply"` unless told. */
  readonly time?: ServiceTimeKind
  /** The dimension of the duration in whole seconds, by bucket or otherwise; that of `time` in the source `waits` unless told. */
  readonly seconds?: Name
  /**
   * The dimension of what became of the ticket; that of `time` in the source `waits` unless told. `null` says that all are
   * finished: then a ticket that waits still must not be in the tally.
   */
  readonly outcome?: Name | null
}

interface Preset extends DurationDimensions {
  readonly outcome: string
  readonly of: string
}

const ofResolution = (seconds: string, of = "of those resolved"): Preset => {
  const [finished, censored]: readonly [ReadonlyArray<Value>, ReadonlyArray<Value>] = [["resolved"], ["open"]]
  return { seconds, outcome: "resolution", finished, censored, of }
}

const presets: { readonly [Kind in ServiceTimeKind]: Preset } = {
  "first reply": {
    seconds: "replySeconds",
    outcome: "reply",
    finished: ["replied"],
    censored: ["waiting", "closed"],
    of: "of those replied to"
  },
  resolution: ofResolution("resolutionSeconds"),
  "requester wait": ofResolution("waitSeconds"),
  handling: ofResolution("handlingSeconds"),
  age: { ...ofResolution("resolutionSeconds", "of those open"), finished: ["open"], censored: [] }
}

/** The dimensions to read. */
export const dimensionsOf = ({ outcome, seconds, time = "first reply" }: ServiceTimeDimensions<string>) => {
  const preset = presets[time]
  return {
    ...preset,
    seconds: seconds ?? preset.seconds,
    outcome: outcome === undefined ? preset.outcome : outcome
  } satisfies DurationDimensions
}

/** Which durations a result is of: `"first reply, of those replied to"`. */
export const definitionOf = ({ outcome, time = "first reply" }: ServiceTimeDimensions<string>): string =>
  outcome === null ? time : `${time}, ${presets[time].of}`
