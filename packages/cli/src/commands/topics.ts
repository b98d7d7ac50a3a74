import { TopicModel, Topics } from "@throughline/core"
import { table } from "@throughline/render"
import * as Console from "effect/Console"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { BadData, BadUsage } from "../Failure.ts"
import type { AnswerRow } from "../measure/Question.ts"
import { type FoundText, textsOfFiles, textsOfTickets } from "../topics/readTexts.ts"
import { format, paths, requireSource, store, storeLayer } from "./shared.ts"

const text = Flag.String("text").pipe(
  Flag.withMetavar("<header>"),
  Flag.withDescription(
    "The column of the files that holds the text, as subject; several one after the other, as subject,body"
  ),
  Flag.withDefault("text")
)

const customer = Flag.String("customer").pipe(
  Flag.withMetavar("<header>"),
  Flag.withDescription("The column that says who wrote it, so that topics count customers"),
  Flag.optional
)

const number = Flag.String("topics").pipe(
  Flag.withMetavar("<number>"),
  Flag.withDescription("How many topics; auto finds a number, rather too many"),
  Flag.withDefault("auto")
)

const seed = Flag.Int("seed").pipe(
  Flag.withDescription("Where the random numbers start: the same seed gives the same topics"),
  Flag.withDefault(1)
)

const save = Flag.String("save").pipe(
  Flag.withMetavar("<model.json>"),
  Flag.withDescription("Keep the topics in this file"),
  Flag.optional
)

const model = Flag.String("model").pipe(
  Flag.withMetavar("<model.json>"),
  Flag.withDescription("Say which of the topics kept in this file each text is about: a row a text"),
  Flag.optional
)

const Kept = Schema.fromJsonString(TopicModel)

const readModel = Effect.fn("readModel")(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const json = yield* Effect.mapError(
    files.readFileString(path),
    () => new BadData({ message: `${path} cannot be read` })
  )
  return yield* Effect.mapError(
    Schema.decodeEffect(Kept)(json),
    () => new BadData({ message: `${path} holds no topics: make it with "throughline topics … --save ${path}"` })
  )
})

const writeModel = Effect.fn("writeModel")(function* (path: string, found: Topics.TopicModel) {
  const files = yield* FileSystem.FileSystem
  yield* Effect.mapError(
    files.writeFileString(path, `${yield* Effect.orDie(Schema.encodeEffect(Kept)(found))}\n`),
    (error) => new BadData({ message: `${path} cannot be written: ${error.message}` })
  )
  yield* Console.error(`Topics: ${path}`)
})

const numberOfTopics = (asked: string): Effect.Effect<number | "auto", BadUsage> => {
  if (asked === "auto") return Effect.succeed(asked)
  const found = Number(asked)
  return Number.isSafeInteger(found) && found >= 1
    ? Effect.succeed(found)
    : Effect.fail(new BadUsage({ message: `--topics needs auto or a whole number from 1, found "${asked}"` }))
}

/** The topics, the largest first, with a text from the middle of each. */
const topicRows = ({ given, topics }: Topics.TopicModel): ReadonlyArray<AnswerRow> =>
  topics
    .filter(({ kind, texts }) => kind === "topic" || texts > 0)
    .map(({ customers, examples, id, name, texts }) => ({
      topic: id,
      name,
      texts,
      share: (100 * texts) / given,
      customers,
      example: examples[0]?.text.replaceAll(/\s+/g, " ") ?? ""
    }))

/** What each text is about. */
const assignedRows = (found: Topics.TopicModel, texts: ReadonlyArray<FoundText>): ReadonlyArray<AnswerRow> => {
  const names = new Map(found.topics.map(({ id, name }) => [id, name]))
  const assign = Topics.assigner(found)
  return texts.map((each): AnswerRow => {
    const { runnerUp, similarity, topic } = assign(each)
    const name = names.get(topic) ?? ""
    return { text: each.where, topic, name, similarity, runner_up: runnerUp?.topic ?? null }
  })
}

const decimals: Readonly<Record<string, number>> = { share: 1, similarity: 2 }

const columnsOf = (rows: ReadonlyArray<AnswerRow>) =>
  Object.keys(rows[0] ?? {}).map((key) => ({ key, decimals: decimals[key] ?? 0 }))

/** `throughline topics`: what texts are about. */
export const topics = Command.make(
  "topics",
  { paths, text, customer, store, number, seed, save, model, format },
  (flags) =>
    Effect.gen(function* () {
      yield* requireSource(flags.paths, flags.store)
      const columns = {
        texts: flags.text.split(",").map((header) => header.trim()),
        customer: Option.getOrUndefined(flags.customer)
      }
      const texts = yield* flags.paths.length > 0
        ? textsOfFiles(flags.paths, columns)
        : Effect.provide(textsOfTickets, storeLayer(flags.store))
      if (texts.length === 0) return yield* new BadData({ message: "There are no texts" })
      const wanted = yield* numberOfTopics(flags.number)
      const found = Option.isSome(flags.model)
        ? yield* readModel(flags.model.value)
        : yield* Effect.sync(() => Topics.fit(texts, { topics: wanted, seed: flags.seed }))
      const rows = Option.isSome(flags.model) ? assignedRows(found, texts) : topicRows(found)
      yield* Console.log(table(rows, columnsOf(rows), flags.format).replace(/\n$/, ""))
      if (Option.isSome(flags.save)) yield* writeModel(flags.save.value, found)
    })
).pipe(
  Command.withDescription(
    "Say what tickets, comments or requests are about, in topics that stay the same on every run"
  ),
  Command.withExamples([
    {
      command: "throughline topics tickets.csv --text subject,body --customer customer_id",
      description: "Topics with their size, customers and an example"
    },
    {
      command: "throughline topics tickets.csv --text subject --topics 20 --save topics.json",
      description: "Twenty topics, kept"
    },
    {
      command: "throughline topics new.csv --text subject --model topics.json --format ndjson",
      description: "Which of the kept topics each new text is about"
    }
  ])
)
