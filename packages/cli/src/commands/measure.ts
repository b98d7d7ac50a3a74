import { table } from "@throughline/render"
import * as Console from "effect/Console"
import { Argument, Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadUsage } from "../Failure.ts"
import { load } from "../ingest/load.ts"
import { measure as ask, failUnder } from "../measure/measure.ts"
import { type AnswerRow, measureNames, measures } from "../measure/Question.ts"
import { format, paths, requireSource, store, storeLayer, timeZone, zoneOf } from "./shared.ts"

const name = Argument.Literals("measure", measureNames).pipe(
  Argument.withMetavar("<measure>"),
  Argument.withDescription(measureNames.map((each) => `${each} (${measures[each]})`).join(", "))
)

const by = Flag.String("by").pipe(
  Flag.withMetavar("<field>"),
  Flag.withDescription(
    "A row a value: touchpoint, channel, team, segment, component; of survival: plan, segment, reason"
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

const failing = Flag.KeyValuePair("fail-under").pipe(
  Flag.withMetavar("<measure>=<value>"),
  Flag.withDescription("End with status 4 when a row is below this, as --fail-under nps=20"),
  Flag.withDefault({})
)

const least = (
  asked: string,
  limits: Readonly<Record<string, string>>
): Effect.Effect<number | undefined, BadUsage> => {
  const [other] = Object.keys(limits).filter((limit) => limit !== asked)
  if (other !== undefined)
    return Effect.fail(new BadUsage({ message: `--fail-under ${other} does not fit the measure ${asked}` }))
  const limit = limits[asked]
  if (limit === undefined) return Effect.undefined
  const value = limit.trim() === "" ? Number.NaN : Number(limit)
  return Number.isFinite(value)
    ? Effect.succeed(value)
    : Effect.fail(new BadUsage({ message: `--fail-under ${asked} needs a number, found "${limit}"` }))
}

const digits: Readonly<Record<string, number>> = {
  n: 0,
  missing: 0,
  invalid: 0,
  days: 0,
  at_start: 0,
  joined: 0,
  left: 0,
  at_end: 0,
  adjusted_p: 4,
  answers: 0,
  rank: 0,
  rank_low: 0,
  rank_high: 0
}

/** Every column that a row has, in the order of first sight. */
const columnsOf = (rows: ReadonlyArray<AnswerRow>) =>
  [...new Set(rows.flatMap((row) => Object.keys(row)))].map((key) => ({ key, decimals: digits[key] ?? 2 }))

/** `throughline measure`: one measure, as rows. */
export const measure = Command.make(
  "measure",
  { name, paths, by, over, where, failing, store, timeZone, format },
  (flags) =>
    Effect.gen(function* () {
      yield* requireSource(flags.paths, flags.store)
      if (flags.name !== "nps-change" && Option.isSome(flags.by) && Option.isSome(flags.over)) {
        return yield* new BadUsage({ message: "Ask for --by or --over, not both" })
      }
      const limit = yield* least(flags.name, flags.failing)
      const { sources } = yield* load(flags.paths)
      const zone = yield* zoneOf(flags.timeZone, sources.timeZone)
      if (Option.isNone(flags.timeZone) && flags.paths.length === 0) {
        yield* Console.error(`Months and other periods follow the calendar of ${zone}; --time-zone names another`)
      }
      const rows = yield* ask({
        measure: flags.name,
        by: Option.getOrUndefined(flags.by),
        over: Option.getOrUndefined(flags.over),
        where: flags.where,
        journey: sources.journey,
        timeZone: zone
      })
      yield* Console.log(table(rows, columnsOf(rows), flags.format).replace(/\n$/, ""))
      if (limit !== undefined) yield* failUnder(rows, flags.name, limit)
    }).pipe(Effect.provide(storeLayer(flags.store)))
).pipe(
  Command.withDescription(
    "Measure loyalty, satisfaction, effort, gaps, trends, churn or survival, each with its interval"
  ),
  Command.withExamples([
    {
      command: "throughline measure nps exports/ --by touchpoint",
      description: "NPS of each touchpoint, and its difference from the rest"
    },
    {
      command: "throughline measure csat --store cx.duckdb --over month --format csv",
      description: "Satisfaction by month, from what is stored"
    },
    { command: "throughline measure nps exports/ --fail-under nps=20", description: "Status 4 when NPS is below 20" }
  ])
)
