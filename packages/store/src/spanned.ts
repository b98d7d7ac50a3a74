import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Tracer from "effect/Tracer"
import { type Bytes, Traffic } from "./Traffic.ts"

const nameOf = (call: string): string => `throughline.store.${call}`

/** Say how much was sent and received, where that is known. */
const describeTraffic = (span: Tracer.Span, { received, sent }: Bytes): void => {
  if (sent + received === 0) return
  span.attribute("bytesSent", sent)
  span.attribute("bytesReceived", received)
}

/** A call of a store in a span of its own. */
export const spanned = <A, E>(
  call: string,
  engine: string,
  run: (span: Tracer.Span) => Effect.Effect<A, E>
): Effect.Effect<A, E> =>
  Effect.useSpan(nameOf(call), { attributes: { engine } }, (span) => {
    const traffic: Bytes = { sent: 0, received: 0 }
    return run(span).pipe(
      Effect.withParentSpan(span),
      Effect.provideService(Traffic, traffic),
      Effect.ensuring(Effect.sync(() => describeTraffic(span, traffic)))
    )
  })

/** A call of a store that answers with a stream: its span ends with the stream, and has its rows then. */
export const streamSpanned = <A, E>(
  call: string,
  engine: string,
  run: (span: Tracer.Span) => Effect.Effect<Stream.Stream<A, E>, E>
): Stream.Stream<A, E> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const traffic: Bytes = { sent: 0, received: 0 }
      let rows = 0
      const span = yield* Effect.makeSpanScoped(nameOf(call), { attributes: { engine } })
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          span.attribute("rows", rows)
          describeTraffic(span, traffic)
        })
      )
      return Stream.unwrap(run(span)).pipe(
        Stream.mapArray((chunk) => {
          rows += chunk.length
          return chunk
        }),
        Stream.provideService(Tracer.ParentSpan, span),
        Stream.provideService(Traffic, traffic)
      )
    })
  )
