import type { PeriodUnit } from "@throughline/core"
import { table } from "@throughline/render"
import * as Console from "effect/Console"
import { Argument, Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadUsage } from "../Failure.ts"
import { load } from "../ingest/load.ts"
import { checkFlags, rareFlags } from "../measure/flags.ts"
import { measure as ask, failUnder, ofStore } from "../measure/measure.ts"
import type { AnswerRow } from "../measure/Question.ts"
import { listOfMeasures, type MeasureName, measureNames } from "../measure/topics.ts"
import { tableMeasures } from "../table/tableMeasures.ts"
import { tableRows } from "../table/tableRows.ts"
import { format, journey, paths, requireSource, store, storeAsked, storeLayer, timeZone, zoneOf } from "./shared.ts"

const name = Argument.Literals("measure", measureNames).pipe(
  Argument.withMetavar("<measure>"),
  Argument.withDescription("One of those above")
)

const description = [
  "Ask for one measure, with its interval: of the records that a mapping makes of files, of a store that keeps them, or of",
  "columns of the files themselves.",
  "",
  ...listOfMeasures().split("\n")
].join("\n  ")

const as = Flag.String("as").pipe(
  Flag.withMetavar("<way>"),
  Flag.withDescription("Which definition or method, as --as lmg of drivers, --as 2.0-net of ces, --as adequacy of gap"),
  Flag.optional
)

const by = Flag.String("by").pipe(
  Flag.withMetavar("<field>"),
  Flag.withDescription(
    "A row a value: touchpoint, channel, team, segment, component; of survival: plan, segment, reason; of tickets: responder"
  ),
  Flag.optional
)

const over = Flag.Literals("over", ["day", "week", "month", "quarter", "year"]).pipe(
  Flag.withDescription("A row a period"),
  Flag.optional
)

const where = Flag.KeyValuePair("where").pipe(
  Flag.withDescription("Only what has this value, as --where touchpoint=delivery; repeatable"),
  Flag.withDefault({})
)

const columns = Flag.KeyValuePair("column").pipe(
  Flag.withMetavar("<name>=<header>"),
  Flag.withDescription(
    "Measure the columns of the files themselves, without a mapping: --column score=Q1 --column weight=w; repeatable"
  ),
  Flag.withDefault({})
)

const steps = Flag.String("steps").pipe(
  Flag.withMetavar("<touchpoints>"),
  Flag.withDescription("The steps of a funnel, as --steps cart,paid; the stages of the journey unless told"),
  Flag.optional
)

const between = Flag.String("between").pipe(
  Flag.withMetavar("<a,b>"),
  Flag.withDescription(
    "The two groups of --by, or periods of --over, that path-comparison compares, as --between new,known"
  ),
  Flag.optional
)

const planned = Flag.KeyValuePair("planned").pipe(
  Flag.withMetavar("<stage>=<days>"),
  Flag.withDescription("In how many days a stage is planned to be over, for stuck: --planned delivery=3; repeatable"),
  Flag.optional
)

const since = Flag.String("since").pipe(
  Flag.withMetavar("<period>"),
  Flag.withDescription("The first period that stuck holds against the time before, as --since 2026-03"),
  Flag.optional
)

const settings = Flag.KeyValuePair("set").pipe(
  Flag.withMetavar("<name>=<number>"),
  Flag.withDescription("A number that the measure takes, as --set change=5 of nps-power; repeatable"),
  Flag.withDefault({})
)

const failing = Flag.KeyValuePair("fail-under").pipe(
  Flag.withMetavar("<measure>=<value>"),
  Flag.withDescription("End with status 4 when a row is below this, as --fail-under nps=20"),
  Flag.withDefault({})
)

/** The number that a flag says. */
const numberIn = (flag: string, text: string): Effect.Effect<number, BadUsage> => {
  const value = text.trim() === "" ? Number.NaN : Number(text)
  return Number.isFinite(value)
    ? Effect.succeed(value)
    : Effect.fail(new BadUsage({ message: `${flag} needs a number, found "${text}"` }))
}

/** The parts of a list with commas. */
const listIn = (text: string): ReadonlyArray<string> => text.split(",").map((part) => part.trim())

const least = (
  asked: string,
  limits: Readonly<Record<string, string>>
): Effect.Effect<number | undefined, BadUsage> => {
  const [other] = Object.keys(limits).filter((limit) => limit !== asked)
  if (other !== undefined)
    return Effect.fail(new BadUsage({ message: `--fail-under ${other} does not fit the measure ${asked}` }))
  const limit = limits[asked]
  return limit === undefined ? Effect.undefined : numberIn(`--fail-under ${asked}`, limit)
}

const numbersIn = Effect.fn("numbersIn")(function* (flag: string, set: Readonly<Record<string, string>>) {
  const entries = yield* Effect.forEach(Object.entries(set), ([key, text]) =>
    Effect.map(numberIn(`${flag} ${key}`, text), (value) => [key, value] as const)
  )
  return Object.fromEntries(entries)
})

/** Decimals of the columns that have as many whatever is in them. */
const fixedDecimals = (key: string): number | undefined => {
  if (/(^|_)p$/.test(key)) return 4
  return ["value", "low", "high"].includes(key) ? 2 : undefined
}

/** Decimals of a column: none where it holds whole numbers only. */
const decimalsOf = (key: string, rows: ReadonlyArray<AnswerRow>): number =>
  fixedDecimals(key) ?? (rows.every((row) => typeof row[key] !== "number" || Number.isInteger(row[key])) ? 0 : 2)

