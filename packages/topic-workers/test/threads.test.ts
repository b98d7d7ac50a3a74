import type { Worker } from "node:worker_threads"
import { Topics } from "@throughline/core"
import { Cause, Deferred, Effect, Exit, Fiber, Stream } from "effect"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { TopicWorkerFailed, TopicWorkers } from "../src/index.ts"
import { model, some } from "./texts.ts"

const started: Array<{ readonly thread: Worker; readonly ended: Promise<void> }> = []
const onThread = (thread: Worker): void => {
  started.push({ thread, ended: new Promise((resolve) => thread.once("exit", () => resolve())) })
}
const allEnded = () => Promise.all(started.map(({ ended }) => ended))

beforeEach(() => {
  started.length = 0
  process.on("worker", onThread)
})
afterEach(() => void process.off("worker", onThread))

/** Texts without end, that tell how many were taken. */
const endless = () => {
  const taken = { count: 0 }
  function* texts() {
    for (; ; taken.count++) yield `my refund ${taken.count % 9}`
  }
  return { taken, texts: Stream.fromIterable(texts(), { chunkSize: 16 }) }
}

const failureOf = (exit: Exit.Exit<unknown, unknown>): unknown =>
  Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined

describe("threads", () => {
  it("end when the stream is stopped early", async () => {
    const { texts } = endless()
    const three = TopicWorkers.assign(model, texts, { workers: 2 }).pipe(Stream.take(3))
    expect(await Effect.runPromise(Stream.runCollect(three))).toHaveLength(3)
    expect(started.length).toBeGreaterThan(0)
    await allEnded()
  })

  it("end when the stream is interrupted", async () => {
    const { texts } = endless()
    const run = Effect.gen(function* () {
      const flowing = yield* Deferred.make<void>()
      const each = () => Deferred.succeed(flowing, undefined)
      const fiber = yield* Effect.forkChild(Stream.runForEach(TopicWorkers.assign(model, texts, { workers: 2 }), each))
      yield* Deferred.await(flowing)
      return yield* Effect.exit(Fiber.interrupt(fiber))
    })
    expect(Exit.isSuccess(await Effect.runPromise(run))).toBe(true)
    expect(started).toHaveLength(2)
    await allEnded()
  })

  it("end when the texts fail, with that failure", async () => {
    const texts = Stream.concat(Stream.fromIterable(some(10)), Stream.fail("no more" as const))
    const exit = await Effect.runPromiseExit(Stream.runDrain(TopicWorkers.assign(model, texts, { workers: 1 })))
    expect(failureOf(exit)).toBe("no more")
    await allEnded()
  })

  it("do not start without texts, and no more of them than there is work for", async () => {
    const run = (texts: ReadonlyArray<string>) =>
      Effect.runPromise(Stream.runDrain(TopicWorkers.assign(model, Stream.fromIterable(texts), { workers: 5 })))
    await run([])
    expect(started).toHaveLength(0)
    await run(["refund"])
    expect(started).toHaveLength(1)
  })

  it("hold up texts when what they tell is not taken", async () => {
    const { taken, texts } = endless()
    const leads: Array<number> = []
    let told = 0
    const slow = TopicWorkers.assign(model, texts, { workers: 2 }).pipe(
      Stream.take(8000),
      Stream.runForEachArray((some) => {
        told += some.length
        leads.push(taken.count - told)
        return Effect.sleep("1 millis")
      })
    )
    await Effect.runPromise(slow)
    expect(Math.max(...leads)).toBeGreaterThan(0)
    expect(Math.max(...leads)).toBeLessThan(256 * (2 * 2 + 4))
  })
})

describe("what goes wrong", () => {
  const crash = async (end: (thread: Worker) => void) => {
    const { texts } = endless()
    let crashed = false
    const each = () =>
      Effect.sync(() => {
        const first = started[0]
        if (!crashed && first !== undefined) end(first.thread)
        crashed = true
      })
    const exit = await Effect.runPromiseExit(Stream.runForEach(TopicWorkers.assign(model, texts, { workers: 2 }), each))
    await allEnded()
    return failureOf(exit)
  }

  it("is a typed failure when a thread ends", async () => {
    const failure = await crash((thread) => void thread.terminate())
    expect(failure).toBeInstanceOf(TopicWorkerFailed)
    expect(failure).toMatchObject({ reason: "Crashed", message: "A thread that tells topics has ended" })
  })

  it.each([
    [Object.assign(new Error("secret"), { code: "ERR_WORKER_OUT_OF_MEMORY" }), " (ERR_WORKER_OUT_OF_MEMORY)"],
    [new TypeError("secret"), ""],
    [null, ""],
    ["secret", ""]
  ])("names no text when a thread throws: %s", async (thrown, code) => {
    const failure = await crash((thread) => void thread.emit("error", thrown))
    expect(failure).toMatchObject({ _tag: "TopicWorkerFailed", reason: "Crashed" })
    expect(String((failure as Error).message)).toBe(`A thread that tells topics has ended${code}`)
  })

  it("fails again after it failed", async () => {
    const twice = Effect.gen(function* () {
      const topicsOf = yield* TopicWorkers.assigner(model, { workers: 2 })
      yield* topicsOf(["refund"])
      started[0]?.thread.emit("error", new Error("secret"))
      return [yield* Effect.flip(topicsOf(["refund"])), yield* Effect.flip(topicsOf(["card"]))]
    })
    const failures = await Effect.runPromise(Effect.scoped(twice))
    expect(failures.map(({ reason }) => reason)).toEqual(["Crashed", "Crashed"])
  })

  const vectors = { model: "tiny", dimension: 2, rows: Float32Array.of(1, 0, 0.9, 0.1, 0, 1) }
  it.each([
    [{ ...model, voters: { ...model.voters, texts: "" } }, "The voters of a topic model do not fit together"],
    [
      Topics.fit(["card stolen", "card gone", "refund"], { topics: 2, seed: 1, vectors }),
      "The model was fitted by vectors"
    ]
  ])("says when the model cannot be used", async (broken, why) => {
    const texts = Stream.fromIterable(some(600))
    const exit = await Effect.runPromiseExit(Stream.runDrain(TopicWorkers.assign(broken, texts, { workers: 2 })))
    const message = expect.stringContaining(`The model cannot be used: ${why}`)
    expect(failureOf(exit)).toMatchObject({ _tag: "TopicWorkerFailed", reason: "BadModel", message })
    await allEnded()
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d workers", async (workers) => {
    const exit = await Effect.runPromiseExit(Stream.runDrain(TopicWorkers.assign(model, Stream.empty, { workers })))
    expect(failureOf(exit)).toBeInstanceOf(RangeError)
  })
})
