import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { from } from "../tally/from.ts"
import { ordinal } from "../tally/PeriodLabel.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type TestedTopic, testTopics } from "./TopicTrendAlerts.ts"
import { countTopics, labelOf, type TopicCounts, type TopicNames } from "./TopicTrendCounts.ts"
import { type Evidence, firstTested, type RiseDays, risesOf } from "./TopicTrendRises.ts"
import type { TopicDays } from "./TopicTrendSeason.ts"

export type { Evidence } from "./TopicTrendRises.ts"

/** Days in a row on which a topic had more texts than expected. */
export interface TopicRise extends Evidence {
  /** `"emerging"`: no text before the week in which it began. `"recurring"`: it rose before, and stopped. */
  readonly kind: "emerging" | "rising" | "recurring"
  /** The first of its days. */
  readonly since: string
  /** The first day on which it could be told. */
  readonly detected: string
  /** The last day on which it was told. */
  readonly through: string
  /** Whether that is the last day tested. */
  readonly ongoing: boolean
  /** One-sided p-value of its strongest day: of the one to seven days that end with it, by their harmonic mean. */
  readonly p: number
  /** That day, corrected for all topics and days tested (Benjamini–Hochberg), the first alerts a little more. */
  readonly adjustedP: number
}

/** The last fortnight against the weeks before. */
export interface TopicFading extends Evidence {
  /** One-sided p-value of "no fewer than expected". */
  readonly p: number
  /** The same, corrected for all topics (Benjamini–Hochberg). */
  readonly adjustedP: number
}

/** What a topic does. */
export interface TopicTrend {
  readonly topic: Value
  /** The kind of a rise that is ongoing; `"fading"` with fewer texts in the last fortnight than expected; else `"steady"`. */
  readonly state: TopicRise["kind"] | "fading" | "steady"
  /** Texts on days that are over. */
  readonly n: number
  /** All rises in the days tested, in order. */
  readonly rises: ReadonlyArray<TopicRise>
  readonly lastFortnight: TopicFading | null
}

/** What all topics do. */
export interface TopicTrends {
  readonly _tag: "TopicTrends"
  readonly method: "negative binomial, windows of 1 to 7 days, Benjamini–Hochberg"
  /** In the order of the topics. */
  readonly topics: ReadonlyArray<TopicTrend>
  /** The days tested, and how many tests that is of all topics together. */
  readonly tested: { readonly from: string; readonly through: string; readonly tests: number }
  /** Days that are not over, and not tested. */
  readonly inProgress: ReadonlyArray<string>
  readonly n: number
  readonly excluded: Excluded
}

/** The trends of topics, or why there are none. */
export type TopicTrendResult = TopicTrends | InsufficientData

/** The trends of the topics of one value of a dimension, such as a channel. */
export interface TopicTrendGroup {
  readonly value: Value
  readonly result: TopicTrendResult
}

/** What is tested, and when an alert is given. */
export interface TopicTrendOptions {
  /** The first day tested: the first that has four weeks before it unless told. Fewer days need less correction. */
  readonly since?: string
  /** The first day that is not over: it and later ones are shown, and not tested. All are over unless told. */
  readonly inProgress?: string
  /** 1 − the share of alerts that may be false, and the level of intervals: 0.95 unless told. */
  readonly level?: number
}

/** The options for a tally, and the names of its dimensions. */
export interface TopicTrendTallyOptions<Name extends string> extends TopicTrendOptions {
  /** `"topic"` unless told. */
  readonly topic?: Name
  /** The calendar day, as `Dimension.period("at", "day", "Europe/Berlin")` counts it: `"day"` unless told. */
  readonly day?: Name
}

/** A text, as far as trends go. */
export interface TopicText {
  readonly topic: Value | undefined
  /** `"2026-03-29"`, in the time zone that days are meant in. */
  readonly day: string | null | undefined
}

const firstDay = (counts: TopicCounts, since: string | undefined): number => {
  if (since === undefined) return firstTested
  const day = ordinal("day", since)
  if (day === undefined) throw new RangeError("since is a day such as 2026-03-29")
  return Math.max(firstTested, day - counts.first)
}

const kindOf = ({ counts }: TopicDays, { since }: RiseDays, place: number): TopicRise["kind"] => {
  if (place > 0) return "recurring"
  return counts.subarray(0, Math.max(0, since - 7)).every((count) => count === 0) ? "emerging" : "rising"
}

const trendOf = (
  topic: Value,
  { alerts, days, fading }: TestedTopic,
  { days: length, first }: TopicCounts,
  limit: number,
  level: number
): TopicTrend => {
  const rises = risesOf(days, alerts, limit, level).map(
    (rise, place): TopicRise => ({
      ...rise,
      kind: kindOf(days, rise, place),
      since: labelOf(first + rise.since),
      detected: labelOf(first + rise.detected),
      through: labelOf(first + rise.through),
      ongoing: rise.through === length - 1
    })
  )
  const latest = rises.at(-1)
  const fades = fading !== null && fading.adjustedP < 1 - level ? "fading" : "steady"
  return {
    topic,
    state: latest?.ongoing === true ? latest.kind : fades,
    n: days.before.at(-1) ?? 0,
    rises,
    lastFortnight: fading
  }
}

