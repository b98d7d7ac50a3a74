import { type RecordKind, type RecordOf, Sources } from "@throughline/core"
import { Columns, type Store, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Pull from "effect/Pull"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"

type AnyRecord = RecordOf<RecordKind>
type Records = ReadonlyArray<AnyRecord>

/** Records in the order of their ids, each with all its values as text. */
export type Written = ReadonlyMap<string, AnyRecord>

/** Records by all their values as text: two stores that hold the same record have the same text of it. */
export const writtenOf = (kind: RecordKind, records: Records): Effect.Effect<Written, StoreError> =>
  Effect.map(Effect.fromResult(Columns.toRows("copy", { id: "copy", kind, records })), ({ rows }) => {
    const written = new Map<string, AnyRecord>()
    for (const [i, record] of records.entries()) written.set(JSON.stringify(rows[i]), record)
    return written
  })

/** Tells which of some records a store lacks, or has otherwise. Asked for records in the order of their ids. */
export type Lacking = (written: Written) => Effect.Effect<Written, StoreError>

/** A store that had no record lacks all. */
export const lackingAll: Lacking = Effect.succeed

/**
 * Compare with what a store has of a kind, read once from start to end beside what it is asked about. What is written
 * meanwhile makes no difference: it is what was lacking.
 */
export const lackingIn: (store: Store["Service"], kind: RecordKind) => Effect.Effect<Lacking, never, Scope.Scope> =
  Effect.fnUntraced(function* (store, kind) {
    const pull = yield* Stream.toPull(store.read({ kind }))
    let found: Records = []
    let isOver = false

    const more: Effect.Effect<void, StoreError> = pull.pipe(
      Effect.flatMap((records) =>
        Effect.sync(() => {
          found = records
        })
      ),
      Pull.catchDone(() =>
        Effect.sync(() => {
          isOver = true
        })
      )
    )

    /** Take what is at hand up to an id. */
    const upTo = (id: string): Records => {
      const after = found.findIndex((record) => Sources.compareText(record.id, id) > 0)
      const taken = after === -1 ? found : found.slice(0, after)
      found = after === -1 ? [] : found.slice(after)
      return taken
    }

    return Effect.fnUntraced(function* (written) {
      const lacking = new Map(written)
      const last = [...written.values()].at(-1)?.id ?? ""
      while (true) {
        for (const text of (yield* writtenOf(kind, upTo(last))).keys()) lacking.delete(text)
        if (found.length > 0 || isOver) return lacking
        yield* more
      }
    })
  })
