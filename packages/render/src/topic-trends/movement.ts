import type { TopicTrend } from "@throughline/core"
import { number } from "../text/number.ts"
import type { TopicSeries } from "./TopicTrends.ts"

type Trend = TopicTrend.TopicTrend

/** Counts that can be drawn. */
export const countsOf = ({ texts }: TopicSeries, days: number): ReadonlyArray<number> =>
  Array.from({ length: days }, (_, i) => {
    const count = texts[i] ?? 0
    return Number.isFinite(count) && count > 0 ? Math.min(count, 1e12) : 0
  })

/** The rise that lasts to the last day. */
const risingNow = (trend: Trend | undefined): TopicTrend.TopicRise | undefined => {
  const last = trend?.rises.at(-1)
  return last?.ongoing === true ? last : undefined
}

/** Where a topic stands: rising now, fading, rose before, steady. */
const rank = (trend: Trend | undefined): number => {
  if (risingNow(trend) !== undefined) return 0
  if (trend?.state === "fading") return 1
  return (trend?.rises.length ?? 0) > 0 ? 2 : 3
}

const evidenceOf = (trend: Trend | undefined): TopicTrend.TopicRise | TopicTrend.TopicFading | undefined =>
  risingNow(trend) ?? (trend?.state === "fading" ? (trend.lastFortnight ?? undefined) : trend?.rises.at(-1))

/** The most moving first: rising, fading, risen before, steady; in each the most certain, then the largest. */
export const byMovement = (topics: ReadonlyArray<TopicSeries>, days: number): ReadonlyArray<TopicSeries> => {
  const keyed = topics.map((topic) => ({
    topic,
    rank: rank(topic.trend),
    p: evidenceOf(topic.trend)?.adjustedP ?? 1,
    texts: countsOf(topic, days).reduce((sum, count) => sum + count, 0)
  }))
  return keyed
    .toSorted((a, b) => a.rank - b.rank || (a.p < b.p ? -1 : a.p > b.p ? 1 : b.texts - a.texts))
    .map(({ topic }) => topic)
}

/** What a topic does, in words, and what that stands on. */
export interface Movement {
  readonly direction: "up" | "down" | "none"
  readonly words: string
  readonly evidence: string
}

const amount = ({ expected, observed }: TopicTrend.Evidence): string =>
  `${number(observed, 0)} where ${number(expected, expected < 9.95 ? 1 : 0)} expected`

/** What a topic does. */
export const movementOf = (trend: Trend | undefined): Movement => {
  const rise = risingNow(trend)
  if (rise !== undefined) return { direction: "up", words: `${rise.kind} since ${rise.since}`, evidence: amount(rise) }
  if (trend?.state === "fading" && trend.lastFortnight !== null) {
    return { direction: "down", words: "fading", evidence: `${amount(trend.lastFortnight)} in 14 days` }
  }
  const before = trend?.rises.at(-1)
  if (before !== undefined) return { direction: "none", words: "steady", evidence: `rose until ${before.through}` }
  return { direction: "none", words: trend === undefined ? "no trend known" : "steady", evidence: "" }
}
