import { type CustomerId, type RecordKind, type RecordOf, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Batch, Removal } from "./Batch.ts"
import { checkId, toRemoval, toRows } from "./columns/toRows.ts"
import type { Engine } from "./Engine.ts"
import { checkFilter, checkQuery } from "./query/CheckedQuery.ts"
import type { DimensionOf, NamesOf, ReadQuery, SourceName, TallyQuery } from "./query/Query.ts"
import { KeptTallies } from "./rollup/KeptTallies.ts"
import { Store } from "./Store.ts"
import { StoreError } from "./StoreError.ts"
import { spanned, streamSpanned } from "./spanned.ts"

const keepsNone = (engine: string): StoreError =>
  new StoreError({
    reason: "Failed",
    engine,
    retry: "never",
    message: "This store keeps no tallies; ask for the tally itself, which is counted each time"
  })

/**
 * A store from an engine: whatever is asked is checked before the engine sees it, and has a span.
 *
 * The spans are `throughline.store.write`, `.read`, `.tally`, `.rollup`, `.remove` and `.erase`, with the attributes `engine`; `kind` or
 * `source`; `rows`: written, read, removed, erased, or groups counted; `rollup`: whether a tally was answered from a kept one; and
 * `bytesSent` and `bytesReceived` where the engine counts them in `Traffic`. No span holds a value. That of a read lasts as
 * long as its stream.
 *
 * An engine that has `rollups` keeps tallies; from one that has none, `rollup` fails with `Failed`.
 */
export const fromEngine = (engine: Engine): Store["Service"] => {
  const { name, rollups } = engine
  const kept = rollups && new KeptTallies(engine, rollups)
  return Store.of({
    engine: name,
    capabilities: engine.capabilities,
    write: <Kind extends RecordKind>(batch: Batch<Kind>) =>
      spanned("write", name, (span) =>
        Effect.gen(function* () {
          const rows = yield* Effect.fromResult(toRows(name, batch))
          span.attribute("kind", batch.kind)
          span.attribute("rows", rows.rows.length)
          return yield* engine.write(batch, rows)
        })
      ),
    read: <Kind extends RecordKind>(query: ReadQuery<Kind>): Stream.Stream<RecordOf<Kind>, StoreError> =>
      streamSpanned("read", name, (span) =>
        Effect.map(Effect.fromResult(checkFilter(name, query)), (tests) => {
          span.attribute("kind", query.kind)
          return engine.read(query.kind, tests)
        })
      ),
    tally: <Source extends SourceName, const By extends ReadonlyArray<DimensionOf<Source>>>(
      query: TallyQuery<Source, By>
    ) =>
      spanned("tally", name, (span) =>
        Effect.gen(function* () {
          const checked = yield* Effect.fromResult(checkQuery(name, query))
          span.attribute("source", checked.origin.source)
          const answered = yield* kept?.answer(checked) ?? Effect.undefined
          span.attribute("rollup", answered !== undefined)
          const all = answered ?? (yield* engine.tally(checked))
          const counted = checked.most === undefined ? all : Tally.most(all, checked.most)
          span.attribute("rows", counted.counts.length)
          return counted as Tally.Tally<NamesOf<By>>
        })
      ),
    rollup: <Source extends SourceName, const By extends ReadonlyArray<DimensionOf<Source>>>(
      query: TallyQuery<Source, By>
    ) =>
      spanned("rollup", name, (span) =>
        Effect.gen(function* () {
          const checked = yield* Effect.fromResult(checkQuery(name, query))
          span.attribute("source", checked.origin.source)
          if (kept === undefined) return yield* keepsNone(name)
          const report = yield* kept.keep(checked)
          span.attribute("rows", report.groups)
          return report
        })
      ),
    remove: <Kind extends RecordKind>(removal: Removal<Kind>) =>
      spanned("remove", name, (span) =>
        Effect.gen(function* () {
          const checked = yield* Effect.fromResult(toRemoval(name, removal))
          span.attribute("kind", checked.kind)
          const report = yield* engine.remove(checked)
          span.attribute("rows", report.removed)
          return report
        })
      ),
    erase: (customer: CustomerId) =>
      spanned("erase", name, (span) =>
        Effect.gen(function* () {
          const refused = checkId(name, "The id of a customer", customer)
          if (refused !== undefined) return yield* refused
          const report = yield* engine.erase(customer)
          kept?.forget()
          span.attribute(
            "rows",
            Object.values(report.erased).reduce((sum, rows) => sum + rows, 0)
          )
          return report
        })
      )
  })
}
