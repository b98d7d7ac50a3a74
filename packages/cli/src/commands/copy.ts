import { existsSync } from "node:fs"
import { recordKinds } from "@throughline/core"
import { table } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import { Command, Flag } from "effect/cli"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { BadData, BadUsage, CopyDiffers } from "../Failure.ts"
import { copyKind, countOf, type Stores } from "../stores/copyKind.ts"
import { openStore } from "../stores/openStore.ts"
import { placesOf } from "../stores/placesOf.ts"
import { readAddress } from "../stores/readAddress.ts"
import type { StoreAddress } from "../stores/StoreAddress.ts"
import { type Change, stitching, unchanged } from "../stores/stitching.ts"
import { format } from "./shared.ts"

const from = Flag.String("from").pipe(
  Flag.withMetavar("<store>"),
  Flag.withDescription("The store to read, written as for --store; unless told, what THROUGHLINE_FROM says"),
  Flag.withFallbackConfig(Config.String("THROUGHLINE_FROM"))
)

const to = Flag.String("to").pipe(
  Flag.withMetavar("<store>"),
  Flag.withDescription("The store to write, made where it is not there; unless told, what THROUGHLINE_TO says"),
  Flag.withFallbackConfig(Config.String("THROUGHLINE_TO"))
)

const stitch = Flag.Boolean("stitch").pipe(
  Flag.withDescription(
    "Put what was done under several ids of one customer under one, as the identities that are stored say; --from stays as it is"
  ),
  Flag.withDefault(false)
)

const different = Effect.fnUntraced(function* (source: StoreAddress, target: StoreAddress) {
  if (source.engine === "duckdb" && !existsSync(source.file)) {
    return yield* new BadData({ message: `${source.file}: no such file to copy from` })
  }
  const places = placesOf(source)
  if (source.engine === target.engine && placesOf(target).some((place) => places.includes(place))) {
    return yield* new BadUsage({ message: "--from and --to are the same store: name two" })
  }
})

const open = (address: StoreAddress) =>
  Effect.map(Layer.build(openStore(address)), (context) => Context.get(context, Store))

/** Copy every kind, then count it on both sides. */
const copyAll = Effect.fn("copyAll")(function* (stores: Stores, change: Change) {
  const copied = yield* Effect.forEach(recordKinds, (kind) =>
    Effect.map(copyKind(stores, kind, change), (counts) => ({ kind, ...counts }))
  )
  return yield* Effect.forEach(copied, (row) =>
    Effect.gen(function* () {
      return { ...row, from: yield* countOf(stores.from, row.kind), to: yield* countOf(stores.to, row.kind) }
    })
  )
})

/** Say what the links of a store join, and what they cannot. */
const stitched = Effect.fn("stitched")(function* (from: Stores["from"]) {
  const { change, identities } = yield* stitching(from)
  const { contradictions, links, merges } = identities
  const beside =
    contradictions.length === 0 ? "" : `; ${contradictions.length} would join two known customers and join nothing`
  yield* Console.error(`identities: ${links.length} links make ${merges.length} customers of several ids${beside}`)
  return change
})

const columns = ["kind", "read", "written", "from", "to"].map((key) => ({ key, decimals: 0 }))

/** `throughline copy`: a store into another one. */
export const copy = Command.make("copy", { from, to, stitch, format }, (flags) =>
  Effect.gen(function* () {
    const source = yield* readAddress(flags.from)
    const target = yield* readAddress(flags.to)
    yield* different(source, target)
    const stores = { from: yield* open(source), to: yield* open(target) }
    const rows = yield* copyAll(stores, flags.stitch ? yield* stitched(stores.from) : unchanged)
    yield* Console.log(table(rows, columns, flags.format).replace(/\n$/, ""))
    const wrong = rows.filter((row) => row.from !== row.to)
    if (wrong.length > 0) {
      const counts = wrong.map((row) => `${row.kind}: ${row.from} in --from, ${row.to} in --to`).join("; ")
      return yield* new CopyDiffers({
        message: `The stores hold different numbers of records. ${counts}. Where --to held more before, that is so; where others write, copy again`
      })
    }
  }).pipe(Effect.scoped)
).pipe(
  Command.withShortDescription("Copy a store into another one, as a file into a database; run it again to go on"),
  Command.withDescription(
    "Copy all records of a store into another one. What --to has already is not written again, so a copy that was stopped goes on where it was; records that it has otherwise are replaced, and none is removed. Ends with status 1 when the numbers of records differ."
  ),
  Command.withExamples([
    {
      command: "throughline copy --from cx.duckdb --to postgres://cx@localhost/cx",
      description: "A file into PostgreSQL; the password may stand in PGPASSWORD"
    },
    {
      command: "throughline copy --from clickhouse://h1:8123,h2:8123/cx --to cx.duckdb",
      description: "A cluster into a file"
    },
    {
      command: "throughline copy --from raw.duckdb --to cx.duckdb --stitch",
      description: "What a customer did before and after logging in, as one journey"
    }
  ])
)
