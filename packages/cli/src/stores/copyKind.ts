import { createHash } from "node:crypto"
import { type RecordKind, Tally } from "@throughline/core"
import type { Store, StoreError } from "@throughline/store"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Progress } from "../output/Progress.ts"
import { lackingAll, lackingIn, type Written, writtenOf } from "./lacking.ts"
import { type Change, unchanged } from "./stitching.ts"

type AnyStore = Store["Service"]

/** Two stores, from and to. */
export interface Stores {
  readonly from: AnyStore
  readonly to: AnyStore
}

/** Records read and written at once. */
const batchSize = 10_000

/** Where there is no terminal, a line says how far a kind is each so many records. */
const each = 100_000

const shown = (count: number): string => count.toLocaleString("en-US")

/** How many records of a kind a store has. */
export const countOf = (store: AnyStore, kind: RecordKind): Effect.Effect<number, StoreError> =>
  Effect.map(store.tally({ source: kind, by: [] }), Tally.total)

/**
 * Write what a store lacks. The id of the batch follows from the records; a store that had them under it and has other ones
 * now gets them under the next.
 */
const put = Effect.fnUntraced(function* (store: AnyStore, kind: RecordKind, written: Written) {
  if (written.size === 0) return
  const hash = createHash("sha256")
  for (const text of written.keys()) hash.update(`${text}\n`)
  const mark = hash.digest("hex")
  for (let time = 1; ; time++) {
    const id = `copy:${mark}:${time}`
    const { alreadyWritten } = yield* store.write({ id, kind, records: [...written.values()] })
    if (!alreadyWritten) return
  }
})

/** Says how many records have come: on a terminal in a line that is written over, elsewhere in one now and then. */
const saying = Effect.fnUntraced(function* (kind: RecordKind, total: number) {
  const progress = yield* Progress
  return (before: number, read: number) => {
    progress.show(`${kind}: ${shown(read)} of ${shown(total)}`, read, total)
    const isDue = Math.floor(read / each) > Math.floor(before / each)
    return isDue ? Console.error(`${kind}: ${shown(read)} of ${shown(total)} read`) : Effect.void
  }
})

/** Copy the records of a kind that the other store lacks or has otherwise, in constant memory. */
export const copyKind = Effect.fn("copyKind")(
  function* ({ from, to }: Stores, kind: RecordKind, change: Change = unchanged) {
    const say = yield* saying(kind, yield* countOf(from, kind))
    const lacking = (yield* countOf(to, kind)) === 0 ? lackingAll : yield* lackingIn(to, kind)
    let [read, written] = [0, 0]
    yield* Stream.runForEach(Stream.grouped(from.read({ kind }), batchSize), (records) =>
      Effect.gen(function* () {
        const changed = records.map((record) => change(kind, record))
        const missing = yield* lacking(yield* writtenOf(kind, changed))
        yield* put(to, kind, missing)
        written += missing.size
        read += records.length
        yield* say(read - records.length, read)
      })
    )
    const { clear } = yield* Progress
    clear()
    if (read > 0) yield* Console.error(`${kind}: ${shown(read)} read, ${shown(written)} written`)
    return { read, written }
  },
  (copied) => Effect.scoped(copied)
)
