import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Layer, Random, Stream } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { type ApiSource, pages } from "../src/index.ts"
import { apiAt } from "./api.ts"

type Reply = readonly [status: number, headers?: Readonly<Record<string, string>>]

/** A client that answers so, one reply after another and then with an empty last page; and how often it was asked. */
const replying = (...replies: ReadonlyArray<Reply>) => {
  const asked = { times: 0 }
  const client = HttpClient.make((request) =>
    Effect.sync(() => {
      const [status, headers = {}] = replies[asked.times++] ?? [200]
      return HttpClientResponse.fromWeb(request, new Response('{"items":[]}', { status, headers }))
    })
  )
  return { asked, layer: Layer.succeed(HttpClient.HttpClient)(client) }
}

const started = (api: ReturnType<typeof replying>, more: Partial<ApiSource> = {}) =>
  Effect.forkChild(Effect.provide(Stream.runDrain(pages(apiAt("http://localhost", more))), api.layer))

/** The milliseconds after which the second request is sent. */
const waits = (...reply: Reply) =>
  Effect.gen(function* () {
    const api = replying(reply)
    const reading = yield* started(api)
    let waited = 0
    while (api.asked.times < 2 && waited < 100_000) {
      yield* TestClock.adjust(250)
      if (api.asked.times < 2) waited += 250
    }
    yield* Fiber.join(reading)
    return waited + 250
  })

describe("a busy server", () => {
  it.effect("is asked again after the seconds that it names", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* waits(429, { "retry-after": "30" }), 30_000)
      assert.strictEqual(yield* waits(503, { "retry-after": "2" }), 2000)
    })
  )

  it.effect("is asked again at the date that it names, and when its limit starts anew", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* waits(429, { "retry-after": "Thu, 01 Jan 1970 00:00:45 GMT" }), 45_000)
    })
  )

  it.effect("is asked again when its limit starts anew, also where it says forbidden", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(1_700_000_000_000)
      assert.strictEqual(yield* waits(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1700000020" }), 20_000)
    })
  )

  it.effect("is asked again after longer and longer times, chance taking up to a half", () =>
    Effect.gen(function* () {
      const api = replying(...Array.from({ length: 7 }, (): Reply => [503]))
      const reading = yield* started(api)
      const times: Array<number> = []
      for (let at = 0; at <= 127_000; at += 500) {
        while (times.length < api.asked.times) times.push(at)
        yield* TestClock.adjust(500)
      }
      yield* Fiber.join(reading)
      assert.strictEqual(api.asked.times, 8)
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0))
      for (const [i, gap] of gaps.entries()) {
        assert.isAtLeast(gap, Math.min(60_000, 1000 * 2 ** i) / 2)
        assert.isAtMost(gap, Math.min(60_000, 1000 * 2 ** i) + 500)
      }
    }).pipe(Random.withSeed("busy"))
  )

  it.effect("is given up after so many tries, or when it asks for more time than there is", () =>
    Effect.gen(function* () {
      const failure = (api: ReturnType<typeof replying>, more: Partial<ApiSource>) =>
        Effect.gen(function* () {
          const reading = yield* started(api, more)
          yield* TestClock.adjust("1 hour")
          const { message } = yield* Effect.flip(Fiber.join(reading))
          return message
        })
      const busy = replying([503], [503], [503])
      assert.match(yield* failure(busy, { patience: { attempts: 3 } }), /is busy \(503\); given up after 3 tries/)
      assert.strictEqual(busy.asked.times, 3)
      const limited = replying([429, { "retry-after": "7200" }])
      assert.match(yield* failure(limited, {}), /\(429\), and asks to wait 7200 s; given up after 1 tries/)
      assert.match(yield* failure(replying([400]), {}), /answers with status 400/)
    })
  )

  it.effect("is asked no more often than its limit allows", () =>
    Effect.gen(function* () {
      const asked: Array<number> = []
      const client = HttpClient.make((request) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          asked.push(now)
          const next = asked.length < 4 ? `,"next":"${asked.length}"` : ""
          return HttpClientResponse.fromWeb(request, new Response(`{"items":[]${next}}`))
        })
      )
      const source = apiAt("http://localhost", { requestsPerMinute: 10 })
      const all = Effect.provideService(Stream.runDrain(pages(source)), HttpClient.HttpClient, client)
      const reading = yield* Effect.forkChild(all)
      for (let second = 0; asked.length < 4 && second < 100; second++) {
        for (let i = 0; i < 10; i++) yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        yield* TestClock.adjust("1 second")
      }
      yield* Fiber.join(reading)
      assert.deepStrictEqual(asked, [0, 6000, 12_000, 18_000])
    })
  )
})
