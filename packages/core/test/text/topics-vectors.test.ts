import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { TopicModel, Topics } from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"
import { packSmall, single, small } from "../../src/text/Packed.ts"
import { stackVectors } from "../../src/text/VectorRows.ts"
import { searchVectors } from "../../src/text/VectorSearch.ts"
import { inSteps } from "../../src/text/Vectors.ts"

const { assign, fit } = Topics

/** A text, and a direction that stands for what it says. */
interface Said {
  readonly text: string
  readonly vector: ReadonlyArray<number>
}

const vectorsOf = (said: ReadonlyArray<Said>, dimension: number, model = "tiny"): Topics.Vectors => ({
  model,
  dimension,
  rows: Float32Array.from(said.flatMap(({ vector }) => vector))
})

const shuffled = <Item>(items: ReadonlyArray<Item>, seed: number): ReadonlyArray<Item> => {
  const next = random(seed)
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** Texts about some things, each in words of its own: only their vectors tell what they have in common. */
const spoken = (count: number, subjects: number, dimension: number, seed: number) => {
  const next = random(seed)
  const noise = () => next() + next() + next() - 1.5
  const centres = Array.from({ length: subjects }, () => Array.from({ length: dimension }, noise))
  return Array.from({ length: count }, (_, i) => ({
    text: `subject${i % subjects} ${String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26))}`,
    subject: i % subjects,
    vector: (centres[i % subjects] ?? []).map((value) => value + 0.5 * noise())
  }))
}

const number = fc.oneof(
  { weight: 6, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 3e38, 1e-45, -1e-45) }
)
const dimension = 3
const anyText = fc.oneof(
  fc.array(fc.constantFrom("card", "lost", "refund", "the", "late"), { maxLength: 4 }).map((words) => words.join(" ")),
  fc.string({ unit: "binary", maxLength: 5 })
)
const said = fc.record({ text: anyText, vector: fc.array(number, { minLength: dimension, maxLength: dimension }) })
const someSaid = fc.array(said, { maxLength: 30 })
/** As an embedding model does: the same text has the same vector. */
const consistent = fc.uniqueArray(said, { maxLength: 30, selector: ({ text }) => text })
const options = fc.record({
  topics: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant("auto" as const)),
  seed: fc.nat(9)
})
const texts = (all: ReadonlyArray<Said>): ReadonlyArray<string> => all.map(({ text }) => text)

