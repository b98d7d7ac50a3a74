import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Tracer from "effect/Tracer"

/** Run a program; gives what its spans say: names, attributes, events and how they ended. */
export const traced = async (program: Effect.Effect<unknown, unknown>): Promise<string> => {
  const spans: Array<Tracer.NativeSpan> = []
  const tracer = Tracer.make({
    span(options) {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  await Effect.runPromise(Effect.provideService(program, Tracer.Tracer, tracer))
  const said = spans.map(({ attributes, events, name, status }) => {
    const ended = status._tag === "Ended" && status.exit._tag === "Failure" ? Cause.pretty(status.exit.cause) : ""
    return JSON.stringify([name, [...attributes], events.map(([event, , more]) => [event, more])]) + ended
  })
  return said.join("\n")
}