const trendsOf = (tally: Tally, names: TopicNames, options: TopicTrendOptions): ReadonlyArray<TopicTrendGroup> => {
  const { inProgress, level = 0.95, since } = options
  if (!(level > 0 && level < 1)) throw new RangeError(`level is between 0 and 1, found ${level}`)
  const counts = countTopics(tally, names, inProgress)
  const start = firstDay(counts, since)
  const parts = [...new Set(counts.topics.map(({ part }) => part))]
  if (counts.days <= start) {
    const reason =
      counts.n === 0 ? "no texts with a topic and a day" : `fewer than ${firstTested + 1} days up to the last`
    const why = insufficientData(reason, counts.n, counts.excluded)
    return (names.part === undefined ? [null] : parts).map((value) => ({ value, result: why }))
  }
  const { limit, topics: tested } = testTopics(counts, start, level)
  const bounds = { from: labelOf(counts.first + start), through: labelOf(counts.first + counts.days - 1) }
  return parts.map((value) => {
    const topics = counts.topics.flatMap(({ part, topic }, t) =>
      part === value && tested[t] ? [trendOf(topic, tested[t], counts, limit, level)] : []
    )
    return {
      value,
      result: {
        _tag: "TopicTrends",
        method: "negative binomial, windows of 1 to 7 days, Benjamini–Hochberg",
        topics,
        tested: { ...bounds, tests: tested.length * (counts.days - start) },
        inProgress: counts.inProgress,
        n: topics.reduce((sum, { n }) => sum + n, 0),
        excluded: counts.excluded
      }
    }
  })
}

const namesOf = ({ day = "day", topic = "topic" }: TopicTrendTallyOptions<string>): TopicNames => ({ topic, day })

/**
 * Which topics rise, since when, and how sure that is: from a tally of texts by topic and calendar day.
 *
 * Each topic and day is tested against the topic's own weeks before: up to 84 days that end a week earlier. Weekdays, drift
 * and dispersion are the topic's own as far as its texts tell them, else those of all topics together (partial pooling);
 * the season is that of the years before, where two full ones are known. The one to seven days that end with a day are
 * tested by the negative binomial distribution (variance μ + dispersion × μ²), with what is not known of dispersion and mean
 * averaged over, and combined by the harmonic mean of their p-values. All topics and days are corrected together (Benjamini and
 * Hochberg, with the first alerts held to more: × (rank + 1) / rank): at level 0.95 about one in twenty days of alerts is false,
 * and about one run in forty alerts when nothing rises. Days up to the last 1200 are read.
 *
 * Days without a text are zeros. Texts without topic or day are missing, what is no day is invalid. Fewer than 29 days
 * are `InsufficientData`. Throws `TallyMismatch` when a dimension is not there, and a `RangeError` for `since` that is no day.
 *
 * Noufaily, Enki, Farrington and others (2013), An improved algorithm for outbreak detection; Lawless (1987), Negative
 * binomial regression; Love, Huber and Anders (2014), Moderated estimation of dispersion; Wilson (2019), The harmonic
 * mean p-value; Benjamini and Hochberg (1995).
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as TopicTrend from "./TopicTrend.ts"
 *
 * const on = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10)
 * const texts = Array.from({ length: 60 }, (_, i) => Array.from({ length: i < 58 ? 4 + (i % 3) : 19 }, () => ({ topic: "refund", day: on(i + 1) })))
 * const result = TopicTrend.fromTally(Tally.from(texts.flat(), { by: ["topic", "day"] }))
 * const [refund] = result._tag === "TopicTrends" ? result.topics : []
 * [refund?.state, refund?.rises[0]?.since, refund?.rises[0]?.observed] // => ["rising", "2026-02-28", 38]
 * refund?.rises[0]?.ratio.value.toFixed(1) // => "3.8"
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: TopicTrendTallyOptions<NoInfer<Name>> = {}
): TopicTrendResult =>
  trendsOf(tally, namesOf(options), options)[0]?.result ?? insufficientData("no texts with a topic and a day", 0)

/** The same from plain texts: as `fromTally`. */
export const fromTexts = (texts: Iterable<TopicText>, options: TopicTrendOptions = {}): TopicTrendResult =>
  fromTally(from(texts, { by: ["topic", "day"] }), options)

/**
 * The same for each value of a dimension, such as the channel, touchpoint, product or segment: topics × days × values are
 * one family of tests. Days are counted from the first to the last of the whole tally.
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: TopicTrendTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<TopicTrendGroup> => trendsOf(tally, { ...namesOf(options), part: dimension }, options)