describe("topics by vectors", () => {
  it("are what the vectors say, whatever the words", () => {
    const all = spoken(600, 6, 160, 1)
    const vectors = vectorsOf(all, 160)
    const model = fit(texts(all), { topics: 6, seed: 1, vectors })
    const assigned = assign(model, texts(all), { vectors })
    expect(new Set(all.map(({ subject }, i) => `${subject} ${assigned[i]?.topic}`)).size).toBe(6)
    expect(model.topics.map(({ texts }) => texts)).toEqual([100, 100, 100, 100, 100, 100, 0])
    expect(model.topics.slice(0, 6).map(({ name }) => name.split(", ")[0]?.slice(0, 7))).toEqual(
      Array.from({ length: 6 }, () => "subject")
    )
    const fresh = spoken(660, 6, 160, 1).slice(600)
    const ids = assign(model, texts(fresh), { vectors: vectorsOf(fresh, 160) }).map(({ topic }) => topic)
    expect(ids).toEqual(fresh.map(({ subject }) => assigned[subject]?.topic))
    expect(fit(texts(all), { topics: "auto", seed: 1, vectors }).topics.length).toBeGreaterThan(6)
  })

  it("do not hang on the order of texts, also where one text comes with several vectors", () => {
    fc.assert(
      fc.property(someSaid, options, fc.nat(99), (all, how, order) => {
        const other = shuffled(all, order)
        expect(fit(texts(other), { ...how, vectors: vectorsOf(other, dimension) })).toEqual(
          fit(texts(all), { ...how, vectors: vectorsOf(all, dimension) })
        )
      })
    )
  })

  it("of fitted texts are the ones that the fit counted them in", () => {
    fc.assert(
      fc.property(consistent, options, (all, how) => {
        const vectors = vectorsOf(all, dimension)
        const model = fit(texts(all), { ...how, vectors })
        const counts = new Map(model.topics.map(({ id }) => [id, 0]))
        for (const { topic } of assign(model, texts(all), { vectors })) counts.set(topic, (counts.get(topic) ?? 0) + 1)
        expect([...counts]).toEqual(model.topics.map(({ id, texts }) => [id, texts]))
        expect(model.topics.reduce((sum, each) => sum + each.texts, 0)).toBe(all.length)
      })
    )
  })

  it("stay the same in a model that was written and read", () => {
    fc.assert(
      fc.property(someSaid, someSaid, options, (all, others, how) => {
        const model = fit(texts(all), { ...how, vectors: vectorsOf(all, dimension) })
        const read = Schema.decodeUnknownSync(TopicModel)(JSON.parse(JSON.stringify(model)))
        expect(read).toEqual(model)
        const vectors = vectorsOf(others, dimension)
        const assigned = assign(model, texts(others), { vectors })
        expect(assign(read, texts(others), { vectors })).toEqual(assigned)
        const topicOf = Topics.vectorAssigner(read, vectors)
        expect(others.map(({ vector }) => topicOf(Float32Array.from(vector)))).toEqual(assigned)
        for (const { runnerUp, similarity } of assigned) {
          expect(similarity).toBeGreaterThanOrEqual(runnerUp?.similarity ?? 0)
          expect(similarity).toBeLessThanOrEqual(1)
        }
      })
    )
  })

  it("take a text without a usable vector for a wordless one", () => {
    const all = spoken(40, 2, 4, 1)
    const broken = [
      [0, 0, 0, 0],
      [Number.NaN, 1, 1, 1],
      [1, Number.NEGATIVE_INFINITY, 0, 0]
    ].map((vector, i) => ({
      text: `broken ${i}`,
      vector
    }))
    const vectors = vectorsOf([...all, ...broken], 4)
    const model = fit(texts([...all, ...broken]), { topics: 2, seed: 1, vectors })
    expect(model.topics.at(-1)).toMatchObject({ id: "t0", name: "no vector", texts: 3 })
    expect(assign(model, texts(broken), { vectors: vectorsOf(broken, 4) })).toEqual(
      broken.map(() => ({ topic: "t0", similarity: 0, runnerUp: null }))
    )
    const none = fit(texts(broken), { topics: "auto", seed: 1, vectors: vectorsOf(broken, 4) })
    expect(none.topics.map(({ id, texts }) => [id, texts])).toEqual([["t0", 3]])
    expect(assign(none, ["x"], { vectors: vectorsOf(all.slice(0, 1), 4) })[0]?.topic).toBe("t0")
    expect(fit([], { topics: 2, seed: 1, vectors: vectorsOf([], 4) }).topics.length).toBe(1)
  })

  it("refuse vectors that are not one for each text, or of another model", () => {
    const all = spoken(20, 2, 4, 1)
    const vectors = vectorsOf(all, 4)
    const model = fit(texts(all), { topics: 2, seed: 1, vectors })
    const refused: ReadonlyArray<Topics.Vectors> = [
      { ...vectors, rows: vectors.rows.slice(1) },
      { ...vectors, dimension: 5 },
      { ...vectors, dimension: 0 },
      { ...vectors, dimension: 0.5 },
      { ...vectors, model: "" }
    ]
    for (const each of refused) {
      expect(() => fit(texts(all), { topics: 2, seed: 1, vectors: each })).toThrow(RangeError)
      expect(() => assign(model, texts(all), { vectors: each })).toThrow(RangeError)
    }
    expect(() => assign(model, texts(all))).toThrow("The model was fitted by vectors of tiny")
    expect(() => assign(model, texts(all), { vectors: { ...vectors, model: "other" } })).toThrow("found other with 4")
    expect(() => Topics.vectorAssigner(model, vectors)(Float32Array.of(1))).toThrow(RangeError)
    const words = fit(texts(all), { topics: 2, seed: 1 })
    expect(() => assign(words, texts(all), { vectors })).toThrow("The model was fitted by words")
  })

  it("refuse a model whose parts do not fit together", () => {
    const all = spoken(20, 2, 4, 1)
    const model = fit(texts(all), { topics: 2, seed: 1, vectors: vectorsOf(all, 4) })
    const { voters } = model
    const zero = small(voters.values).fill(0, 0, 4)
    const broken: ReadonlyArray<Topics.TopicModel> = [
      { ...model, voters: { ...voters, values: "" } },
      { ...model, voters: { ...voters, values: packSmall(zero) } },
      { ...model, voters: { ...voters, topics: "" } },
      { ...model, topics: model.topics.slice(1) },
      { ...model, vectors: { model: "tiny", dimension: 3 } },
      { ...model, vectors: { model: "tiny", dimension: 0 } }
    ]
    for (const each of broken) {
      expect(() => assign(each, "x", { vectors: { model: "tiny", dimension: 4, rows: new Float32Array(4) } })).toThrow(
        RangeError
      )
      expect(Schema.is(TopicModel)(each)).toBe(false)
    }
  })

  it("put repeated texts together by their words", () => {
    const all = spoken(60, 3, 8, 2)
    const first = all[0] as Said
    const again = [first, { ...first, text: `${first.text}!` }, ...all]
    const model = fit(texts(again), { topics: 3, seed: 1, vectors: vectorsOf(again, 8) })
    const counts = single(model.voters.texts)
    expect([...counts].sort()).toEqual([...Array.from({ length: 59 }, () => 1), 3])
    expect(small(model.voters.values).length).toBe(60 * 8)
  })
})

describe("vectors in steps", () => {
  it("keep their direction", () => {
    const wide = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 })
    fc.assert(
      fc.property(wide, (vector) => {
        const [from, to] = [Float32Array.from(vector), inSteps(Float32Array.from(vector))]
        if (to === undefined) return expect(from.every((value) => value === 0)).toBe(true)
        const largest = Math.max(...from.map(Math.abs))
        for (const [i, step] of to.entries()) {
          expect(Math.abs(step / 127 - (from[i] as number) / largest)).toBeLessThanOrEqual(0.5 / 127 + 1e-9)
        }
      })
    )
  })
})

describe("a search among vectors", () => {
  it("passes over none that is among the nearest", () => {
    const once = spoken(700, 9, 200, 3).map(({ vector }) => inSteps(Float32Array.from(vector)) as Int8Array)
    const all = [...once, ...once.slice(0, 60), ...Array.from({ length: 40 }, () => once[50] as Int8Array)]
    const find = searchVectors(stackVectors(all, 200))
    const cosine = (a: Int8Array, b: Int8Array): number => {
      const dot = (x: Int8Array, y: Int8Array): number => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0)
      return Math.min(1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))
    }
    for (const vector of all.filter((_, i) => i % 50 === 0)) {
      const nearest = all
        .map((other, row) => ({ row, similarity: cosine(vector, other) }))
        .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
        .slice(0, 16)
      const { count, rows, similarities } = find(vector)
      expect(count).toBe(16)
      expect(Array.from(rows, (row, i) => ({ row, similarity: similarities[i] }))).toEqual(nearest)
    }
  })
})
