import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { baselinesFor } from "./TopicTrendBaseline.ts"
import type { TopicCounts } from "./TopicTrendCounts.ts"
import {
  type AlertDay,
  type Evidence,
  fadingDays,
  fadingOf,
  firstTested,
  type HighDay,
  highDay
} from "./TopicTrendRises.ts"
import { type TopicDays, topicDays } from "./TopicTrendSeason.ts"

/** A topic whose days were tested. */
export interface TestedTopic {
  readonly days: TopicDays
  /** In order. */
  readonly alerts: ReadonlyArray<AlertDay>
  /** The last fortnight: `null` without four weeks before it. */
  readonly fading: (Evidence & { readonly p: number; readonly adjustedP: number }) | null
}

/** All topics, and the highest p-value that is an alert: 0 without alerts. */
export interface TestedTopics {
  readonly topics: ReadonlyArray<TestedTopic>
  readonly limit: number
}

/** The first day of the week that is read from one baseline. */
const weekOf = (day: number): number => day - ((day - firstTested) % 7)

/** The days of all topics that may have an alert, each with its topic. */
const highDays = (
  topics: ReadonlyArray<TopicDays>,
  { days: length, start }: { readonly days: number; readonly start: number },
  level: number
): ReadonlyArray<readonly [topic: number, day: HighDay]> => {
  const counts = topics.map((topic) => topic.counts)
  const found: Array<readonly [number, HighDay]> = []
  for (let week = weekOf(start); week < length; week += 7) {
    const baselines = baselinesFor(counts, week)
    topics.forEach((topic, t) => {
      for (let day = Math.max(start, week); day < Math.min(week + 7, length); day++) {
        const high = baselines[t] ? highDay(topic, baselines[t], day) : null
        if (high !== null && high.p < 1 - level) found.push([t, high])
      }
    })
  }
  return found
}

/**
 * p-values that are the smallest of so many tests, adjusted as Benjamini and Hochberg do and by (rank + 1) / rank: the first
 * alert, which a share of alerts says little about, is held to half the level, the hundredth to nearly all of it. All that are below
 * a level afterwards are found when those below it before are given.
 */
const adjusted = (p: ReadonlyArray<number>, tests: number): ReadonlyArray<number> => {
  const order = p.map((_, at) => at).sort((a, b) => (p[b] ?? 0) - (p[a] ?? 0))
  const found = p.map(() => 1)
  let lowest = 1
  order.forEach((at, i) => {
    const rank = p.length - i
    lowest = Math.min(lowest, ((p[at] ?? 1) * tests * (rank + 1)) / (rank * rank))
    found[at] = lowest
  })
  return found
}

/** The last fortnight of each topic against the weeks before, corrected for all topics. */
const fadings = (
  topics: ReadonlyArray<TopicDays>,
  length: number,
  level: number
): ReadonlyArray<TestedTopic["fading"]> => {
  if (length - fadingDays < firstTested) return topics.map(() => null)
  const baselines = baselinesFor(
    topics.map(({ counts }) => counts),
    weekOf(length - fadingDays)
  )
  const found = topics.flatMap((topic, t) => (baselines[t] ? [fadingOf(topic, baselines[t], level)] : []))
  const corrected = benjaminiHochberg(found.map(({ p }) => p))
  return found.map((each, t) => ({ ...each, adjustedP: corrected[t] ?? 1 }))
}

/** All tests of all topics from a day on, corrected together. */
export const testTopics = (counted: TopicCounts, start: number, level: number): TestedTopics => {
  const topics = counted.topics.map(({ counts }) => topicDays(counts))
  const high = highDays(topics, { days: counted.days, start }, level)
  const corrected = adjusted(
    high.map(([, { p }]) => p),
    topics.length * (counted.days - start)
  )
  const alerts = topics.map((): Array<AlertDay> => [])
  let limit = 0
  high.forEach(([t, day], i) => {
    const adjustedP = corrected[i] ?? 1
    if (adjustedP >= 1 - level) return
    limit = Math.max(limit, day.p)
    alerts[t]?.push({ ...day, adjustedP })
  })
  const fading = fadings(topics, counted.days, level)
  return {
    limit,
    topics: topics.map((days, t) => ({ days, alerts: alerts[t] ?? [], fading: fading[t] ?? null }))
  }
}
