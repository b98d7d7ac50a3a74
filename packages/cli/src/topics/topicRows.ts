import type { Topics, TopicTrend } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"
import type { TopicPart, TopicSize } from "./TopicCounts.ts"

/** What to say of topics. */
export interface AskedOfTopics {
  /** The name of the column that topics are split by. */
  readonly by: string | undefined
  readonly trends: boolean
}

const dayLength = 86_400_000
/** The days before the last one of a fortnight. */
const fortnight = 13

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * dayLength).toISOString().slice(0, 10)

const noChange = { since: null, recent: null, expected: null, ratio: null, ratio_low: null, ratio_high: null }

const changeRow = (since: string, { expected, observed, ratio }: TopicTrend.Evidence): AnswerRow => ({
  since,
  recent: observed,
  expected,
  ratio: ratio.value,
  ratio_low: ratio.interval.low,
  ratio_high: ratio.interval.high
})

/** The state of a topic, and how far its recent texts are from the expected ones: of its rise, or of the last fortnight. */
const trendRow = (result: TopicTrend.TopicTrendResult | undefined, id: string): AnswerRow => {
  if (result?._tag === "InsufficientData") return { trend: result.reason, ...noChange }
  const found = result?.topics.find(({ topic }) => topic === id)
  if (result === undefined || found === undefined) return { trend: "no texts with a day", ...noChange }
  const rise = found.rises.at(-1)
  if (rise?.ongoing === true) return { trend: found.state, ...changeRow(rise.since, rise) }
  if (found.lastFortnight === null) return { trend: found.state, ...noChange }
  return { trend: found.state, ...changeRow(daysBefore(result.tested.through, fortnight), found.lastFortnight) }
}

const rowsOfPart = (model: Topics.TopicModel, part: TopicPart, asked: AskedOfTopics): ReadonlyArray<AnswerRow> => {
  const total = [...part.sizes.values()].reduce((sum, { texts }) => sum + texts, 0)
  const sized = model.topics.flatMap((topic) => {
    const size: TopicSize | undefined = part.sizes.get(topic.id)
    return size === undefined ? [] : [{ topic, size }]
  })
  return sized
    .toSorted(
      (a, b) => Number(a.topic.kind === "wordless") - Number(b.topic.kind === "wordless") || b.size.texts - a.size.texts
    )
    .map(({ size, topic }) => ({
      ...(asked.by === undefined ? {} : { [asked.by]: part.value }),
      topic: topic.id,
      name: topic.name,
      texts: size.texts,
      share: (100 * size.texts) / total,
      customers: size.customers,
      ...(asked.trends ? trendRow(part.trends, topic.id) : {}),
      example: topic.examples[0]?.text ?? ""
    }))
}

/** The topics that texts are about, the largest first, with a text from the middle of each. */
export const topicRows = (
  model: Topics.TopicModel,
  parts: ReadonlyArray<TopicPart>,
  asked: AskedOfTopics
): ReadonlyArray<AnswerRow> => parts.flatMap((part) => rowsOfPart(model, part, asked))

/** The days that trends are about, for a reader; `undefined` without any. */
export const testedDays = (parts: ReadonlyArray<TopicPart>): string | undefined => {
  const trends = parts.map((part) => part.trends).find((result) => result?._tag === "TopicTrends")
  return trends?._tag === "TopicTrends" ? `${trends.tested.from} to ${trends.tested.through}` : undefined
}
