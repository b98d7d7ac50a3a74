import { describe, expect, test } from "@effect/vitest"
import type { Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Layer from "effect/Layer"
import { Embedder } from "./Embedder.ts"
import type { EmbedError } from "./EmbedError.ts"

const texts: ReadonlyArray<string> = [
  "My card was stolen",
  "Where is my refund?",
  "¿Dónde está mi reembolso?",
  "退款请求",
  "The parcel is late, and nobody answers the phone",
  "?",
  "My card was stolen"
]

const hostile: ReadonlyArray<string> = [
  "a ".repeat(500_000),
  "z\u0300".repeat(500_000),
  "card\0stolen",
  "\ud800 card \udc00",
  "😀🎉👍",
  " \n",
  ""
]

const vectorsIn = ({ dimension, rows }: Topics.Vectors): ReadonlyArray<Float32Array> =>
  Array.from({ length: rows.length / dimension }, (_, i) => rows.subarray(i * dimension, (i + 1) * dimension))

const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

/** The cosine of two vectors; 1 where neither has a direction. */
const cosine = (a: Float32Array, b: Float32Array): number => {
  const lengths = Math.sqrt(product(a, a) * product(b, b))
  return lengths === 0 ? 1 - Math.abs(product(a, a) - product(b, b)) : product(a, b) / lengths
}

/** Vectors that differ by rounding only. */
const same = 1 - 1e-4

const expectSame = (found: ReadonlyArray<Float32Array>, expected: ReadonlyArray<Float32Array>): void => {
  expect(found.length).toBe(expected.length)
  for (const [i, vector] of found.entries()) {
    expect(cosine(vector, expected[i] ?? new Float32Array(0)), `vector ${i}`).toBeGreaterThan(same)
  }
}

/**
 * The tests that make an adapter of `Embedder`: call it in a test file of Vitest.
 *
 * A text has the same vector whatever it is embedded with; vectors keep the order of texts and have the dimension that is
 * told; no texts, a megabyte, NUL and half characters are taken; and what is interrupted ends, with the next call working.
 *
 * ```ts
 * import { embedderSuite } from "@throughline/text/testing"
 *
 * embedderSuite("my model", MyEmbedder.layer)
 * ```
 */
export const embedderSuite = (name: string, layer: Layer.Layer<Embedder, EmbedError>): void => {
  const run = <Result>(ask: (embedder: Embedder["Service"]) => Effect.Effect<Result, EmbedError>) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Embedder, ask), layer, { local: true }))
  const embed = async (some: ReadonlyArray<string>): Promise<ReadonlyArray<Float32Array>> =>
    vectorsIn(await run((embedder) => embedder.embed(some)))

  describe(name, () => {
    test("names its model and dimension, and those of its vectors", () =>
      run((embedder) =>
        Effect.map(embedder.embed(["card"]), ({ dimension, model, rows }) => {
          expect(embedder.model).not.toBe("")
          expect({ dimension, model, numbers: rows.length }).toEqual({
            dimension: embedder.dimension,
            model: embedder.model,
            numbers: embedder.dimension
          })
          expect(rows.every(Number.isFinite)).toBe(true)
        })
      ))

    test("gives the same text the same vector, and others another", async () => {
      const vectors = await embed(texts)
      const [first, second] = vectors
      const last = vectors.at(-1)
      if (first === undefined || second === undefined || last === undefined) throw new Error("three vectors")
      expect(cosine(first, last)).toBeGreaterThan(same)
      expect(cosine(first, second)).toBeLessThan(same)
      expectSame(await embed(texts), vectors)
    })

    test("keeps the order of texts", async () => {
      const vectors = await embed(texts)
      expectSame(await embed(texts.toReversed()), vectors.toReversed())
    })

    test("does not hang on which texts are embedded together", async () => {
      const many = Array.from({ length: 9 }, () => texts).flat()
      const together = await embed(many)
      const apart = await run((embedder) => Effect.forEach(texts, (text) => embedder.embed([text])))
      expectSame(together, Array.from({ length: 9 }, () => apart.flatMap(vectorsIn)).flat())
    })

    test("takes no texts", async () => expect(await embed([])).toEqual([]))

    test("takes any string", async () => {
      const vectors = await embed([...hostile, texts[0] ?? ""])
      expect(vectors.length).toBe(hostile.length + 1)
      expect(vectors.every((vector) => vector.every(Number.isFinite))).toBe(true)
      expectSame(vectors.slice(-1), (await embed(texts)).slice(0, 1))
    })

    test("is interrupted, and works again", () =>
      run((embedder) =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(embedder.embed(Array.from({ length: 500 }, (_, i) => `card ${i}`)))
          yield* Effect.yieldNow
          yield* Fiber.interrupt(fiber)
          const { rows } = yield* embedder.embed(["card"])
          expect(rows.length).toBe(embedder.dimension)
        })
      ))
  })
}
