import { Topics } from "@throughline/core"
import { TopicWorkers } from "@throughline/topic-workers"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadData } from "../Failure.ts"
import type { AnswerRow } from "../measure/Question.ts"
import type { AskedTopics } from "./AskedTopics.ts"
import { edit, refit, update } from "./changes.ts"
import { counting, saying, type Terminal, terminal } from "./counting.ts"
import { readModel, writeModel } from "./keptModel.ts"
import { printRows } from "./printRows.ts"
import type { FoundText } from "./readTexts.ts"
import { heldTexts, noTexts, source } from "./source.ts"
import { TopicCounts } from "./TopicCounts.ts"
import { topicColumns } from "./topicColumns.ts"
import { testedDays, topicRows } from "./topicRows.ts"
import { writeRows } from "./writeRows.ts"

type Told = readonly [text: FoundText, assignment: Topics.Assignment]

/** Topics are split by so many values at most. */
const mostParts = 100

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
  yield* printRows(rows, format)
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
  const { texts: all, timeZone } = yield* heldTexts(asked)
  const { seed = 1, topics } = asked
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
  const written = yield* writeRows(rows, topicColumns(["text", "topic", "name", "similarity", "runner_up"]), format)
  if (written === 0) return yield* noTexts
})

/** Answer what is asked: on standard output the topics, as they are or as they are changed, or the topic of each text. */
export const answer = Effect.fn("answer")(function* (asked: AskedTopics) {
  if (asked.model === undefined) return yield* find(asked)
  const model = yield* readModel(asked.model)
  if (asked.update) return yield* update(asked, model)
  if (asked.refit) return yield* refit(asked, model)
  if (asked.edits !== undefined) return yield* edit(asked, model, asked.edits)
  const isByTopic = asked.at !== undefined || asked.by !== undefined
  const { texts, timeZone } = yield* source(asked, isByTopic ? terminal : besideRows)
  const told = TopicWorkers.assignEach(model, texts)
  yield* isByTopic ? printTopics(model, told, asked, timeZone) : printTexts(model, told, asked)
})
