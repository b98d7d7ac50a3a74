import { type Input, SourceUnavailable } from "@throughline/import"
import type { StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Stream from "effect/Stream"

const marks = ["PAR1", "PARE"]
const markBytes = 4

/** Whether an input is a Parquet file, by its first bytes, or should be one, by its name. */
const isParquet = ({ bytes, name }: Input): Effect.Effect<boolean, SourceUnavailable> =>
  Effect.suspend(() => {
    let length = 0
    const start = Stream.takeUntil(bytes, (piece) => {
      length += piece.length
      return length >= markBytes
    })
    return Effect.map(Stream.mkUint8Array(start), (head) => {
      const mark = String.fromCharCode(...head.subarray(0, markBytes))
      return marks.includes(mark) || /\.parquet$/i.test(name)
    })
  })

/** Keep an input in a file of its own until the end: Parquet is read from its end. */
const saved = Effect.fn("saved")(function* ({ bytes }: Input) {
  const files = yield* FileSystem.FileSystem
  const path = yield* files.makeTempFileScoped({ prefix: "throughline-" })
  yield* Stream.run(bytes, files.sink(path))
  return path
})

/** An input of Parquet as its rows, one JSON object a line; any other as it is. `path` is where it is, if it is a file. */
export const withoutParquet = Effect.fn("withoutParquet")(function* (input: Input, path: string | undefined) {
  if (!(yield* isParquet(input))) return input
  const { name } = input
  const unavailable = ({ message }: StoreError) => new SourceUnavailable({ input: name, message })
  const { Parquet } = yield* Effect.promise(() => import("@throughline/store-duckdb"))
  const { bytes, columns } = yield* Effect.mapError(Parquet.rows(path ?? (yield* saved(input)), name), unavailable)
  return { name, columns, bytes: Stream.mapError(bytes, unavailable) }
})
