import { type RecordOf, Sources } from "@throughline/core"
import { Journeys } from "@throughline/event-log"
import { Store, type StoreError } from "@throughline/store"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { BadData, BadUsage } from "../Failure.ts"
import { problemsText } from "../ingest/journeyFile.ts"
import { load } from "../ingest/load.ts"
import { fieldOf } from "../measure/fieldOf.ts"
import { writeOut } from "../output/writeOut.ts"
import { journey, paths, requireSource, store, storeAsked, storeLayer } from "./shared.ts"

/** As many customers as a document holds. */
const mostCustomers = 100_000

const output = Flag.String("output").pipe(
  Flag.withAlias("o"),
  Flag.withMetavar("<file>"),
  Flag.withDescription("Where to write the journeys; - for standard output"),
  Flag.withDefault("-")
)

const where = Flag.KeyValuePair("where").pipe(
  Flag.withDescription("Only those of one customer or segment, as --where segment=new; repeatable"),
  Flag.withDefault({})
)

const planOnly = Flag.Boolean("plan-only").pipe(
  Flag.withDescription("Write the planned journey alone, and nothing of any customer"),
  Flag.withDefault(false)
)

const field = fieldOf("Journeys", ["customer", "segment"])

const inOrder = (a: { readonly at: Date; readonly id: string }, b: typeof a): number =>
  a.at.getTime() - b.at.getTime() || Sources.compareText(a.id, b.id)

const tooMany = new BadData({
  message: `A document holds ${mostCustomers} customers at most, and here are more: write a part, as with --where segment=…`
})

/** Records in the order of time, of so many customers at most. */
const inTime = Effect.fn("inTime")(function* <Kind extends "interactions" | "responses">(
  found: Stream.Stream<RecordOf<Kind>, StoreError>,
  customers: Set<string>
) {
  const records: Array<RecordOf<Kind>> = []
  yield* Stream.runForEachArray(found, (some) => {
    for (const record of some) {
      records.push(record)
      customers.add(record.customer)
    }
    return customers.size > mostCustomers ? Effect.fail(tooMany) : Effect.void
  })
  return records.sort(inOrder)
})

/** What customers did and said. */
const readActual = Effect.fn("readActual")(function* (asked: Readonly<Record<string, string>>) {
  const entries = yield* Effect.forEach(Object.entries(asked), ([name, value]) =>
    Effect.map(field(name), (known) => [known, value] as const)
  )
  const where = Object.fromEntries(entries)
  const customers = new Set<string>()
  const store = yield* Store
  return {
    interactions: yield* inTime<"interactions">(store.read({ kind: "interactions", where }), customers),
    responses: yield* inTime<"responses">(store.read({ kind: "responses", where }), customers)
  }
})

/** What was asked on the command line. */
interface Asked {
  readonly paths: ReadonlyArray<string>
  readonly journey: Option.Option<string>
  readonly where: Readonly<Record<string, string>>
  readonly planOnly: boolean
  readonly output: string
}

const written = Effect.fn("written")(function* ({ journey, output, paths, planOnly, where }: Asked) {
  const { sources } = yield* load(paths, journey)
  if (planOnly && sources.journey === undefined) {
    return yield* new BadUsage({
      message:
        "There is no planned journey to write: name a folder with a throughline.json that has one, or a --journey file"
    })
  }
  const planned = sources.journey === undefined ? {} : { planned: sources.journey }
  const actual = planOnly ? {} : yield* readActual(where)
  const result = Journeys.write({ ...planned, ...actual })
  if (result._tag === "InvalidJourneys") {
    return yield* new BadData({ message: `These journeys cannot be written as JSON:\n${problemsText(result)}` })
  }
  yield* writeOut(output, JSON.stringify(result.document, null, 2), "Journeys")
})

/** `throughline journeys`: the plan and what customers did, as one document that other tools read. */
export const journeys = Command.make("journeys", { paths, store, journey, where, planOnly, output }, (flags) =>
  Effect.gen(function* () {
    const asked = yield* storeAsked(flags.store)
    if (!flags.planOnly) yield* requireSource(flags.paths, asked)
    yield* Effect.provide(written(flags), storeLayer(asked))
  })
).pipe(
  Command.withDescription(
    "Write the planned journey and what customers did and said as JSON of journeys, to be read by other tools; ids and comments of customers are in it"
  ),
  Command.withExamples([
    {
      command: "throughline journeys exports/ -o journeys.json",
      description: "Plan and journeys of a folder of exports"
    },
    {
      command: "throughline journeys exports/ --plan-only -o map.json",
      description: "The journey of throughline.json, for --journey map.json elsewhere"
    }
  ])
)
