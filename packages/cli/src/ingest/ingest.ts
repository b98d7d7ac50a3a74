import type { RecordKind, RecordOf } from "@throughline/core"
import {
  type Input,
  type Mapping,
  type Message,
  Quarantine,
  type QuarantineUnavailable,
  quarantine
} from "@throughline/import"
import { Store, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { Progress } from "../output/Progress.ts"
import { outcomeOf } from "./FileOutcome.ts"
import { fingerprint } from "./fingerprint.ts"
import { hashKey } from "./hashKey.ts"
import { importerFor } from "./importers.ts"

const batchSize = 20_000

/** What takes the records of a file, one kind at a time, and those that it says are gone; a dry run takes none. */
interface Take {
  readonly write: <Kind extends RecordKind>(
    kind: Kind,
    records: ReadonlyArray<RecordOf<Kind>>
  ) => Effect.Effect<void, StoreError>
  readonly remove: (kind: RecordKind, ids: ReadonlyArray<string>) => Effect.Effect<void, StoreError>
}

const ignore: Take = { write: () => Effect.void, remove: () => Effect.void }

/** Takes records into the store in batches whose ids follow from the file's bytes, so that a second run changes nothing. */
const intoStore = Effect.fn("intoStore")(function* (mark: string) {
  const store = yield* Store
  const places = new Map<string, number>()
  const idOf = (name: string): string => {
    const place = places.get(name) ?? 0
    places.set(name, place + 1)
    return `${mark}:${name}:${place}`
  }
  const take: Take = {
    write: (kind, records) => Effect.asVoid(store.write({ id: idOf(kind), kind, records })),
    remove: (kind, ids) => Effect.asVoid(store.remove({ id: idOf(`${kind} gone`), kind, ids }))
  }
  return take
})

/** What waits of a kind: of what a file says about an id the last counts, so each is in one of them. */
interface Waiting {
  readonly written: Map<string, RecordOf<RecordKind>>
  readonly gone: Set<string>
}

/** Holds records, and ids of those that are gone, until there is a batch of a kind. */
const batches = ({ remove, write }: Take) => {
  const waiting = new Map<RecordKind, Waiting>()
  const waitingOf = (kind: RecordKind): Waiting => {
    const known = waiting.get(kind) ?? { written: new Map(), gone: new Set() }
    waiting.set(kind, known)
    return known
  }
  const flush = (kind: RecordKind, { gone, written }: Waiting): Effect.Effect<void, StoreError> => {
    waiting.delete(kind)
    const put = written.size === 0 ? Effect.void : write(kind, [...written.values()])
    return gone.size === 0 ? put : Effect.andThen(put, remove(kind, [...gone]))
  }
  return {
    add: (kind: RecordKind, record: RecordOf<RecordKind>): void => {
      const { gone, written } = waitingOf(kind)
      gone.delete(record.id)
      written.set(record.id, record)
    },
    take: (kind: RecordKind, id: string): void => {
      const { gone, written } = waitingOf(kind)
      written.delete(id)
      gone.add(id)
    },
    flushFull: () =>
      Effect.forEach(
        [...waiting],
        ([kind, each]) => (each.written.size + each.gone.size >= batchSize ? flush(kind, each) : Effect.void),
        { discard: true }
      ),
    flushAll: () => Effect.forEach([...waiting], ([kind, each]) => flush(kind, each), { discard: true })
  }
}

/** Keep what is rejected where there is a quarantine. */
const kept = <E>(messages: Stream.Stream<Message, E>): Stream.Stream<Message, E | QuarantineUnavailable> =>
  Stream.unwrap(
    Effect.map(
      Effect.serviceOption(Quarantine),
      Option.match({
        onNone: () => messages,
        onSome: (service) => Stream.provideService(quarantine(messages), Quarantine, service)
      })
    )
  )

const readWith = Effect.fn("readWith")(function* (input: Input, mapping: Mapping, take: Take) {
  const progress = yield* Progress
  const importer = yield* importerFor(mapping)
  const outcome = outcomeOf(input.name)
  const waiting = batches(take)
  const on = (message: Message): void => {
    outcome.add(message)
    if (message._tag === "Imported") waiting.add(message.kind, message.record)
    else if (message._tag === "Tombstone") waiting.take(message.kind, message.id)
    else if (message._tag === "Progress") progress.show(input.name, message.bytesRead, message.bytesTotal)
  }
  const key = yield* hashKey
  const options = Option.isNone(key) ? { mapping } : { mapping, hashKey: key.value }
  yield* Stream.runForEachArray(kept(importer.read(input, options)), (messages) =>
    Effect.suspend(() => {
      for (const message of messages) on(message)
      return waiting.flushFull()
    })
  )
  yield* waiting.flushAll()
  progress.clear()
  return outcome.finish()
})

/** Read a file into the store. */
export const ingest = Effect.fn("ingest")(function* (input: Input, mapping: Mapping) {
  const take = yield* intoStore(yield* fingerprint(input, mapping, yield* hashKey))
  return yield* readWith(input, mapping, take)
})

/** Read a file and keep nothing: what would be read, and what rejected. */
export const dryRun = Effect.fn("dryRun")(function* (input: Input, mapping: Mapping) {
  return yield* readWith(input, mapping, ignore)
})
