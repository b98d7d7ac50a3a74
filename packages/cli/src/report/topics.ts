import {
  estimate,
  type InsufficientData,
  insufficientData,
  type Measured,
  Tally,
  Topics,
  TopicTrend,
  wilson
} from "@throughline/core"
import type { ReportTopic, ReportTopics } from "@throughline/render"
import * as Effect from "effect/Effect"
import { lastDayOfTickets } from "../measure/lastDay.ts"
import { grouped } from "./grouped.ts"
import { impacts, repeats, type Told } from "./topicMeasures.ts"
import { answeredWithin, readTopicTexts, type TopicTexts } from "./topicTexts.ts"
import { decimal, whole } from "./words.ts"

/** Fewer texts are read, not counted. */
const leastTexts = 100
/** Topics are found from here, so that a report is the same each time. */
const seed = 1
const dayLength = 86_400_000

const shareOf = (texts: number, n: number): Measured =>
  estimate(texts / n, { ...wilson(texts, n, 0.95), level: 0.95, method: "Wilson" }, n)

const labelOf = (day: number): string => new Date(day).toISOString().slice(0, 10)

/** All days from the first to the last text. */
const daysOf = (texts: ReadonlyArray<Told>): ReadonlyArray<string> => {
  const sorted = texts.map(({ day }) => day).sort()
  const [first, last] = [Date.parse(sorted[0] ?? ""), Date.parse(sorted.at(-1) ?? "")]
  return Array.from({ length: Math.round((last - first) / dayLength) + 1 }, (_, i) => labelOf(first + i * dayLength))
}

/** What a topic is, with all that is known of it. */
interface Found {
  readonly id: string
  readonly row: ReportTopic
}

const moves = ({ row: { trend } }: Found): boolean => trend !== undefined && trend.state !== "steady"

const topicsOf = (
  model: Topics.TopicModel,
  found: TopicTexts,
  told: ReadonlyArray<Told>,
  trends: TopicTrend.TopicTrendResult,
  asOf: Date
): ReadonlyArray<Found> => {
  const texts = grouped(told, ({ topic }) => topic)
  const impact = impacts(found, told)
  const repeat = found.kind === "ticket" ? repeats(found, told, asOf) : new Map<unknown, Measured>()
  const trend = new Map(trends._tag === "TopicTrends" ? trends.topics.map((each) => [each.topic, each]) : [])
  const rows = model.topics.flatMap(({ examples: [example], id, kind, name }): ReadonlyArray<Found> => {
    const own = texts.get(id) ?? []
    if (kind === "wordless" || own.length === 0) return []
    const row: ReportTopic = {
      name,
      texts: own.length,
      customers: new Set(own.flatMap(({ customer }) => customer ?? [])).size,
      share: shareOf(own.length, told.length),
      trend: trend.get(id),
      impact: impact.get(id),
      repeat: repeat.get(id),
      example: example?.text
    }
    return [{ id, row }]
  })
  return rows.toSorted((a, b) => Number(moves(b)) - Number(moves(a)) || b.row.texts - a.row.texts)
}

/** The sentence of the section: a topic that rises, the surest first, or the largest one. */
const finding = (topics: ReadonlyArray<Found>, total: number): string => {
  const rising = topics.flatMap(({ row: { name, trend } }) => {
    const rise = trend?.rises.at(-1)
    return rise?.ongoing === true ? [{ name, rise }] : []
  })
  const [surest] = rising.toSorted((a, b) => a.rise.adjustedP - b.rise.adjustedP)
  if (surest !== undefined) {
    const { name, rise } = surest
    return `${name}: ${rise.kind} since ${rise.since}, ${whole(rise.observed)} texts where ${decimal(rise.expected)} were expected`
  }
  const [largest] = topics.toSorted((a, b) => b.row.texts - a.row.texts)
  return `No topic rises beyond chance; the largest is ${largest?.row.name ?? ""} with ${decimal((100 * (largest?.row.texts ?? 0)) / total, 0)} % of texts`
}

