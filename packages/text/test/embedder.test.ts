import { describe, expect, it } from "@effect/vitest"
import { Topics } from "@throughline/core"
import { Effect, Layer, Stream } from "effect"
import { assignTopics, Embedder, EmbedError, embedTexts, fitTopics } from "../src/index.ts"
import { embedderSuite } from "../src/testing.ts"

const dimension = 64

/** A direction for each word, and for a text the sum of those of its words. */
const vectorOf = (text: string): ReadonlyArray<number> => {
  const sums = Array.from({ length: dimension }, () => 0)
  for (const word of text.toLowerCase().slice(0, 1000).split(/\s+/)) {
    let state = 7
    for (const character of word) state = (Math.imul(state, 31) + (character.codePointAt(0) ?? 0)) >>> 0
    for (let i = 0; i < dimension; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      sums[i] = (sums[i] ?? 0) + state / 2 ** 32 - 0.5
    }
  }
  return sums
}

/** An embedder that tells what it was sent. */
const told = (sent: Array<ReadonlyArray<string>>, rowsOf = (texts: ReadonlyArray<string>) => texts.flatMap(vectorOf)) =>
  Layer.succeed(
    Embedder,
    Embedder.of({
      model: "words",
      dimension,
      embed: (texts) =>
        Effect.sync(() => {
          sent.push(texts)
          return { model: "words", dimension, rows: Float32Array.from(rowsOf(texts)) }
        })
    })
  )

embedderSuite("an embedder of words", told([]))

const tickets = Array.from({ length: 120 }, (_, i) => {
  const subject = ["card stolen thief block", "refund money late shop"][i % 2]
  return `${subject} ticket${i}`
})

describe("texts", () => {
  it.effect("are redacted and sent once, in batches", () => {
    const sent: Array<ReadonlyArray<string>> = []
    const progress: Array<string> = []
    const texts = ["write to ana@example.org", "write to bob@example.org", " card ", "card", "", " \n", "parcel"]
    return Effect.gen(function* () {
      const { rows } = yield* embedTexts(texts, {
        batch: 2,
        progress: (done, all) => Effect.sync(() => void progress.push(`${done}/${all}`))
      })
      expect(sent).toEqual([["write to [email]", "card"], ["parcel"]])
      expect(progress).toEqual(["2/3", "3/3"])
      const row = (i: number) => rows.subarray(i * dimension, (i + 1) * dimension)
      expect(row(0)).toEqual(row(1))
      expect(row(2)).toEqual(Float32Array.from(vectorOf("card")))
      expect(row(4).every((value) => value === 0)).toBe(true)
      expect(rows.length).toBe(texts.length * dimension)
    }).pipe(Effect.provide(told(sent)))
  })

  it("come in whole batches", () => {
    for (const batch of [0, 0.5, -1, Number.NaN]) {
      expect(() => embedTexts([], { batch })).toThrow(RangeError)
      expect(() => assignTopics(Topics.fit([], { topics: 1, seed: 1 }), Stream.empty, { batch })).toThrow(RangeError)
    }
  })

  it.effect("without a vector each are a wrong answer", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(embedTexts(["secret"]))
      expect(error).toBeInstanceOf(EmbedError)
      expect([error.reason, error.retry]).toEqual(["WrongAnswer", "never"])
      expect(error.message).not.toContain("secret")
    }).pipe(Effect.provide(told([], () => [1])))
  )
})

describe("topics", () => {
  it.effect("are found and told by the vectors of an embedder", () =>
    Effect.gen(function* () {
      const model = yield* fitTopics(tickets, { topics: 2, seed: 1, batch: 7 })
      expect(model.vectors).toEqual({ model: "words", dimension })
      expect(model.topics.map(({ texts }) => texts)).toEqual([60, 60, 0])
      const direct = Topics.fit(tickets, { topics: 2, seed: 1, vectors: yield* embedTexts(tickets) })
      expect(model).toEqual(direct)
      const assigned = yield* Stream.runCollect(assignTopics(model, Stream.fromIterable(tickets), { batch: 11 }))
      expect(assigned.map(({ item }) => item)).toEqual(tickets)
      expect(new Set(assigned.map(({ topic }, i) => `${topic} ${i % 2}`)).size).toBe(2)
    }).pipe(Effect.provide(told([])))
  )

  it.effect("of many texts need the vectors of a sample only", () => {
    const sent: Array<ReadonlyArray<string>> = []
    const many = Array.from({ length: 20_100 }, (_, i) => ({ text: `card ${i}`, count: 2 }))
    return Effect.gen(function* () {
      const seen: Array<number> = []
      const progress = (done: number) => Effect.sync(() => void seen.push(done))
      yield* Effect.flip(fitTopics(many, { topics: 2, seed: 1, progress }))
      expect(sent.flat().length).toBe(1000)
      const few = yield* fitTopics(many.slice(0, 30), { topics: 2, seed: 1 })
      expect([few.given, few.fitted]).toEqual([60, 60])
      expect(Topics.sample(many, 1).length).toBe(20_000)
    }).pipe(Effect.provide(told(sent, (texts) => (texts.length === 1000 ? [] : texts.flatMap(vectorOf)))))
  })

  it("are not looked for with options that are none, before a text is embedded", () => {
    for (const options of [
      { topics: 0, seed: 1 },
      { topics: 2, seed: -1 },
      { topics: 2, seed: 1, batch: 0 }
    ]) {
      expect(() => fitTopics(tickets, options)).toThrow(RangeError)
    }
    expect(() => fitTopics([{ text: "card", count: 0.5 }], { topics: 2, seed: 1 })).toThrow(RangeError)
  })

  it.effect("of another model are refused", () =>
    Effect.gen(function* () {
      const byWords = Topics.fit(tickets, { topics: 2, seed: 1 })
      const vectors = yield* embedTexts(tickets)
      const byOther = Topics.fit(tickets, { topics: 2, seed: 1, vectors: { ...vectors, model: "other" } })
      for (const model of [byWords, byOther]) {
        const error = yield* Effect.flip(Stream.runCollect(assignTopics(model, Stream.fromIterable(tickets))))
        expect([error.reason, error.retry]).toEqual(["OtherModel", "never"])
      }
    }).pipe(Effect.provide(told([])))
  )
})