/** Every column that a row has, in the order of first sight. */
const columnsOf = (rows: ReadonlyArray<AnswerRow>) =>
  [...new Set(rows.flatMap((row) => Object.keys(row)))].map((key) => ({ key, decimals: decimalsOf(key, rows) }))

/** What was asked on the command line. */
interface Asked {
  readonly name: MeasureName
  readonly paths: ReadonlyArray<string>
  readonly as: Option.Option<string>
  readonly by: Option.Option<string>
  readonly over: Option.Option<PeriodUnit>
  readonly where: Readonly<Record<string, string>>
  readonly columns: Readonly<Record<string, string>>
  readonly steps: Option.Option<string>
  readonly between: Option.Option<string>
  readonly planned: Option.Option<Readonly<Record<string, string>>>
  readonly since: Option.Option<string>
  readonly journey: Option.Option<string>
  readonly store: Option.Option<string>
  readonly timeZone: Option.Option<string>
}

/** The flags given that not every measure reads. */
const rareGiven = (asked: Asked) => rareFlags.filter((flag) => asked[flag]._tag === "Some")

/** The answer from the columns of the files themselves. */
const fromTable = Effect.fn("fromTable")(function* (asked: Asked, numbers: Readonly<Record<string, number>>) {
  const { as, by, columns, name, over, paths, store, where } = asked
  const measure = tableMeasures[name]
  if (measure === undefined) {
    const names = Object.keys(tableMeasures).join(", ")
    return yield* new BadUsage({ message: `${name} is not measured by --column: ${names} are` })
  }
  if (Option.isSome(over)) return yield* new BadUsage({ message: "Columns of a file are no series: use --by" })
  const [rare] = rareGiven(asked)
  if (rare !== undefined) return yield* new BadUsage({ message: `Columns of a file have no --${rare}` })
  if (Option.isSome(store)) return yield* new BadUsage({ message: `${name} reads columns of files, not a --store` })
  return yield* tableRows(measure, {
    name,
    paths,
    columns,
    as: Option.getOrUndefined(as),
    by: Option.getOrUndefined(by),
    where,
    settings: numbers
  })
})

/** What only some measures read. */
const rareIn = Effect.fn("rareIn")(function* ({ between, planned, since, steps }: Asked) {
  return {
    ...(Option.isNone(steps) ? {} : { steps: listIn(steps.value) }),
    ...(Option.isNone(between) ? {} : { between: listIn(between.value) }),
    ...(Option.isNone(planned) ? {} : { planned: yield* numbersIn("--planned", planned.value) }),
    ...(Option.isNone(since) ? {} : { since: since.value })
  }
})

/** The answer from a store, after the files have been read into it. */
const loaded = Effect.fn("loaded")(function* (asked: Asked, numbers: Readonly<Record<string, number>>) {
  const { as, by, name, over, paths, timeZone, where } = asked
  const rare = yield* rareIn(asked)
  const { sources } = yield* load(paths, asked.journey)
  const zone = yield* zoneOf(timeZone, sources.timeZone)
  if (Option.isNone(timeZone) && paths.length === 0) {
    yield* Console.error(`Months and other periods follow the calendar of ${zone}; --time-zone names another`)
  }
  return yield* ask({
    measure: name,
    as: Option.getOrUndefined(as),
    by: Option.getOrUndefined(by),
    over: Option.getOrUndefined(over),
    where,
    ...rare,
    journey: sources.journey,
    timeZone: zone,
    settings: numbers
  })
})

/** The answer from the store that was asked for. */
const fromStore = Effect.fn("fromStore")(function* (asked: Asked, numbers: Readonly<Record<string, number>>) {
  const store = yield* storeAsked(asked.store)
  yield* requireSource(asked.paths, store)
  yield* checkFlags(asked.name, rareGiven(asked))
  if (asked.name !== "nps-change" && Option.isSome(asked.by) && Option.isSome(asked.over)) {
    return yield* new BadUsage({ message: "Ask for --by or --over, not both" })
  }
  return yield* Effect.provide(loaded(asked, numbers), storeLayer(store))
})

/** `throughline measure`: one measure, as rows. */
export const measure = Command.make(
  "measure",
  {
    name,
    paths,
    as,
    by,
    over,
    where,
    steps,
    between,
    planned,
    since,
    journey,
    columns,
    settings,
    failing,
    store,
    timeZone,
    format
  },
  (flags) =>
    Effect.gen(function* () {
      const limit = yield* least(flags.name, flags.failing)
      const numbers = yield* numbersIn("--set", flags.settings)
      const isTable = Object.keys(flags.columns).length > 0 || !ofStore(flags.name)
      const rows = yield* isTable ? fromTable(flags, numbers) : fromStore(flags, numbers)
      if (rows.length === 0) yield* Console.error("No record fits what was asked")
      yield* Console.log(table(rows, columnsOf(rows), flags.format).replace(/\n$/, ""))
      if (limit !== undefined) yield* failUnder(rows, flags.name, limit)
    })
).pipe(
  Command.withShortDescription(
    "Ask for one measure, with its interval: of exports, of a store, or of columns of a file"
  ),
  Command.withDescription(description),
  Command.withExamples([
    {
      command: "throughline measure nps exports/ --by touchpoint",
      description: "NPS of each touchpoint, and its difference from the rest"
    },
    {
      command: "throughline measure csat --store cx.duckdb --over month --format csv",
      description: "Satisfaction by month, from what is stored"
    },
    {
      command: "throughline measure kano survey.csv --by feature --column functional=Q1 --column dysfunctional=Q2",
      description: "A questionnaire, straight from the columns of a file"
    },
    { command: "throughline measure nps exports/ --fail-under nps=20", description: "Status 4 when NPS is below 20" }
  ])
)
