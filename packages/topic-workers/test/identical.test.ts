import { Topics } from "@throughline/core"
import { Effect, Exit, Scope, Stream } from "effect"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { TopicWorkers } from "../src/index.ts"
import { model, some } from "./texts.ts"

const word = fc.constantFrom(
  ..."card refund login stolen late password my the wallet 404 карта 退款 ana@example.org".split(" ")
)
const text = fc.oneof(
  { weight: 8, arbitrary: fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "\0", "\ud800 card", "<b>refund</b>\n> my login", "__proto__ constructor")
  }
)
const item = fc.oneof(
  text,
  fc.record({ text, customer: fc.string() }),
  fc.record({ text, count: fc.integer({ min: 1, max: 9 }) })
)
const counts = [1, 2, 3, 5]

describe("TopicWorkers.assigner", () => {
  const scope = Scope.makeUnsafe()
  const tellers: Array<Effect.Success<ReturnType<typeof TopicWorkers.assigner>>> = []
  beforeAll(async () => {
    for (const workers of counts) {
      tellers.push(await Effect.runPromise(Scope.provide(TopicWorkers.assigner(model, { workers }), scope)))
    }
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  it("gives what Topics.assign gives, for any number of workers and however the texts are cut", async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 60 }), cuts, async (texts, lengths) => {
        const expected = Topics.assign(model, texts)
        const pieces: Array<typeof texts> = []
        for (let at = 0, i = 0; at < texts.length; i++) {
          const length = lengths[i % lengths.length] as number
          pieces.push(texts.slice(at, at + length))
          at += length
        }
        for (const tell of tellers) {
          const all = Effect.forEach(pieces, (piece) => tell(piece), { concurrency: "unbounded" })
          expect((await Effect.runPromise(all)).flat()).toEqual(expected)
        }
      })
    )
  })

  it("cuts many texts, long ones and more than are read, into pieces", async () => {
    const texts = [
      ...some(1000),
      "refund ".repeat(20_000),
      `${"?".repeat(100_000 - 4)}card stolen`,
      ...some(40).map((each) => each.repeat(2000))
    ]
    const expected = Topics.assign(model, texts)
    for (const tell of tellers) expect(await Effect.runPromise(tell(texts))).toEqual(expected)
    expect(await Effect.runPromise((tellers[0] as (typeof tellers)[number])([]))).toEqual([])
  })

  const told = (other: Topics.TopicModel) =>
    Effect.runPromise(
      Effect.scoped(Effect.flatMap(TopicWorkers.assigner(other, { workers: 1 }), (topicsOf) => topicsOf(some(20))))
    )

  it("tells of a model without topics", async () => {
    const none = Topics.fit([], { topics: 2, seed: 1 })
    expect(await told(none)).toEqual(Topics.assign(none, some(20)))
  })

  it("refuses the model that assigning refuses: two topics of one id", async () => {
    const twins = {
      ...model,
      topics: model.topics.map((topic) => ({ ...topic, id: topic.id === "t2" ? "t1" : topic.id }))
    }
    expect(() => Topics.assign(twins, some(20))).toThrow(RangeError)
    await expect(told(twins)).rejects.toMatchObject({ reason: "BadModel" })
  })
})

describe("TopicWorkers.assign", () => {
  const texts = [...some(1500), "🙂", "", "退款"]
  const expected = Topics.assign(model, texts)

  it.each([
    [1, 1],
    [2, 7],
    [3, 300],
    [5, 4096]
  ])("gives the same from a stream, by %i workers in arrays of %i", async (workers, length) => {
    const stream = Stream.fromIterable(texts).pipe(Stream.rechunk(length))
    expect(await Effect.runPromise(Stream.runCollect(TopicWorkers.assign(model, stream, { workers })))).toEqual(
      expected
    )
  })

  it("gives nothing for nothing", async () => {
    expect(await Effect.runPromise(Stream.runCollect(TopicWorkers.assign(model, Stream.empty)))).toEqual([])
  })
})
