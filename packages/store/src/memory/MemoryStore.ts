import {
  type CustomerId,
  matcher,
  passes,
  type RecordKind,
  type RecordOf,
  recordKinds,
  Sources,
  Tally
} from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { EraseReport, Removal, RemoveReport, WriteReport } from "../Batch.ts"
import type { Capabilities } from "../Capabilities.ts"
import { customerColumns } from "../columns/customerColumns.ts"
import { erasedOf } from "../columns/erasedOf.ts"
import { fromRow } from "../columns/fromRow.ts"
import { fromEngine } from "../fromEngine.ts"
import type { CheckedQuery, FieldTest, Origin } from "../query/CheckedQuery.ts"
import { checkSpans } from "../query/checkSpans.ts"
import { guardCount } from "../query/guardCount.ts"
import type { Rollup } from "../rollup/Rollups.ts"
import { Store } from "../Store.ts"
import { type Row, rowsOf } from "./rowsOf.ts"

const engine = "memory"

const capabilities: Capabilities = {
  atomicBatch: true,
  exactlyOnceBatch: true,
  readYourWrites: true,
  snapshotReads: true,
  survivesPowerLoss: false,
  distributed: false,
  rollups: true
}

type Tables = { readonly [Kind in RecordKind]: Map<string, RecordOf<Kind>> }

/** The records of one store and the batches they came in. */
class Memory {
  private readonly tables = Object.fromEntries(recordKinds.map((kind) => [kind, new Map()])) as Tables
  private readonly batches = new Map<string, WriteReport>()
  private readonly removals = new Map<string, RemoveReport>()
  private readonly changes = new Map<RecordKind, number>()
  private kept: ReadonlyArray<Rollup> = []

  write<Kind extends RecordKind>(
    batch: { readonly kind: Kind; readonly id: string },
    records: ReadonlyArray<RecordOf<Kind>>
  ): WriteReport {
    const name = JSON.stringify([batch.kind, batch.id])
    const known = this.batches.get(name)
    if (known !== undefined) return { ...known, alreadyWritten: true }
    const table = this.table(batch.kind)
    const replaced = records.filter((record) => table.has(record.id)).length
    for (const record of records) table.set(record.id, record)
    this.change(batch.kind)
    const report = { written: records.length, replaced, alreadyWritten: false }
    this.batches.set(name, report)
    return report
  }

  read<Kind extends RecordKind>(kind: Kind, tests: ReadonlyArray<FieldTest>): ReadonlyArray<RecordOf<Kind>> {
    const matches = (record: object) => tests.every(({ field, test }) => passes(test, Reflect.get(record, field)))
    return [...this.table(kind).values()].filter(matches).sort((a, b) => Sources.compareText(a.id, b.id))
  }

  rows(origin: Origin): Iterable<Row> {
    return rowsOf(origin, (kind) => this.table(kind).values())
  }

  remove({ id, ids, kind }: Removal): RemoveReport {
    const name = JSON.stringify([kind, id])
    const known = this.removals.get(name)
    if (known !== undefined) return { ...known, alreadyRemoved: true }
    const table = this.table(kind)
    const report = { removed: ids.filter((each) => table.delete(each)).length, alreadyRemoved: false }
    this.change(kind)
    this.kept = this.kept.filter(({ kinds }) => !kinds.includes(kind))
    this.removals.set(name, report)
    return report
  }

  erase(customer: CustomerId): EraseReport {
    const counts = customerColumns.map(([kind, column]) => {
      const table: Map<string, object> = this.table(kind)
      const theirs = [...table].filter(([, record]) => Reflect.get(record, column) === customer)
      for (const [id] of theirs) table.delete(id)
      this.change(kind)
      return [kind, theirs.length] as const
    })
    this.kept = []
    return erasedOf(counts)
  }

  /** How often records of these kinds were changed. */
  stamp(kinds: ReadonlyArray<RecordKind>): string {
    return kinds.map((kind) => this.changes.get(kind) ?? 0).join()
  }

  keep(rollup: Rollup): boolean {
    if (rollup.stamp !== this.stamp(rollup.kinds)) return false
    const { counting, origin, stamp } = rollup
    const isReplaced = (each: Rollup) => each.origin === origin && (each.counting === counting || each.stamp !== stamp)
    this.kept = [...this.kept.filter((each) => !isReplaced(each)), rollup]
    return true
  }

  keptOf(origin: string): ReadonlyArray<Rollup> {
    return this.kept.filter((each) => each.origin === origin)
  }

  private change(kind: RecordKind): void {
    this.changes.set(kind, (this.changes.get(kind) ?? 0) + 1)
  }

  private table<Kind extends RecordKind>(kind: Kind): Map<string, RecordOf<Kind>> {
    return this.tables[kind]
  }
}

/** Count rows. Throws where an engine that counts periods by cuts cannot. */
const count = (rows: Iterable<Row>, { dimensions, sums, where }: CheckedQuery): Tally.Tally => {
  const counted = [...rows].filter(matcher(where))
  checkSpans(dimensions, ({ field }) => counted.map((row) => row[field]))
  return Tally.from(counted, { by: dimensions, sums })
}

const make = Effect.sync(() => {
  const memory = new Memory()
  return fromEngine({
    name: engine,
    capabilities,
    write: (batch, { rows }) =>
      Effect.sync(() => {
        const record = fromRow(batch.kind)
        return memory.write(
          batch,
          rows.map((row) => record((column) => row[column]))
        )
      }),
    read: <Kind extends RecordKind>(kind: Kind, tests: ReadonlyArray<FieldTest>) =>
      Stream.suspend(() => Stream.fromIterable(memory.read(kind, tests))),
    tally: (query) => guardCount(engine, () => count(memory.rows(query.origin), query)),
    remove: (removal) => Effect.sync(() => memory.remove(removal)),
    erase: (customer) => Effect.sync(() => memory.erase(customer)),
    rollups: {
      stamp: (kinds) => Effect.sync(() => memory.stamp(kinds)),
      keep: (rollup) => Effect.sync(() => memory.keep(rollup)),
      kept: (origin) => Effect.sync(() => memory.keptOf(origin)),
      load: ({ counting, origin, stamp }) =>
        Effect.sync(
          () => memory.keptOf(origin).find((each) => each.counting === counting && each.stamp === stamp)?.tally
        )
    }
  })
})

/**
 * A store in memory, empty at first and gone with the layer: for tests, scripts and browsers.
 *
 * Its answers are the definition of what every engine answers.
 *
 * ```ts import.meta.vitest
 * import { Effect } from "effect"
 * import { Store } from "../Store.ts"
 * import * as MemoryStore from "./MemoryStore.ts"
 * import { Tally } from "@throughline/core"
 *
 * const program = Effect.gen(function* () {
 *   const store = yield* Store
 *   return Tally.total(yield* store.tally({ source: "responses", by: ["score"] }))
 * })
 * await Effect.runPromise(Effect.provide(program, MemoryStore.layer)) // => 0
 * ```
 */
export const layer: Layer.Layer<Store> = Layer.effect(Store, make)
