import { Topics } from "@throughline/core"
import { table } from "@throughline/render"
import { TopicWorkers } from "@throughline/topic-workers"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadData } from "../Failure.ts"
import type { AnswerRow } from "../measure/Question.ts"
import type { AskedTopics } from "./AskedTopics.ts"
import { counting, saying, type Terminal } from "./counting.ts"
import { readModel, writeModel } from "./keptModel.ts"
import type { FoundText } from "./readTexts.ts"
import { source } from "./source.ts"
import { TopicCounts } from "./TopicCounts.ts"
import { testedDays, topicRows } from "./topicRows.ts"
import { writeRows } from "./writeRows.ts"

type Told = readonly [text: FoundText, assignment: Topics.Assignment]

const decimals: Readonly<Record<string, number>> = {
  share: 1,
  similarity: 2,
  expected: 1,
  ratio: 2,
  ratio_low: 2,
  ratio_high: 2
}

const columnsOf = (names: ReadonlyArray<string>) => names.map((key) => ({ key, decimals: decimals[key] ?? 0 }))

/** Topics are split by so many values at most. */
const mostParts = 100

const noTexts = new BadData({ message: "There are no texts" })

const terminal: Terminal = process.stderr

/** Rows that come on the same terminal are not to be written over. */
const besideRows: Terminal = process.stdout.isTTY ? { write: () => {} } : terminal

/** Print the topics of texts with size and trend, counted over all of them. */
const printTopics = Effect.fn("printTopics")(function* <E, R>(
  model: Topics.TopicModel,
  told: Stream.Stream<Told, E, R>,
  { at, by, format, inProgress, store }: AskedTopics,
  timeZone: string
) {
  const counts = new TopicCounts()
  yield* Stream.runForEachArray(told, (some) =>
    Effect.suspend(() => {
      for (const [text, assignment] of some) counts.add(text, assignment)
      const message = `The column "${by}" has more than ${mostParts} values: --by is for few, such as channels`
      return counts.parts > mostParts ? Effect.fail(new BadData({ message })) : Effect.void
    })
  )
  if (counts.parts === 0) return yield* noTexts
  const parts = counts.finish(inProgress === undefined ? {} : { inProgress })
  const rows = topicRows(model, parts, { by, trends: at !== undefined || store !== undefined })
  const days = testedDays(parts)
  if (days !== undefined) yield* Console.error(`Trends: the days ${days} in ${timeZone}, against the weeks before`)
  yield* Console.log(table(rows, columnsOf(Object.keys(rows[0] ?? {})), format).replace(/\n$/, ""))
})

/** Tell the topics of fitted texts at once, and those of more texts by all threads that the machine runs at once. */
const tell = (model: Topics.TopicModel, all: ReadonlyArray<FoundText>) => {
  const texts = Stream.fromIterable(all)
  if (model.fitted < model.given) return counting("Assigned", terminal)(TopicWorkers.assignEach(model, texts))
  const topicOf = Topics.assigner(model)
  return Stream.map(texts, (text): Told => [text, topicOf(text)])
}

/** Find the topics of texts, which are held for it. */
const find = Effect.fn("find")(function* (asked: AskedTopics) {
  const { texts, timeZone } = yield* source(asked, terminal)
  const all = yield* Stream.runCollect(texts)
  if (all.length === 0) return yield* noTexts
  const { seed, topics } = asked
  const model = yield* Effect.sync(() => Topics.fit(all, { topics, seed })).pipe(
    saying("Finding the topics of", all.length, terminal)
  )
  if (asked.save !== undefined) yield* writeModel(asked.save, model)
  if (model.fitted < model.given)
    yield* Console.error(`Topics are found in a sample of ${model.fitted} of ${model.given} texts, and counted in all`)
  yield* printTopics(model, tell(model, all), asked, timeZone)
})

/** Say which topic each text is about, as they come. */
const printTexts = Effect.fn("printTexts")(function* <E, R>(
  model: Topics.TopicModel,
  told: Stream.Stream<Told, E, R>,
  { format }: AskedTopics
) {
  const names = new Map(model.topics.map(({ id, name }) => [id, name]))
  const rows = Stream.map(told, ([{ where }, { runnerUp, similarity, topic }]): AnswerRow => {
    return { text: where, topic, name: names.get(topic) ?? "", similarity, runner_up: runnerUp?.topic ?? null }
  })
  const written = yield* writeRows(rows, columnsOf(["text", "topic", "name", "similarity", "runner_up"]), format)
  if (written === 0) return yield* noTexts
})

/** Answer what is asked about texts: on standard output the topics, or the topic of each text. */
export const answer = Effect.fn("answer")(function* (asked: AskedTopics) {
  if (asked.model === undefined) return yield* find(asked)
  const model = yield* readModel(asked.model)
  const isByTopic = asked.at !== undefined || asked.by !== undefined
  const { texts, timeZone } = yield* source(asked, isByTopic ? terminal : besideRows)
  const told = TopicWorkers.assignEach(model, texts)
  yield* isByTopic ? printTopics(model, told, asked, timeZone) : printTexts(model, told, asked)
})
