import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadUsage } from "../Failure.ts"
import { type AskedTopics, misfit, numberOfTopics } from "../topics/AskedTopics.ts"
import { answer } from "../topics/answer.ts"
import { ticketFields } from "../topics/readTexts.ts"
import { format, paths, requireSource, storeAsked, timeZone } from "./shared.ts"

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

const at = Flag.String("at").pipe(
  Flag.withMetavar("<header>"),
  Flag.withDescription(
    "The column that says when it came, as 2026-03-29T10:00:00Z: topics get a trend. Of a store: at"
  ),
  Flag.optional
)

const by = Flag.String("by").pipe(
  Flag.withMetavar("<header>"),
  Flag.withDescription(`A row a topic and value of this column, as channel. Of a store: ${ticketFields.join(", ")}`),
  Flag.optional
)

const zone = timeZone.pipe(
  Flag.withAlias("zone"),
  Flag.withDescription("Calendar of the days, as Europe/Berlin; unless told, the first in throughline.json, or UTC")
)

const inProgress = Flag.String("in-progress").pipe(
  Flag.withMetavar("<day>"),
  Flag.withDescription("The first day that is not over, as 2026-03-29: trends end before it. All are over unless told"),
  Flag.optional
)

const store = Flag.String("store").pipe(
  Flag.withAlias("s"),
  Flag.withMetavar("<store>"),
  Flag.withDescription(
    "Read the tickets of this store instead of files, subject and body: a DuckDB file, postgres://… or clickhouse://…; unless told, what THROUGHLINE_STORE says"
  ),
  Flag.optional
)

const number = Flag.String("topics").pipe(
  Flag.withMetavar("<number>"),
  Flag.withDescription("How many topics; auto finds a number, rather too many"),
  Flag.withDefault("auto")
)

const seed = Flag.Int("seed").pipe(
  Flag.withDescription(
    "Where the random numbers start: the same seed gives the same topics. Unless told 1, for --refit that of the topics"
  ),
  Flag.optional
)

const save = Flag.String("save").pipe(
  Flag.withMetavar("<model.json>"),
  Flag.withDescription("Keep the topics in this file, which with --update, --edits or --refit may be that of --model"),
  Flag.optional
)

const model = Flag.String("model").pipe(
  Flag.withMetavar("<model.json>"),
  Flag.withDescription(
    "Take the topics kept in this file: a row a text with its topic, or with --at or --by a row a topic"
  ),
  Flag.optional
)

const update = Flag.Boolean("update").pipe(
  Flag.withDescription("Count new texts in the topics of --model, and propose topics for those like none of them"),
  Flag.withDefault(false)
)

const edits = Flag.String("edits").pipe(
  Flag.withMetavar("<edits.json>"),
  Flag.withDescription(
    'Change the topics of --model by a list such as [{"kind":"accept","proposal":"t9"}]: rename, merge, split, move, accept, dismiss'
  ),
  Flag.optional
)

const refit = Flag.Boolean("refit").pipe(
  Flag.withDescription("Find the topics of --model anew in all texts, with their ids, names and edits"),
  Flag.withDefault(false)
)

const description = [
  "Say what tickets, comments or requests are about: a row a topic with its size, trend and an example, or with --model a row",
  "a text with its topic. Topics stay the same on every run; personal data is hidden in examples.",
  "",
  "Sizes count all texts, also where topics are found in a sample of more than 20,000. A trend says whether a topic is emerging,",
  "rising, recurring, fading or steady, since when, and how many of its recent texts there are for each one expected (ratio):",
  "those of the rise, or of the last fortnight. It takes 29 days.",
  "",
  "--update, --edits and --refit change the topics of --model: a row a topic, known, new, proposed or gone. They are kept with",
  "--save, which may be the same file; without it nothing is kept. Texts that come twice count twice.",
  "",
  "With --model alone, rows are written as they come: a table is aligned by 1,000 rows."
].join("\n  ")

/** `throughline topics`: what texts are about. */
export const topics = Command.make(
  "topics",
  { paths, text, customer, at, by, zone, inProgress, store, number, seed, save, model, update, edits, refit, format },
  (flags) =>
    Effect.gen(function* () {
      const isOfStore = flags.paths.length === 0 && Option.isNone(flags.edits)
      const store = isOfStore ? yield* storeAsked(flags.store) : flags.store
      if (Option.isNone(flags.edits)) yield* requireSource(flags.paths, store)
      const asked: AskedTopics = {
        paths: flags.paths,
        store: Option.getOrUndefined(store),
        texts: flags.text.split(",").map((header) => header.trim()),
        customer: Option.getOrUndefined(flags.customer),
        at: Option.getOrUndefined(flags.at),
        by: Option.getOrUndefined(flags.by),
        timeZone: Option.getOrUndefined(flags.zone),
        inProgress: Option.getOrUndefined(flags.inProgress),
        topics: yield* numberOfTopics(flags.number),
        seed: Option.getOrUndefined(flags.seed),
        save: Option.getOrUndefined(flags.save),
        model: Option.getOrUndefined(flags.model),
        update: flags.update,
        edits: Option.getOrUndefined(flags.edits),
        refit: flags.refit,
        format: flags.format
      }
      const wrong = misfit(asked)
      if (wrong !== undefined) return yield* new BadUsage({ message: wrong })
      yield* answer(asked)
    })
).pipe(
  Command.withShortDescription("Say what tickets, comments or requests are about, and which topics rise"),
  Command.withDescription(description),
  Command.withExamples([
    {
      command: "throughline topics tickets.csv --text subject,body --customer customer_id",
      description: "Topics with their size, customers and an example"
    },
    {
      command: "throughline topics tickets.csv --text subject --at created --zone Europe/Berlin --save topics.json",
      description: "With their trends by the days of Berlin, and kept"
    },
    {
      command: "throughline topics new.csv --text subject --model topics.json --format ndjson",
      description: "Which of the kept topics each new text is about"
    },
    {
      command: "throughline topics new.csv --text subject --model topics.json --at created --by channel",
      description: "Which of the kept topics rise in which channel"
    },
    {
      command: "throughline topics new.csv --text subject --model topics.json --update --save topics.json",
      description: "Count new texts in the kept topics, and see which new topics they would make"
    },
    {
      command: "throughline topics --model topics.json --edits edits.json --save topics.json",
      description: "Accept, rename, merge, split or move them by a file of edits"
    },
    {
      command: "throughline topics tickets.csv --text subject --model topics.json --refit --save topics.json",
      description: "Find them anew, and see what moved"
    }
  ])
)
