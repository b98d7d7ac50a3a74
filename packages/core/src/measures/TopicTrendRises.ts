import type { Interval } from "../stats/Estimate.ts"
import { type Baseline, baselineDays } from "./TopicTrendBaseline.ts"
import type { TopicDays } from "./TopicTrendSeason.ts"
import { isHigh, pOf, ratioOf, type Window, windowOf } from "./TopicTrendWindow.ts"

/** The first day of a series that has a baseline. */
export const firstTested = baselineDays.gap + baselineDays.least

/** The most days that are tested together. */
const longestWindow = 7

/** Days without an alert between two of one rise. */
const bridged = 2

/** Days that fading looks at. */
export const fadingDays = 14

/** A day that may have an alert, by its place in the series. */
export interface HighDay {
  readonly day: number
  readonly baseline: Baseline
  readonly p: number
  /** The p-value of the day, of two days that end with it, and so on up to seven. */
  readonly windows: ReadonlyArray<number>
}

/** The p-value of windows of 1 to 7 days of which some are not looked at: the harmonic mean, where these count as 1. */
const combined = (windows: ReadonlyArray<number>, looked: number): number =>
  longestWindow / windows.reduce((sum, p, i) => sum + (i < looked ? 1 / p : 1), 0)

/**
 * The p-values of "no more texts than expected" on a day: of the one to seven days that end with it, and of all of them by their
 * harmonic mean. `null` on a day that is not high itself: an alert would be about the days before.
 */
export const highDay = (topic: TopicDays, baseline: Baseline, day: number): HighDay | null => {
  const today = windowOf(topic, baseline, day, 1)
  if (!isHigh(today, baseline)) return null
  const windows = Array.from({ length: longestWindow }, (_, i) => {
    const window = i === 0 ? today : windowOf(topic, baseline, day, i + 1)
    return isHigh(window, baseline) ? pOf("upper", window, baseline) : 1
  })
  return { day, baseline, windows, p: combined(windows, longestWindow) }
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

/** Fewer texts than expected in the last fortnight. */
export const fadingOf = (topic: TopicDays, baseline: Baseline, level: number): Evidence & { readonly p: number } => {
  const window = windowOf(topic, baseline, topic.counts.length - 1, fadingDays)
  return { ...evidenceOf(window, baseline, level), p: pOf("lower", window, baseline) }
}

/** A day that has an alert. */
export interface AlertDay extends HighDay {
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

/**
 * Alerts of one topic that follow each other, two days apart at most. A later one that would be none without the days of the
 * rise before it is its echo, and left out; `limit` is the highest p-value that is an alert.
 */
const runs = (alerts: ReadonlyArray<AlertDay>, limit: number): ReadonlyArray<ReadonlyArray<AlertDay>> => {
  const found: Array<Array<AlertDay>> = []
  for (const alert of alerts) {
    const current = found.at(-1)
    const since = alert.day - (current?.at(-1)?.day ?? Number.NEGATIVE_INFINITY)
    if (current !== undefined && since <= bridged + 1) current.push(alert)
    else if (combined(alert.windows, since) <= limit) found.push([alert])
  }
  return found
}

/** The first day of a rise: of the days that its first alert is about, those in a row that were high by themselves. */
const startOf = (topic: TopicDays, baseline: Baseline, detected: number): number => {
  const earliest = Math.max(0, detected - longestWindow + 1)
  let since = detected
  while (since > earliest && isHigh(windowOf(topic, baseline, since - 1, 1), baseline)) since--
  return since
}

/** The rises that the alerts of a topic make up, in order. */
export const risesOf = (
  topic: TopicDays,
  alerts: ReadonlyArray<AlertDay>,
  limit: number,
  level: number
): ReadonlyArray<RiseDays> =>
  runs(alerts, limit).flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return []
    const since = startOf(topic, first.baseline, first.day)
    const strongest = run.reduce((a, b) => (b.p < a.p ? b : a))
    return {
      since,
      detected: first.day,
      through: last.day,
      p: strongest.p,
      adjustedP: strongest.adjustedP,
      ...evidenceOf(windowOf(topic, first.baseline, last.day, last.day - since + 1), first.baseline, level)
    }
  })
