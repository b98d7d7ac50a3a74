import type { Store, StoreError } from "@throughline/store"
import * as Config from "effect/Config"
import { Argument, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { BadUsage } from "../Failure.ts"
import { openDuckDb, openStore } from "../stores/openStore.ts"
import { readAddress } from "../stores/readAddress.ts"

/** Files and folders to read. */
export const paths = Argument.String("path").pipe(
  Argument.withDescription(
    "Files, folders, patterns in quotes such as 'exports/**/*.csv', or - for standard input; a throughline.json beside them says how they are read"
  ),
  Argument.variadic()
)

/** Where to keep what was read. */
export const store = Flag.String("store").pipe(
  Flag.withAlias("s"),
  Flag.withMetavar("<store>"),
  Flag.withDescription(
    "Keep what is read in this store, and measure what it holds: a DuckDB file, postgres://… or clickhouse://…; unless told, what THROUGHLINE_STORE says, else memory"
  ),
  Flag.optional
)

/** A planned journey that was drawn elsewhere. */
export const journey = Flag.String("journey").pipe(
  Flag.withMetavar("<file>"),
  Flag.withDescription("The planned journey, as JSON of journeys; that of throughline.json unless told"),
  Flag.optional
)

/** The calendar of the periods. */
export const timeZone = Flag.String("time-zone").pipe(
  Flag.withMetavar("<zone>"),
  Flag.withDescription(
    "Calendar of months and quarters, such as Europe/Berlin; the first zone in throughline.json unless told"
  ),
  Flag.optional
)

/** How rows are written. */
export const format = Flag.Literals("format", ["table", "json", "ndjson", "csv", "md"]).pipe(
  Flag.withAlias("f"),
  Flag.withDescription("How rows are written to standard output"),
  Flag.withDefault("table")
)

/** The store asked for by `--store`, or else by THROUGHLINE_STORE, where no other user of the machine sees a password. */
export const storeAsked = (flag: Option.Option<string>): Effect.Effect<Option.Option<string>> =>
  Option.isSome(flag)
    ? Effect.succeed(flag)
    : Effect.map(
        Effect.orDie(Config.option(Config.String("THROUGHLINE_STORE"))),
        Option.filter((text) => text !== "")
      )

/** The store that was asked for, else memory. Fails with `BadUsage` for what is no store. */
export const storeLayer = (asked: Option.Option<string>): Layer.Layer<Store, BadUsage | StoreError> =>
  Option.isNone(asked) ? openDuckDb("memory") : Layer.unwrap(Effect.map(readAddress(asked.value), openStore))

/** Something to read or to look into must be named. */
export const requireSource = (
  named: ReadonlyArray<string>,
  file: Option.Option<string>
): Effect.Effect<void, BadUsage> =>
  named.length === 0 && Option.isNone(file)
    ? Effect.fail(new BadUsage({ message: "Name the files or folder to read, or a --store to look into" }))
    : Effect.void

/** The calendar to use: the one asked for, when it exists. */
export const zoneOf = (asked: Option.Option<string>, otherwise: string): Effect.Effect<string, BadUsage> => {
  const zone = Option.getOrElse(asked, () => otherwise)
  return Effect.try({
    try: () => new Intl.DateTimeFormat("en", { timeZone: zone }) && zone,
    catch: () => new BadUsage({ message: `There is no time zone "${zone}": name one as Europe/Berlin` })
  })
}
