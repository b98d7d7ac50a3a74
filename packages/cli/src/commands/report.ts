import { report as toHtml } from "@throughline/render"
import * as Console from "effect/Console"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import type * as Option from "effect/Option"
import { BadData } from "../Failure.ts"
import { load } from "../ingest/load.ts"
import { readReport } from "../report/readReport.ts"
import { version } from "../version.ts"
import { paths, requireSource, store, storeAsked, storeLayer, timeZone, zoneOf } from "./shared.ts"

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

const write = Effect.fn("write")(function* (path: string, html: string) {
  if (path === "-") return yield* Console.log(html)
  const files = yield* FileSystem.FileSystem
  yield* Effect.mapError(
    files.writeFileString(path, html),
    (error) => new BadData({ message: `${path} cannot be written: ${error.message}` })
  )
  yield* Console.error(`Report: ${path}`)
})

/** What is asked for on the command line. */
interface Asked {
  readonly paths: ReadonlyArray<string>
  readonly output: string
  readonly period: "month" | "quarter" | "year"
  readonly timeZone: Option.Option<string>
}

const written = Effect.fn("written")(function* ({ output, paths, period, timeZone }: Asked) {
  const { outcomes, sources } = yield* load(paths)
  const zone = yield* zoneOf(timeZone, sources.timeZone)
  const found = yield* readReport({ journey: sources.journey, timeZone: zone, unit: period, outcomes, version })
  yield* write(output, toHtml(found))
})

/** `throughline report`: raw exports in, one HTML file out. */
export const report = Command.make("report", { paths, store, output, period, timeZone }, (flags) =>
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
