import type { TopicTrend } from "@throughline/core"

/** A topic: its texts day by day, and what they do. */
export interface TopicSeries {
  readonly name: string
  /** How many texts, for each of the days. */
  readonly texts: ReadonlyArray<number>
  /** As `TopicTrend` of the core package tells it. */
  readonly trend?: TopicTrend.TopicTrend | undefined
}

/** Topics over the same days. */
export interface TopicTrends {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** All days in a row, oldest first, that are over: `"2026-03-29"`. */
  readonly days: ReadonlyArray<string>
  readonly topics: ReadonlyArray<TopicSeries>
}
