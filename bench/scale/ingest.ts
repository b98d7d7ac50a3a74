import type { RecordKind } from "@throughline/core"
import { Store, type StoreError } from "@throughline/store"
import { Effect, type ManagedRuntime } from "effect"
import { median } from "../Comparison.ts"
import type { Engine } from "./Engine.ts"
import { processorTime, spent } from "./processorTime.ts"
import { type Kind, recordsOf } from "./records.ts"

/** Records of a batch, as the command writes them. */
const batchSize = 20_000
/** Records that are generated before either side writes them. */
const turnSize = 200_000

type Runtime = ManagedRuntime.ManagedRuntime<Store, StoreError>

/** Write records that come next, batch by batch. */
export const writeBatches = (
  runtime: Runtime,
  kind: RecordKind,
  from: number,
  records: ReadonlyArray<never>
): Promise<unknown> =>
  runtime.runPromise(
    Effect.gen(function* () {
      const store = yield* Store
      for (let at = 0; at < records.length; at += batchSize)
        yield* store.write({ id: `batch-${from + at}`, kind, records: records.slice(at, at + batchSize) })
    })
  )

interface Turn {
  readonly ours: number
  readonly theirs: number
  readonly rows: number
}

/** Processor time of writing a kind, in microseconds a row. */
export interface Ingest {
  readonly kind: Kind
  readonly ours: number
  readonly theirs: number
  /** Of all the time spent, with what the servers did in the background until they were done. */
  readonly ratio: number
  /** The median ratio of a turn. */
  readonly ofTurns: number
  /** What a row costs us in the last turns, against the first. */
  readonly growth: number
}

const sum = (turns: ReadonlyArray<Turn>, side: "ours" | "theirs" | "rows") =>
  turns.reduce((total, turn) => total + turn[side], 0)

/** Write a kind to both databases in turns, each turn the other one first. */
export const ingest = async (
  engine: Engine,
  runtime: Runtime,
  kind: Kind,
  size: number,
  rows: number
): Promise<Ingest> => {
  const { byHand, store } = engine.servers
  const turns: Array<Turn> = []
  const servers = { store: processorTime(store).servers, byHand: processorTime(byHand).servers }
  const here = { ours: 0, theirs: 0 }
  for (let from = 0; from < size; from += turnSize) {
    const records = recordsOf(kind, from, Math.min(size, from + turnSize), rows)
    const ours = () => spent(store, () => writeBatches(runtime, kind, from, records as ReadonlyArray<never>))
    const theirs = () => spent(byHand, () => engine.byHand(kind, records))
    const isFirst = turns.length % 2 === 0
    const [first, second] = [await (isFirst ? ours() : theirs()), await (isFirst ? theirs() : ours())]
    const [our, their] = isFirst ? [first, second] : [second, first]
    here.ours += our.here
    here.theirs += their.here
    turns.push({ ours: our.here + our.servers, theirs: their.here + their.servers, rows: records.length })
  }
  await engine.settle()
  const ours = here.ours + processorTime(store).servers - servers.store
  const theirs = here.theirs + processorTime(byHand).servers - servers.byHand
  const tenth = Math.ceil(turns.length / 10)
  const aRow = (part: ReadonlyArray<Turn>) => sum(part, "ours") / sum(part, "rows")
  // What an engine inside this process does in the background cannot be told from the other side's.
  const total = store.length > 0 ? { ours, theirs } : { ours: sum(turns, "ours"), theirs: sum(turns, "theirs") }
  return {
    kind,
    ours: (1e6 * total.ours) / size,
    theirs: (1e6 * total.theirs) / size,
    ratio: total.ours / total.theirs,
    ofTurns: median(turns.map((turn) => turn.ours / turn.theirs)),
    growth: aRow(turns.slice(-tenth)) / aRow(turns.slice(0, tenth))
  }
}
