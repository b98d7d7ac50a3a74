import { assert, describe, it } from "@effect/vitest"
import type { Cursor, Message } from "@throughline/import"
import { Effect, Redacted, Result, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { serving } from "../../import/test/loopback.ts"
import { PostHog } from "../src/index.ts"
import { mapping } from "./mapping.ts"
import { told } from "./reading.ts"

const key = Redacted.make("phx_secret")
const since = new Date("2026-03-01T00:00:00Z")

const event = (n: number) => ({
  id: `e${n}`,
  event: "order placed",
  distinct_id: `c${n}`,
  timestamp: `2026-03-29T10:0${n}:00.000000+00:00`,
  properties: {},
  person: null,
  elements: []
})

/** Two pages, newest first; the next one lies before the last event. */
const answer = (asked: Array<string>): Parameters<typeof serving>[0] => {
  return (request, response) => {
    const url = new URL(request.url ?? "", "http://posthog")
    asked.push(`${url.pathname} ${[...url.searchParams].join(" ")}`)
    const json = (status: number, body: unknown, headers = {}) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))
    if (request.headers.authorization !== "Bearer phx_secret") return json(401, { code: "authentication_failed" })
    if (asked.length === 1) return json(429, { code: "throttled" }, { "retry-after": "0" })
    const isLast = url.searchParams.get("before") === event(3).timestamp
    const next = new URL("https://app.posthog.internal/api/projects/7/events/")
    next.search = new URLSearchParams({ before: event(3).timestamp, limit: "1000", token: "phx_secret" }).toString()
    return json(200, { next: isLast ? null : next, results: isLast ? [event(2), event(1)] : [event(4), event(3)] })
  }
}

const outcome = (url: string, more: Partial<PostHog.Project> = {}, resume?: Cursor) =>
  Effect.gen(function* () {
    const messages: Array<Message> = []
    const project = { url, project: "7", key, since, requestsPerMinute: 60_000, ...more }
    const reading = PostHog.readApi(project, { mapping, ...(resume === undefined ? {} : { resume }) })
    const result = yield* Effect.result(
      Stream.runForEach(reading, (message) => Effect.sync(() => messages.push(message)))
    )
    return { messages, error: Result.isFailure(result) ? result.failure : undefined }
  }).pipe(Effect.provide(FetchHttpClient.layer))

const ids = (messages: ReadonlyArray<Message>) =>
  messages.flatMap((message) => (message._tag === "Imported" ? [message.id] : []))

describe("the events of a project by PostHog's API", () => {
  it.live("are read page by page, also when it is busy, and go on at a checkpoint", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const { origin } = yield* serving(answer(asked))
      const { error, messages } = yield* outcome(`${origin}/`, { event: "order placed" })
      assert.isUndefined(error)
      assert.deepStrictEqual(
        ids(messages),
        [4, 3, 2, 1].map((n) => `posthog:interactions:e${n}`)
      )
      assert.strictEqual(messages.map(told).at(-1), "4 4 0 0 0")
      const first = "/api/projects/7/events/ after,2026-03-01T00:00:00.000Z event,order placed limit,1000"
      const second = "/api/projects/7/events/ before,2026-03-29T10:03:00.000000+00:00 limit,1000"
      assert.deepStrictEqual(asked, [first, first, second])
      const checkpoint = messages.find(({ _tag }) => _tag === "Checkpoint")
      assert(checkpoint?._tag === "Checkpoint")
      assert.notInclude(JSON.stringify(checkpoint), "phx_secret")
      const rest = yield* outcome(origin, {}, checkpoint.cursor)
      assert.deepStrictEqual(ids(rest.messages), ["posthog:interactions:e2", "posthog:interactions:e1"])
    })
  )

  it.live("are refused without a key that may read them", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving(answer([]))
      const { error, messages } = yield* outcome(origin, { key: Redacted.make("phx_other") })
      assert(error?._tag === "SourceUnavailable")
      assert.match(error.message, /query:read/)
      assert.notInclude(error.message, "phx_other")
      const last = messages.at(-1)
      assert(last?._tag === "Summary")
      assert.isFalse(last.complete)
    })
  )
})
