import { report as toHtml } from "@throughline/render"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { load } from "../ingest/load.ts"
import { writeOut } from "../output/writeOut.ts"
import { readReport } from "../report/readReport.ts"
import { version } from "../version.ts"
import { journey, paths, requireSource, store, storeAsked, storeLayer, timeZone, zoneOf } from "./shared.ts"

const output = Flag.String("output").pipe(
  Flag.withAlias("o"),
  Flag.withMetavar("<file>"),
  Flag.withDescription("Where to write the report; - for standard output"),
  Flag.withDefault("report.html")
)

const period = Flag.Literals("period", ["month", "quarter", "year"]).pipe(
  Flag.withDescription("What the report is about, and compared with the one before: the last complete one"),
  Flag.withDefault("quarter")
)

/** What is asked for on the command line. */
interface Asked {
  readonly paths: ReadonlyArray<string>
  readonly journey: Option.Option<string>
  readonly output: string
  readonly period: "month" | "quarter" | "year"
  readonly timeZone: Option.Option<string>
}

const written = Effect.fn("written")(function* ({ journey, output, paths, period, timeZone }: Asked) {
  const { outcomes, sources } = yield* load(paths, journey)
  const zone = yield* zoneOf(timeZone, sources.timeZone)
  const found = yield* readReport({ journey: sources.journey, timeZone: zone, unit: period, outcomes, version })
  yield* writeOut(output, toHtml(found), "Report")
})

/** `throughline report`: raw exports in, one HTML file out. */
export const report = Command.make("report", { paths, store, journey, output, period, timeZone }, (flags) =>
  Effect.gen(function* () {
    const asked = yield* storeAsked(flags.store)
    yield* requireSource(flags.paths, asked)
    yield* Effect.provide(written(flags), storeLayer(asked))
  })
).pipe(
  Command.withDescription(
    "Read raw exports and write a report: findings, measures, journey map, who leaves, data quality"
  ),
  Command.withExamples([
    { command: "throughline report exports/ -o report.html", description: "A folder of exports, in one page" },
    {
      command: "throughline report exports/ --store cx.duckdb --period month",
      description: "Keep the data and compare months"
    }
  ])
)
