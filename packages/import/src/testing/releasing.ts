import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { SourceUnavailable } from "../contract/ImportError.ts"
import type { Trial } from "./Trial.ts"

type End = Stream.Stream<never, SourceUnavailable>

/** The source is let go of, however the read ends, and a source that breaks off shows. */
export const releasing = <Mapping>({ adapter, bytes, fixture: { mapping, name } }: Trial<Mapping>): void => {
  let open = 0
  const held = (some: Uint8Array, end: End) => {
    const opened = Effect.sync(() => {
      open += 1
      return Stream.concat(Stream.fromIterable([some]), end)
    })
    const bytes = Stream.unwrap(Effect.acquireRelease(opened, () => Effect.sync(() => (open -= 1))))
    return adapter.read({ name, bytes }, { mapping })
  }

  it("lets go of the source", async () => {
    await Effect.runPromise(Stream.runDrain(held(bytes, Stream.empty)))
    assert.strictEqual(open, 0, "at the end")
    await Effect.runPromise(Stream.runDrain(Stream.take(held(bytes, Stream.never), 1)))
    assert.strictEqual(open, 0, "after the first message")
    const stopped = Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Stream.runDrain(held(bytes, Stream.never)))
      yield* Effect.yieldNow
      yield* Effect.yieldNow
      yield* Fiber.interrupt(fiber)
    })
    await Effect.runPromise(stopped)
    assert.strictEqual(open, 0, "after an interruption")
  })

  it("tells that a source broke off", async () => {
    const gone = new SourceUnavailable({ input: name, message: "gone" })
    const messages = held(bytes.subarray(0, bytes.length >> 1), Stream.fail(gone))
    let complete: boolean | undefined
    const last = Stream.runForEach(messages, (message) =>
      Effect.sync(() => {
        complete = message._tag === "Summary" ? message.complete : undefined
      })
    )
    const error = await Effect.runPromise(Effect.flip(last))
    assert.strictEqual(error._tag, "SourceUnavailable")
    assert.isFalse(complete, "its summary")
    assert.strictEqual(open, 0, "after a failure")
  })
}
