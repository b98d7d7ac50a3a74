import { Quarantine } from "@throughline/import"
import { table } from "@throughline/render"
import * as Console from "effect/Console"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadData, BadUsage } from "../Failure.ts"
import type { FileOutcome } from "../ingest/FileOutcome.ts"
import { load } from "../ingest/load.ts"
import { format, paths, store, storeAsked, storeLayer } from "./shared.ts"

const rejected = Flag.File("rejected").pipe(
  Flag.withMetavar("<file>"),
  Flag.withDescription(
    "Write what is rejected to this file, one JSON object a line: where, why and how to mend it, with the row masked"
  ),
  Flag.optional
)

const rowOf = ({ complete, counts, gone, name, records }: FileOutcome) => ({
  file: name,
  ...counts,
  records,
  gone,
  whole: complete ? "yes" : "no"
})

const columns = ["file", "read", "imported", "skipped", "duplicate", "rejected", "records", "gone", "whole"].map(
  (key) => ({ key, decimals: 0 })
)

/** Read the files, and keep what is rejected where that was asked for. */
const loading = (named: ReadonlyArray<string>, file: Option.Option<string>) =>
  Option.isNone(file) ? load(named) : Effect.provide(load(named), Quarantine.layerFile(file.value))

/** `throughline import`: files into a store. */
export const importFiles = Command.make("import", { paths, store, rejected, format }, (flags) =>
  Effect.gen(function* () {
    const asked = yield* storeAsked(flags.store)
    if (flags.paths.length === 0) return yield* new BadUsage({ message: "Name the files or folder to import" })
    if (Option.isNone(asked)) {
      return yield* new BadUsage({
        message: "Name the --store to keep records in: a DuckDB file, postgres://… or clickhouse://…"
      })
    }
    const { outcomes } = yield* Effect.provide(loading(flags.paths, flags.rejected), storeLayer(asked))
    yield* Console.log(table(outcomes.map(rowOf), columns, flags.format).replace(/\n$/, ""))
    const lost = outcomes.reduce((sum, { counts }) => sum + counts.rejected, 0)
    const cut = outcomes.filter(({ complete }) => !complete).length
    if (lost + cut > 0) {
      return yield* new BadData({
        message: `${lost} source records were rejected, ${cut} files are cut short; the rest is kept`
      })
    }
  })
).pipe(
  Command.withShortDescription("Read exports into a store, and say what became of each row; run it again to go on"),
  Command.withDescription(
    "Read exports into a store by the throughline.json beside them, and say what became of each source record: read = imported + skipped + duplicate + rejected. Ids follow from the source and batches from the bytes of the file, so that running it again adds nothing, also after it was stopped. Ends with status 3 when something was rejected or a file is cut short."
  ),
  Command.withExamples([
    {
      command: "throughline import exports/ --store cx.duckdb",
      description: "The files of a folder into a DuckDB file"
    },
    {
      command: "throughline import 'exports/**/*.csv.gz' --store postgres://cx@db/cx --rejected rejected.ndjson",
      description: "Packed files into PostgreSQL; what is rejected into a file"
    }
  ])
)
