import { availableParallelism } from "node:os"
import type { Topics } from "@throughline/core"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import { mostTexts, pieces } from "./Pieces.ts"
import { Threads } from "./Threads.ts"
import type { TopicWorkerFailed } from "./TopicWorkerFailed.ts"
import { unpacked } from "./Verdicts.ts"

/** How the work is shared. */
export interface WorkerOptions {
  /** How many threads at most, a whole number from 1: as many as the machine runs at once unless told. */
  readonly workers?: number
}

/** So many pieces a thread are under way: it has the next one when it is done with one. */
const piecesEach = 2

const workersOf = ({ workers = availableParallelism() }: WorkerOptions): number => {
  if (Number.isSafeInteger(workers) && workers >= 1) return workers
  throw new RangeError(`workers is a whole number from 1, found ${workers}`)
}

/**
 * A function that tells the topics of some texts by several threads, in their order: exactly what `Topics.assign` gives.
 *
 * Threads start when there is work for them, take at most 256 texts at a time, and end with the scope, also when it is
 * interrupted. However often the function is called at once, two pieces a thread are under way, and the other texts wait.
 * No texts give no assignments. Fails with `TopicWorkerFailed` when a thread ends or the model cannot be used, and
 * then each time; dies with a `RangeError` for a number of workers that is none.
 *
 * ```ts import.meta.vitest
 * import { Topics } from "@throughline/core"
 * import { Effect } from "effect"
 * import * as TopicWorkers from "./TopicWorkers.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "stolen card", "my refund is late", "where is my refund"]
 * const model = Topics.fit(texts, { topics: 2, seed: 1 })
 * const tell = Effect.flatMap(TopicWorkers.assigner(model, { workers: 2 }), (topicsOf) => topicsOf(["Refund?", "Card stolen"]))
 * const assigned = await Effect.runPromise(Effect.scoped(tell))
 * assigned.map(({ topic }) => topic) // => ["t2", "t1"]
 * ```
 */
export const assigner = (
  model: Topics.TopicModel,
  options: WorkerOptions = {}
): Effect.Effect<
  (texts: Iterable<string | Topics.TopicText>) => Effect.Effect<ReadonlyArray<Topics.Assignment>, TopicWorkerFailed>,
  never,
  Scope.Scope
> =>
  Effect.gen(function* () {
    const workers = workersOf(options)
    const threads = yield* Threads.make(model, workers)
    const turns = yield* Semaphore.make(piecesEach * workers)
    const told = (piece: ReadonlyArray<string>) =>
      Effect.map(turns.withPermit(threads.ask(piece)), (verdicts) => unpacked(model.topics, verdicts))
    return (texts) =>
      Effect.map(Effect.forEach(pieces(texts), told, { concurrency: piecesEach * workers }), (all) => all.flat())
  })

/**
 * Each text of a stream with its topic, by several threads, in their order: as `assign`, for texts that belong to something.
 *
 * ```ts import.meta.vitest
 * import { Topics } from "@throughline/core"
 * import { Effect, Stream } from "effect"
 * import * as TopicWorkers from "./TopicWorkers.ts"
 *
 * const model = Topics.fit(["card stolen", "my card", "refund late", "no refund"], { topics: 2, seed: 1 })
 * const tickets = Stream.make({ id: 7, text: "stolen card" }, { id: 8, text: "late refund" })
 * const told = await Effect.runPromise(Stream.runCollect(TopicWorkers.assignEach(model, tickets, { workers: 1 })))
 * told.map(([{ id }, { topic }]) => `${id} ${topic}`) // => ["7 t1", "8 t2"]
 * ```
 */
export const assignEach = <Text extends string | Topics.TopicText, E, R>(
  model: Topics.TopicModel,
  texts: Stream.Stream<Text, E, R>,
  options: WorkerOptions = {}
): Stream.Stream<readonly [Text, Topics.Assignment], E | TopicWorkerFailed, R> =>
  Stream.unwrap(
    Effect.map(assigner(model, options), (topicsOf) =>
      texts.pipe(
        Stream.buffer({ capacity: mostTexts }),
        Stream.chunks,
        Stream.mapEffect((some) => Effect.map(topicsOf(some), (assigned) => Arr.zip(some, assigned)), {
          concurrency: piecesEach * workersOf(options)
        }),
        Stream.flattenIterable
      )
    )
  )

/**
 * The topics of a stream of texts by several threads, in their order: exactly what `Topics.assign` gives, for any number of
 * workers and however the texts come.
 *
 * In bounded memory: it reads on when there is a thread to take texts, and waits for none, so that texts that come one by
 * one are told one by one. Threads end with the stream: at its end, when it is stopped early, interrupted, or fails. An
 * empty stream gives an empty one. Fails with `TopicWorkerFailed` when a thread ends or the model cannot be used;
 * dies with a `RangeError` for a number of workers that is none.
 *
 * ```ts import.meta.vitest
 * import { Topics } from "@throughline/core"
 * import { Effect, Stream } from "effect"
 * import * as TopicWorkers from "./TopicWorkers.ts"
 *
 * const texts = ["card was stolen", "my card is stolen", "stolen card", "my refund is late", "where is my refund"]
 * const model = Topics.fit(texts, { topics: 2, seed: 1 })
 * const assigned = TopicWorkers.assign(model, Stream.make("Refund?", "Card stolen"), { workers: 2 })
 * const topics = await Effect.runPromise(Stream.runCollect(Stream.map(assigned, ({ topic }) => topic)))
 * topics // => ["t2", "t1"]
 * ```
 */
export const assign = <E, R>(
  model: Topics.TopicModel,
  texts: Stream.Stream<string | Topics.TopicText, E, R>,
  options: WorkerOptions = {}
): Stream.Stream<Topics.Assignment, E | TopicWorkerFailed, R> =>
  Stream.map(assignEach(model, texts, options), ([, assignment]) => assignment)
