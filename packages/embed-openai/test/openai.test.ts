import { describe, expect, it } from "@effect/vitest"
import { Embedder, type EmbedError } from "@throughline/text"
import { embedderSuite } from "@throughline/text/testing"
import { Clock, Effect, Fiber, Layer, Redacted, Tracer } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { OpenAiEmbedder } from "../src/index.ts"
import { answer, type Behaviour, dimension, type LoopbackEndpoint, listen, send, vectorOf } from "./LoopbackEndpoint.ts"

const key = "sk-very-secret-key"
const secret = "my secret text"

const opened = (behaviour: Behaviour) =>
  Effect.acquireRelease(
    Effect.promise(() => listen(behaviour)),
    ({ server }) =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  )

const layerOf = ({ url }: LoopbackEndpoint, options: Partial<OpenAiEmbedder.OpenAiEmbedderOptions> = {}) =>
  OpenAiEmbedder.layer({ url, model: "tiny", apiKey: Redacted.make(key), timeout: "1 hour", ...options }).pipe(
    Layer.provide(FetchHttpClient.layer)
  )

const embed = (
  endpoint: LoopbackEndpoint,
  texts: ReadonlyArray<string>,
  options: Partial<OpenAiEmbedder.OpenAiEmbedderOptions> = {}
) =>
  Embedder.pipe(
    Effect.flatMap((embedder) => embedder.embed(texts)),
    Effect.provide(layerOf(endpoint, options))
  )

/** A little of real time, in which the endpoint and the network get on. */
const moment = Effect.promise(() => new Promise<void>((resolve) => void setTimeout(resolve, 5)))

/** Let virtual time pass, a second at a time, whenever the endpoint has nothing to do (`idle`), until something ends. */
const passing = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>, idle: () => boolean) {
  const fiber = yield* Effect.forkChild(effect)
  while (fiber.pollUnsafe() === undefined) {
    yield* moment
    if (idle()) yield* TestClock.adjust("1 second")
  }
  return yield* Fiber.join(fiber)
})

const quiet =
  ({ open }: LoopbackEndpoint) =>
  () =>
    open.now === 0

/** Answer the word that the layer asks for, then as told. */
const after =
  (behaviour: Behaviour): Behaviour =>
  (asked, response, n) =>
    n === 0 ? answer(asked, response) : behaviour(asked, response, n - 1)

const expectError = (error: EmbedError, reason: string, retry: string): void => {
  expect([error._tag, error.reason, error.retry, error.model]).toEqual(["EmbedError", reason, retry, "tiny"])
  expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toMatch(new RegExp(`${key}|${secret}`))
}

embedderSuite(
  "an endpoint",
  Layer.unwrap(Effect.map(opened(answer), (each) => layerOf(each, { timeout: "30 seconds" })))
)

embedderSuite(
  "an endpoint that knows numbers only, asked for a few texts at a time",
  Layer.unwrap(
    Effect.map(
      opened((asked, response) => answer({ ...asked, encoding_format: "float" }, response)),
      (each) => layerOf(each, { batch: 3, timeout: "30 seconds" })
    )
  )
)