const splits = ["touchpoint", "channel", "team"] as const

const heatMapOf = (topics: ReadonlyArray<Found>, told: ReadonlyArray<Told>): ReportTopics["heatMap"] => {
  const valuesOf = (split: (typeof splits)[number]) => [...new Set(told.flatMap((text) => text[split] ?? []))].sort()
  const split = splits.find((each) => valuesOf(each).length > 1)
  if (split === undefined) return undefined
  const columns = valuesOf(split)
  const counts = Tally.from(told, { by: ["topic", split] })
  const found = new Map(Tally.rows(counts).map(({ count, values }) => [`${values.topic} ${values[split]}`, count]))
  return {
    title: `What customers write about, by ${split}`,
    subtitle: `Texts by topic and ${split}; what differs from the sizes of both, beyond chance`,
    columns,
    topics: topics.map(({ id, row }) => ({
      name: row.name,
      texts: columns.map((column) => found.get(`${id} ${column}`) ?? 0)
    }))
  }
}

const trendsOf = (
  topics: ReadonlyArray<Found>,
  told: ReadonlyArray<Told>,
  trends: TopicTrend.TopicTrendResult
): ReportTopics["trends"] => {
  if (trends._tag === "InsufficientData") return trends
  const days = daysOf(told)
  const counts = Tally.rows(Tally.from(told, { by: ["topic", "day"] }))
  const found = new Map(counts.map(({ count, values }) => [`${values.topic} ${values.day}`, count]))
  return {
    title: "Which topics rise and fade",
    subtitle: `Days from ${trends.tested.from} tested against the weeks before, corrected for all topics and days`,
    days,
    topics: topics.map(({ id, row: { name, trend } }) => ({
      name,
      trend,
      texts: days.map((day) => found.get(`${id} ${day}`) ?? 0)
    }))
  }
}

const scopeOf = (
  { kind, texts }: TopicTexts,
  { fitted, given }: Topics.TopicModel,
  days: ReadonlyArray<string>
): string => {
  const sample = fitted < given ? `, topics found in a sample of ${whole(fitted)}` : ""
  return `${whole(texts.length)} ${kind}s, ${days[0]} to ${days.at(-1)}${sample}; the moving topics first, then the largest`
}

const report = (found: TopicTexts, asOf: Date): ReportTopics => {
  const model = Topics.fit(
    found.texts.map(({ customer, text }) => (customer === undefined ? { text } : { text, customer })),
    { topics: "auto", seed }
  )
  const topicOf = Topics.assigner(model)
  const told = found.texts.map((text): Told => ({ ...text, topic: topicOf(text.text).topic }))
  const trends = TopicTrend.fromTexts(told)
  const topics = topicsOf(model, found, told, trends, asOf)
  const answers = found.kind === "ticket" ? `within ${answeredWithin} days after a ticket` : "with a comment"
  return {
    finding: finding(topics, told.length),
    scope: scopeOf(found, model, daysOf(told)),
    topics: topics.map(({ row }) => row),
    impactOf: `of answers ${answers}`,
    trends: trendsOf(topics, told, trends),
    heatMap: heatMapOf(topics, told),
    tree: {
      title: "Which topics belong together",
      subtitle: `Topics merged from the most alike to all in one, ${found.kind}s`,
      model
    }
  }
}

/** What texts are about; why not, with too few; `undefined` without any. */
export const readTopics = Effect.fn("readTopics")(function* (timeZone: string) {
  const found = yield* readTopicTexts(timeZone)
  const n = found.texts.length
  if (n === 0) return undefined
  const few: InsufficientData = insufficientData(`fewer than ${leastTexts} ${found.kind}s: read them`, n)
  if (n < leastTexts) return few
  const asOf = yield* lastDayOfTickets
  return yield* Effect.sync(() => report(found, asOf))
})
