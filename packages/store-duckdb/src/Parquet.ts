import { statSync } from "node:fs"
import { basename, resolve } from "node:path"
import type { StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { quoted } from "./conversion.ts"
import { literally, unfit } from "./files.ts"
import { jsonLines } from "./jsonLines.ts"
import { openMemory } from "./open.ts"
import { open, type Session } from "./Session.ts"

/** The rows of a Parquet file as text. */
export interface Rows {
  /** The names of its columns, in order. */
  readonly columns: ReadonlyArray<string>
  /** One JSON object a line, in UTF-8 and in the order of the file: line 17 is its 17th row. Can be read again. */
  readonly bytes: Stream.Stream<Uint8Array, StoreError>
}

interface Table {
  readonly from: string
  readonly columns: ReadonlyArray<string>
  /** How many rows it says that it has. */
  readonly total: number
}

const query = (session: Session, text: string) => session.columns({ text, parameters: [] })

const damaged = (name: string) => () =>
  unfit(`${name} is no whole Parquet file, or is encrypted: get it again, without encryption`)

/** Rows come in the order of the file from one thread, which also holds no more of them than it has to. */
const described = Effect.fnUntraced(function* (session: Session, path: string, name: string) {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return yield* unfit(`${path}: there is no such file`)
  const at = quoted(literally(resolve(path)))
  const from = `read_parquet(${at}, hive_partitioning = false)`
  yield* session.execute("SET threads = 1")
  const table = Effect.gen(function* () {
    const [names = []] = yield* query(session, `DESCRIBE SELECT * FROM ${from}`)
    const [[total] = []] = yield* query(session, `SELECT num_rows FROM parquet_file_metadata(${at})`)
    return { from, columns: names.map(String), total: Number(total) } satisfies Table
  })
  return yield* Effect.mapError(table, damaged(name))
})

const session = Effect.gen(function* () {
  return yield* open(yield* openMemory, yield* Effect.scope)
})

/** Some of the text, and the rows so far unless it was all. */
type Page = readonly [ReadonlyArray<Uint8Array>, Option.Option<number>]

const encoder = new TextEncoder()

const read = (path: string, name: string): Stream.Stream<Uint8Array, StoreError> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const reading = yield* session
      const { columns, from, total } = yield* described(reading, path, name)
      yield* Effect.mapError(reading.stream({ text: `SELECT * FROM ${from}`, parameters: [] }), damaged(name))
      const toLines = jsonLines(columns)
      const brokenOff = (seen: number) => unfit(`${name} is damaged: it breaks off after ${seen} of ${total} rows`)
      return Stream.paginate(0, (seen) =>
        Effect.flatMap(
          Effect.mapError(reading.fetch(), () => brokenOff(seen)),
          (chunk): Effect.Effect<Page, StoreError> => {
            if (chunk !== undefined) {
              return Effect.succeed([[encoder.encode(toLines(chunk))], Option.some(seen + chunk.rowCount)])
            }
            return seen === total ? Effect.succeed([[], Option.none()]) : Effect.fail(brokenOff(seen))
          }
        )
      )
    })
  )

/**
 * The rows of a Parquet file as text, one JSON object a line, for whatever reads NDJSON: an `Input` of
 * `@throughline/import` is a name with these `columns` and `bytes`.
 *
 * Nothing is lost on the way: every row has all columns, null where there is no value. Whole numbers of 64 bits or more and
 * decimals are texts of their digits, other numbers are numbers, and NaN and infinities texts. Timestamps with a zone are
 * ISO 8601 in UTC, to the microsecond; those without one, and dates, are texts without an offset. Structs and maps are
 * objects, lists are lists, and bytes are texts where they are UTF-8.
 *
 * `name` stands for the file in messages: the last part of its path unless told.
 *
 * Rows are read as they are asked for, in memory of the size of a few thousand. Fails with `Unavailable` when there is no
 * such file, or when it is no whole Parquet file; the stream does when it comes to damage, or has another number of rows
 * than the file says.
 *
 * ```ts import.meta.vitest
 * import { Effect } from "effect"
 * import * as Parquet from "./Parquet.ts"
 *
 * const { message } = await Effect.runPromise(Effect.flip(Parquet.rows("no/such.parquet")))
 * message // => "no/such.parquet: there is no such file"
 * ```
 */
export const rows = (path: string, name: string = basename(path)): Effect.Effect<Rows, StoreError> =>
  Effect.map(Effect.scoped(Effect.flatMap(session, (found) => described(found, path, name))), ({ columns }) => ({
    columns,
    bytes: read(path, name)
  }))
