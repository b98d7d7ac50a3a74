import { own, seconds, text } from "./Own.ts"
import type { Reason } from "./Unsaid.ts"

/**
 * How far a subscription has come. `unstarted`: the first payment never came. `trial`: nothing was paid yet, or it ended so.
 * `unclear`: it does not say.
 */
export type Stage = "unstarted" | "trial" | "running" | "ended" | "unclear"

/** What a subscription is. Times are seconds since 1970, or texts that sort as times do. */
export interface State<Time> {
  readonly stage: Stage
  /** When the first paid period began: behind the trial that it began with. */
  readonly paidFrom: Time | undefined
  readonly endedAt: Time | undefined
  /** Why the stage is unclear. */
  readonly because: Reason | undefined
}

/** What a source says of a subscription. */
export interface Told<Time> {
  readonly status: string | undefined
  readonly start: Time | undefined
  readonly created: Time | undefined
  readonly trialStart: Time | undefined
  readonly trialEnd: Time | undefined
  readonly endedAt: Time | undefined
}

/** A subscription as the API gives it. */
export const toldBy = (subscription: unknown): Told<number> => {
  const time = (key: string) => seconds(own(subscription, key))
  return {
    status: text(own(subscription, "status")),
    start: time("start_date"),
    created: time("created"),
    trialStart: time("trial_start"),
    trialEnd: time("trial_end"),
    endedAt: time("ended_at")
  }
}

/** Without a payment method at the end of a trial, a subscription is `paused`. */
const stages: ReadonlyMap<string, Stage> = new Map([
  ["incomplete", "unstarted"],
  ["incomplete_expired", "unstarted"],
  ["trialing", "trial"],
  ["paused", "trial"],
  ["active", "running"],
  ["past_due", "running"],
  ["unpaid", "running"],
  ["canceled", "ended"]
])

/**
 * The state of a subscription. A trial that was added later leaves the beginning where it was.
 *
 * ```ts import.meta.vitest
 * import { stateOf } from "./State.ts"
 *
 * stateOf({ status: "active", start: 10, trialEnd: 20 }) // => { stage: "running", paidFrom: 20, endedAt: undefined, because: undefined }
 * stateOf({ status: "canceled", start: 10, trialEnd: 20, endedAt: 20 }).stage // => "trial"
 * stateOf({ status: "canceled", start: 10 }).because // => "end"
 * ```
 */
export const stateOf = <Time extends number | string>(told: Told<Time>): State<Time> => {
  const { created, endedAt, trialEnd } = told
  const start = told.start ?? created
  const stage = endedAt === undefined ? stages.get(told.status ?? "") : "ended"
  if (start === undefined) return unclear<Time>("start", endedAt)
  if (stage === undefined) return unclear<Time>("status", endedAt)
  if (stage === "ended" && endedAt === undefined) return unclear<Time>("end", endedAt)
  const isTried = trialEnd !== undefined && trialEnd > start && isFirst(told, start)
  const paidFrom = isTried ? trialEnd : start
  const isOnlyTried = isTried && endedAt !== undefined && endedAt <= trialEnd
  return { stage: isOnlyTried ? "trial" : stage, paidFrom, endedAt, because: undefined }
}

const unclear = <Time extends number | string>(because: Reason, endedAt: Time | undefined): State<Time> => ({
  stage: "unclear",
  paidFrom: undefined,
  endedAt,
  because
})

/** Whether the trial is the one that the subscription began with. */
export const isFirst = <Time extends number | string>(
  { created, trialStart }: Pick<Told<Time>, "created" | "trialStart">,
  start: Time
): boolean => trialStart === undefined || trialStart <= (created !== undefined && created > start ? created : start)