describe("a request", () => {
  it.effect("has the model, the key and the texts, redacted and cut", () =>
    Effect.gen(function* () {
      const each = yield* opened(answer)
      const texts = ["mail ana@example.org", "", " ", "card\0 \ud800", "x".repeat(50)]
      const { dimension: size, model, rows } = yield* embed(each, texts, { longest: 20 })
      expect([model, size, rows.length]).toEqual(["tiny", dimension, 5 * dimension])
      expect(each.asked[1]).toEqual({
        model: "tiny",
        input: ["mail [email]", "card  \ufffd", "x".repeat(20)],
        encoding_format: "base64",
        authorization: `Bearer ${key}`,
        path: "/v1/embeddings"
      })
      expect(rows.subarray(0, dimension)).toEqual(Float32Array.from(vectorOf("mail [email]")))
      expect(rows.subarray(dimension, 3 * dimension).every((value) => value === 0)).toBe(true)
      yield* embed(each, ["mail ana@example.org"], { redact: false, dimensions: 3 })
      expect(each.asked.at(-1)).toMatchObject({ input: ["mail ana@example.org"], dimensions: 3 })
    })
  )

  it.effect("has so many texts at most, and there are so many at a time", () =>
    Effect.gen(function* () {
      const each = yield* opened((asked, response) => void setTimeout(() => answer(asked, response), 10))
      const texts = Array.from({ length: 50 }, (_, i) => `text ${i}`)
      const { rows } = yield* embed(each, texts, { batch: 4, concurrency: 3 })
      expect(rows).toEqual(Float32Array.from(texts.flatMap((text) => vectorOf(text))))
      expect(each.asked.slice(1).map(({ input }) => input.length)).toEqual([...Array.from({ length: 12 }, () => 4), 2])
      expect(each.open.most).toBe(3)
    })
  )

  it.effect("ends when it is interrupted", () =>
    Effect.gen(function* () {
      const each = yield* opened(after(() => {}))
      const fiber = yield* Effect.forkChild(embed(each, [secret]))
      while (each.asked.length < 2) yield* moment
      yield* Fiber.interrupt(fiber)
      while (each.open.now > 0) yield* moment
      expect(each.open.broken).toBe(1)
    })
  )

  it.effect("shows the key and the texts in no span", () =>
    Effect.gen(function* () {
      const each = yield* opened(after((_, response) => send(response, { error: secret }, 401)))
      const spans: Array<Tracer.Span> = []
      const tracer = Tracer.make({
        span: (options) => {
          const span = new Tracer.NativeSpan(options)
          spans.push(span)
          return span
        }
      })
      yield* Effect.flip(embed(each, [secret])).pipe(Effect.provideService(Tracer.Tracer, tracer))
      const told = spans.map((span) => [span.name, [...span.attributes], span.status])
      expect(told.length).toBeGreaterThan(2)
      expect(JSON.stringify(told, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(
        new RegExp(`${key}|${secret}`)
      )
    })
  )
})

describe("an endpoint that does not answer as it should", () => {
  it.effect("is asked again after the time that it tells", () =>
    Effect.gen(function* () {
      const refusals = [
        { status: 429, headers: { "retry-after": "40" } },
        { status: 429, headers: { "retry-after": new Date(100_000).toUTCString() } },
        { status: 503, headers: {} }
      ]
      const each = yield* opened(
        after((asked, response, n) => {
          const refusal = refusals[n]
          if (refusal === undefined) answer(asked, response)
          else send(response, {}, refusal.status, refusal.headers)
        })
      )
      const { rows } = yield* passing(embed(each, ["card"]), quiet(each))
      expect(rows).toEqual(Float32Array.from(vectorOf("card")))
      expect(each.asked.length).toBe(5)
      expect(yield* Clock.currentTimeMillis).toBeGreaterThanOrEqual(101_000)
      expect(yield* Clock.currentTimeMillis).toBeLessThan(110_000)
    })
  )

  it.effect("is given up after six requests", () =>
    Effect.gen(function* () {
      for (const [status, reason] of [
        [429, "Limited"],
        [500, "Unavailable"],
        [503, "Unavailable"]
      ] as const) {
        const each = yield* opened(after((_, response) => send(response, { error: secret }, status)))
        expectError(yield* passing(Effect.flip(embed(each, [secret])), quiet(each)), reason, "safe")
        expect(each.asked.length).toBe(7)
      }
    })
  )

  it.effect("is not asked again when it refuses", () =>
    Effect.gen(function* () {
      for (const status of [400, 401, 403, 404, 413, 422]) {
        const each = yield* opened(after((_, response) => send(response, { error: { message: secret } }, status)))
        const error = yield* Effect.flip(embed(each, [secret]))
        expectError(error, "Refused", "never")
        expect(error.message).toContain(String(status))
        expect(each.asked.length).toBe(2)
      }
    })
  )

  const full = vectorOf("card")
  const wrong: Readonly<Record<string, unknown>> = {
    "no JSON": "<html>",
    "no data": { object: "list" },
    "too few vectors": { data: [{ index: 0, embedding: full }] },
    "one vector twice": { data: [0, 0].map((index) => ({ index, embedding: full })) },
    "an index that no text has": { data: [0, 2].map((index) => ({ index, embedding: full })) },
    "an index below 0": { data: [0, -1].map((index) => ({ index, embedding: full })) },
    "a huge index": { data: [0, 4e9].map((index) => ({ index, embedding: full })) },
    "a shorter vector": { data: [0, 1].map((index) => ({ index, embedding: full.slice(1) })) },
    "no vector": { data: [0, 1].map((index) => ({ index, embedding: null })) },
    "text for a number": { data: [0, 1].map((index) => ({ index, embedding: full.map(String) })) },
    "no number": { data: [0, 1].map((index) => ({ index, embedding: full.map(() => null) })) },
    "numbers beyond bounds": { data: [0, 1].map((index) => ({ index, embedding: full.map(() => 1e300) })) },
    "no base64": { data: [0, 1].map((index) => ({ index, embedding: "*" })) },
    "bytes that are no numbers": { data: [0, 1].map((index) => ({ index, embedding: "AAAA" })) },
    "two megabytes": " ".repeat(2_000_000)
  }
  it.effect.each(Object.entries(wrong))("is not asked again when it answers %s", ([, body]) =>
    Effect.gen(function* () {
      const each = yield* opened(after((_, response) => send(response, body)))
      expectError(yield* Effect.flip(embed(each, [secret, "card"])), "WrongAnswer", "never")
      expect(each.asked.length).toBe(2)
    })
  )

  it.effect("is asked again when the connection is cut", () =>
    Effect.gen(function* () {
      const each = yield* opened(
        after((asked, response, n) => {
          if (n === 0) return response.destroy()
          if (n > 1) return answer(asked, response)
          response.writeHead(200, { "content-length": 1000 })
          return response.write('{"data":[', () => response.destroy())
        })
      )
      const { rows } = yield* passing(embed(each, ["card"]), quiet(each))
      expect(rows.length).toBe(dimension)
      expect(each.asked.length).toBe(4)
    })
  )

  it.effect("is given up when it is slow", () =>
    Effect.gen(function* () {
      const each = yield* opened(after(() => {}))
      const idle = () => each.asked.length > 1
      const error = yield* passing(Effect.flip(embed(each, [secret], { timeout: "1 minute" })), idle)
      expectError(error, "Unavailable", "safe")
      expect(each.asked.length).toBeGreaterThan(2)
    })
  )

  it.effect("fails the layer when it is not there", () =>
    Effect.gen(function* () {
      const each = yield* Effect.scoped(opened(answer))
      expectError(yield* passing(Effect.flip(embed(each, [secret])), () => true), "Unavailable", "safe")
    })
  )
})

describe("options", () => {
  it("are an address and whole numbers", () => {
    const good = { url: "http://127.0.0.1:1/v1/", model: "tiny" }
    const bad: ReadonlyArray<Partial<OpenAiEmbedder.OpenAiEmbedderOptions>> = [
      { url: "nowhere" },
      { url: "file:///etc/passwd" },
      { batch: 0 },
      { concurrency: 0.5 },
      { dimensions: -1 },
      { longest: Number.NaN }
    ]
    for (const each of bad) expect(() => OpenAiEmbedder.layer({ ...good, ...each })).toThrow(RangeError)
    expect(() => OpenAiEmbedder.layer(good)).not.toThrow()
  })
})
