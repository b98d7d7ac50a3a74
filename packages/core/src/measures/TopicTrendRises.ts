import type { Interval } from "../stats/Estimate.ts"
import { type Baseline, baselineDays, baselineFor, type TopicDays } from "./TopicTrendBaseline.ts"
import { isHigh, pOf, ratioOf, type Window, windowOf } from "./TopicTrendWindow.ts"

/** The first day of a series that has a baseline. */
export const firstTested = baselineDays.gap + baselineDays.least

/** Days without an alert between two of one rise. */
const bridged = 2

/** Days that fading looks at. */
const fadingDays = 14

/**
 * The p-value of "no more texts than expected" on a day: that of the day and of the three days
 * that end with it, combined (Bonferroni). It is 1 on a day that is not high itself: an alert would be about the days before.
 */
export const risesAt = (days: TopicDays, day: number): number => {
  const baseline = baselineFor(days, day)
  if (baseline === null) return 1
  const today = windowOf(days, baseline, day, 1)
  if (!isHigh(today, baseline)) return 1
  const three = windowOf(days, baseline, day, 3)
  return Math.min(1, 2 * Math.min(pOf("upper", today, baseline), pOf("upper", three, baseline)))
}

/** What was seen, what was expected, and how many times as much that is. */
export interface Evidence {
  readonly observed: number
  /** By the baseline of the first day. */
  readonly expected: number
  readonly ratio: { readonly value: number; readonly interval: Interval }
}

/** What the texts of some days are against a baseline. */
const evidenceOf = (window: Window, baseline: Baseline, level: number): Evidence => ({
  observed: window.observed,
  expected: window.expected,
  ratio: ratioOf(window, baseline, level)
})

/** Fewer texts than expected in the last fortnight; `null` without a baseline. */
export const fadingAt = (days: TopicDays, last: number, level: number): (Evidence & { readonly p: number }) | null => {
  const baseline = baselineFor(days, last - fadingDays + 1)
  if (baseline === null) return null
  const window = windowOf(days, baseline, last, fadingDays)
  return { ...evidenceOf(window, baseline, level), p: pOf("lower", window, baseline) }
}

/** A day that has an alert, by its place in the series. */
export interface AlertDay {
  readonly day: number
  readonly p: number
  readonly adjustedP: number
}

/** Days of a rise, by their places in the series. */
export interface RiseDays extends Evidence {
  readonly since: number
  readonly detected: number
  readonly through: number
  readonly p: number
  readonly adjustedP: number
}

/** Alerts of one topic that follow each other, two days apart at most. */
const runs = (alerts: ReadonlyArray<AlertDay>): ReadonlyArray<ReadonlyArray<AlertDay>> => {
  const found: Array<Array<AlertDay>> = []
  for (const alert of alerts) {
    const current = found.at(-1)
    if (current !== undefined && alert.day - (current.at(-1)?.day ?? 0) <= bridged + 1) current.push(alert)
    else found.push([alert])
  }
  return found
}

/** The first day of a rise: of the two days before its first alert, those that were high by themselves belong to it. */
const startOf = (days: TopicDays, baseline: Baseline, detected: number): number => {
  let since = detected
  while (since > Math.max(0, detected - 2) && isHigh(windowOf(days, baseline, since - 1, 1), baseline)) since--
  return since
}

/** The rises that the alerts of a topic make up, in order. */
export const risesOf = (days: TopicDays, alerts: ReadonlyArray<AlertDay>, level: number): ReadonlyArray<RiseDays> =>
  runs(alerts).flatMap((run) => {
    const detected = run[0]?.day ?? 0
    const through = run.at(-1)?.day ?? detected
    const baseline = baselineFor(days, detected)
    if (baseline === null) return []
    const since = startOf(days, baseline, detected)
    const strongest = run.reduce((a, b) => (b.p < a.p ? b : a))
    return {
      since,
      detected,
      through,
      p: strongest.p,
      adjustedP: strongest.adjustedP,
      ...evidenceOf(windowOf(days, baseline, through, through - since + 1), baseline, level)
    }
  })
