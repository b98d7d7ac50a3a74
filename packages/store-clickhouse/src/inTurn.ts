import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Pull from "effect/Pull"
import * as Stream from "effect/Stream"

/** What is at hand of a stream, and whether more comes. */
interface Source<A, E> {
  readonly pull: Pull.Pull<ReadonlyArray<A>, E>
  rows: ReadonlyArray<A>
  next: number
  isOver: boolean
}

const isEmpty = <A, E>({ next, rows }: Source<A, E>): boolean => next >= rows.length

/** Read on where nothing is at hand. */
const refill = <A, E>(source: Source<A, E>): Effect.Effect<void, E> => {
  if (source.isOver || !isEmpty(source)) return Effect.void
  return source.pull.pipe(
    Effect.flatMap((rows) =>
      Effect.sync(() => {
        source.rows = rows
        source.next = 0
      })
    ),
    Pull.catchDone(() =>
      Effect.sync(() => {
        source.isOver = true
      })
    )
  )
}

/** The source with the least row at hand. */
const least = <A, E>(
  sources: ReadonlyArray<Source<A, E>>,
  compare: (a: A, b: A) => number
): Source<A, E> | undefined => {
  let found: Source<A, E> | undefined
  for (const source of sources) {
    if (isEmpty(source)) continue
    if (found === undefined || compare(source.rows[source.next] as A, found.rows[found.next] as A) < 0) found = source
  }
  return found
}

/** The least rows, in order, for as long as it is known that none before them comes. */
const ready = <A, E>(sources: ReadonlyArray<Source<A, E>>, compare: (a: A, b: A) => number): ReadonlyArray<A> => {
  const rows: Array<A> = []
  while (sources.every((source) => source.isOver || !isEmpty(source))) {
    const source = least(sources, compare)
    if (source === undefined) break
    rows.push(source.rows[source.next++] as A)
  }
  return rows
}

/** Streams in order as one stream in order, with a chunk of each at hand. */
export const inTurn = <A, E>(
  streams: ReadonlyArray<Stream.Stream<A, E>>,
  compare: (a: A, b: A) => number
): Stream.Stream<A, E> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const sources = yield* Effect.forEach(streams, (stream) =>
        Effect.map(Stream.toPull(stream), (pull): Source<A, E> => ({ pull, rows: [], next: 0, isOver: false }))
      )
      return Stream.paginate(undefined, () =>
        Effect.gen(function* () {
          yield* Effect.forEach(sources, refill, { concurrency: "unbounded", discard: true })
          const rows = ready(sources, compare)
          const isOver = sources.every((source) => source.isOver && isEmpty(source))
          return [rows, isOver ? Option.none<undefined>() : Option.some(undefined)] as const
        })
      )
    })
  )
