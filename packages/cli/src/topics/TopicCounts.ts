import { Tally, type Topics, TopicTrend } from "@throughline/core"
import type { FoundText } from "./readTexts.ts"

/** How many texts are about a topic, and how many customers wrote them. */
export interface TopicSize {
  readonly texts: number
  readonly customers: number
}

/** The topics of the texts that have one value in the column that topics are split by. */
export interface TopicPart {
  readonly value: string | null
  readonly sizes: ReadonlyMap<string, TopicSize>
  /** `undefined` when no text has a day. */
  readonly trends: TopicTrend.TopicTrendResult | undefined
}

/** Counts texts by topic, day and part. */
export class TopicCounts {
  readonly #parts = new Map<string | null, Map<string, { texts: number; readonly customers: Set<string> }>>()
  readonly #days = Tally.counter<
    { readonly topic: string; readonly day: string | null; readonly part: string | null },
    ["topic", "day", "part"]
  >({ by: ["topic", "day", "part"] })

  add({ customer, day, part }: FoundText, { topic }: Topics.Assignment): void {
    const topics = this.#parts.get(part) ?? new Map<string, { texts: number; readonly customers: Set<string> }>()
    const size = topics.get(topic) ?? { texts: 0, customers: new Set<string>() }
    size.texts++
    if (customer !== undefined) size.customers.add(customer)
    topics.set(topic, size)
    this.#parts.set(part, topics)
    this.#days.add({ topic, day, part })
  }

  /** How many parts there are. */
  get parts(): number {
    return this.#parts.size
  }

  /** What was counted of each part, in the order of their values; what has none comes last. Trends need days that are over. */
  finish(options: Pick<TopicTrend.TopicTrendOptions, "inProgress">): ReadonlyArray<TopicPart> {
    const trends = new Map(
      TopicTrend.by(this.#days.finish(), "part", options).map(({ result, value }) => [value, result])
    )
    return [...this.#parts]
      .sort(([a], [b]) => (a === null || (b !== null && b < a) ? 1 : -1))
      .map(([value, topics]) => ({
        value,
        sizes: new Map([...topics].map(([id, { customers, texts }]) => [id, { texts, customers: customers.size }])),
        trends: trends.get(value)
      }))
  }
}
