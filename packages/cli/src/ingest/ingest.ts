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

/** What takes the records of a file, one kind at a time; a dry run takes none. */
type Take = <Kind extends RecordKind>(
  kind: Kind,
  records: ReadonlyArray<RecordOf<Kind>>
) => Effect.Effect<void, StoreError>

const ignore: Take = () => Effect.void

/** Takes records into the store in batches whose ids follow from the file's bytes, so that a second run adds nothing. */
const intoStore = Effect.fn("intoStore")(function* (mark: string) {
  const store = yield* Store
  const written = new Map<RecordKind, number>()
  const take: Take = (kind, records) => {
    const place = written.get(kind) ?? 0
    written.set(kind, place + 1)
    return Effect.asVoid(store.write({ id: `${mark}:${kind}:${place}`, kind, records }))
  }
  return take
})

/** Holds records until there is a batch of a kind. */
const batches = (take: Take) => {
  const waiting = new Map<RecordKind, Array<RecordOf<RecordKind>>>()
  const flush = (kind: RecordKind): Effect.Effect<void, StoreError> => {
    const records = waiting.get(kind) ?? []
    waiting.delete(kind)
    return records.length === 0 ? Effect.void : take(kind, records)
  }
  return {
    add: (kind: RecordKind, record: RecordOf<RecordKind>): void => {
      const records = waiting.get(kind) ?? []
      if (records.push(record) === 1) waiting.set(kind, records)
    },
    flushFull: () =>
      Effect.forEach([...waiting], ([kind, records]) => (records.length >= batchSize ? flush(kind) : Effect.void), {
        discard: true
      }),
    flushAll: () => Effect.forEach([...waiting.keys()], flush, { discard: true })
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
  const { add, flushAll, flushFull } = batches(take)
  const on = (message: Message): void => {
    outcome.add(message)
    if (message._tag === "Imported") add(message.kind, message.record)
    else if (message._tag === "Progress") progress.show(input.name, message.bytesRead, message.bytesTotal)
  }
  const key = yield* hashKey
  const options = Option.isNone(key) ? { mapping } : { mapping, hashKey: key.value }
  yield* Stream.runForEachArray(kept(importer.read(input, options)), (messages) =>
    Effect.suspend(() => {
      for (const message of messages) on(message)
      return flushFull()
    })
  )
  yield* flushAll()
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
