import type { IncomingMessage, ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { Input } from "../src/index.ts"
import { serving } from "./loopback.ts"

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const collected = (input: Input) => Effect.map(Stream.runCollect(input.bytes), (pieces) => Buffer.concat(pieces))
const text = (input: Input) => Effect.map(collected(input), (bytes) => bytes.toString())
const failure = (input: Input) => Effect.map(Effect.flip(collected(input)), ({ message }) => message)

const fetched = (path: string, answer: Answer, options: Parameters<typeof Input.fromUrl>[1] = {}) =>
  Effect.gen(function* () {
    const { origin } = yield* serving(answer)
    return yield* Input.fromUrl(`${origin}${path}`, options)
  }).pipe(Effect.provide(FetchHttpClient.layer))

const csv = "id,nps\n1,9\n"

describe("a URL", () => {
  it.effect("is read, named by its path alone, and unpacked", () =>
    Effect.gen(function* () {
      const input = yield* fetched("/exports/survey%201.csv.gz?token=secret", (_, response) =>
        response.end(gzipSync(csv))
      )
      assert.strictEqual(input.name, "survey 1.csv.gz")
      const [unpacked] = yield* Input.unpack(input)
      assert.strictEqual(yield* text(unpacked ?? assert.fail()), csv)
    })
  )

  it.effect("is asked with the credentials of a request, which a redirect to another server does not get", () =>
    Effect.gen(function* () {
      const seen: Array<string | undefined> = []
      const other = yield* serving(({ headers }, response) => {
        seen.push(headers.authorization)
        response.end(csv)
      })
      const { origin } = yield* serving(({ headers }, response) => {
        seen.push(headers.authorization)
        response.writeHead(302, { location: `${other.origin}/data.csv` }).end()
      })
      const request = HttpClientRequest.bearerToken(HttpClientRequest.get(`${origin}/`), Redacted.make("secret"))
      const input = yield* Effect.provide(Input.fromUrl(request), FetchHttpClient.layer)
      assert.strictEqual(input.name, "127.0.0.1")
      assert.strictEqual(yield* text(input), csv)
      assert.deepStrictEqual(seen, ["Bearer secret", undefined])
    })
  )

  it.effect("fails when the server refuses, and shows no secret", () =>
    Effect.gen(function* () {
      const path = "/survey.csv?signature=secret"
      const answer =
        (status: number): Answer =>
        (_, response) =>
          response.writeHead(status).end("secret")
      const denied = yield* failure(yield* fetched(path, answer(403)))
      assert.match(denied, /^survey.csv: the server refuses the credentials \(403\)/)
      const missing = yield* failure(yield* fetched(path, answer(404)))
      assert.strictEqual(missing, "survey.csv: the server answers with status 404 instead of data.")
      assert.notMatch(denied + missing, /secret|127/)
    })
  )

  it.effect("fails when the connection breaks off, and past the limit of bytes", () =>
    Effect.gen(function* () {
      const cut: Answer = (_, response) => {
        response.writeHead(200, { "content-length": "1000" })
        response.write(csv, () => response.destroy())
      }
      assert.match(yield* failure(yield* fetched("/a.csv", cut)), /the connection broke off/)
      const long = yield* fetched("/a.csv", (_, response) => response.end(csv), { maxBytes: 5 })
      assert.match(yield* failure(long), /more than 5 bytes/)
    })
  )

  it.effect("fails when fewer bytes come than were announced, whatever the client makes of it", () =>
    Effect.gen(function* () {
      const headers = { "content-length": "1000" }
      const client = HttpClient.make((request) =>
        Effect.sync(() => HttpClientResponse.fromWeb(request, new Response(csv, { headers })))
      )
      const input = yield* Effect.provideService(Input.fromUrl("http://localhost/a.csv"), HttpClient.HttpClient, client)
      assert.match(yield* failure(input), /the connection broke off/)
    })
  )

  it.effect("fails when nothing comes in time", () =>
    Effect.gen(function* () {
      let waiting = () => {}
      const started = new Promise<void>((resolve) => {
        waiting = resolve
      })
      const input = yield* fetched("/a.csv", (_, response) => {
        response.write("id", waiting)
      })
      const reading = yield* Effect.forkChild(
        Effect.flip(Stream.runDrain(Stream.tap(input.bytes, () => Effect.sync(waiting))))
      )
      yield* Effect.promise(() => started)
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      yield* TestClock.adjust("2 minutes")
      assert.match((yield* Fiber.join(reading)).message, /the connection broke off/)
    })
  )

  it.effect("is asked again when the server is busy", () =>
    Effect.gen(function* () {
      let asked = 0
      const input = yield* fetched("/a.csv", (_, response) => {
        asked += 1
        if (asked === 1) response.writeHead(503, { "retry-after": "0" }).end()
        else response.end(csv)
      })
      assert.strictEqual(yield* text(input), csv)
    })
  )
})
