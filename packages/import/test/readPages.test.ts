import type { IncomingMessage, ServerResponse } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Result, Stream } from "effect"
import { FetchHttpClient, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { type ApiSource, type Cursor, type Message, type ReadOptions, readPages } from "../src/index.ts"
import { apiAt, type Body, cursorOf, items, send } from "./api.ts"
import { serving } from "./loopback.ts"

const item = (id: string, text = `text of ${id}`) => ({ id, text })
const threePages: Readonly<Record<string, Body>> = {
  first: { items: [item("1"), item("2")], next: "b" },
  b: { items: [item("3")], next: "c" },
  c: { items: [item("4"), item("5")], later: "d" }
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const from =
  (pages: Readonly<Record<string, Body>>): Answer =>
  (request, response) =>
    send(response, pages[cursorOf(request)] ?? { items: [] })

/** All messages, and the error if it failed. */
const outcome = (source: ApiSource, options: Partial<ReadOptions<string>> = {}) =>
  Effect.gen(function* () {
    const messages: Array<Message> = []
    const reading = readPages(source, items, { mapping: "items", ...options })
    const result = yield* Effect.result(
      Stream.runForEach(reading, (message) => Effect.sync(() => messages.push(message)))
    )
    return { messages, error: Result.isFailure(result) ? result.failure : undefined }
  }).pipe(Effect.provide(FetchHttpClient.layer))

const read = (answer: Answer, more: Partial<ApiSource> = {}, options: Partial<ReadOptions<string>> = {}) =>
  Effect.flatMap(serving(answer), ({ origin }) => outcome(apiAt(origin, more), options))

const imported = (messages: ReadonlyArray<Message>) =>
  messages.flatMap((m) => (m._tag === "Imported" ? [`${m.ordinal} ${m.id} ${m.record.evidence.provenance}`] : []))
const checkpoints = (messages: ReadonlyArray<Message>) => messages.filter((m) => m._tag === "Checkpoint")
const countsOf = (messages: ReadonlyArray<Message>) => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : assert.fail("no summary")
}

describe("reading pages", () => {
  it.effect("gives all of them as one input", () =>
    Effect.gen(function* () {
      const { error, messages } = yield* read(from(threePages))
      assert.isUndefined(error)
      assert.deepStrictEqual(imported(messages), [
        "0 1 tickets#1:1",
        "1 2 tickets#1:1",
        "2 3 tickets#2:1",
        "3 4 tickets#3:1",
        "4 5 tickets#3:1"
      ])
      assert.deepStrictEqual(
        checkpoints(messages).map(({ counts, cursor }) => [cursor.page, cursor.record, counts.read]),
        [
          [{ cursor: "b", number: 1 }, 2, 2],
          [{ cursor: "c", number: 2 }, 3, 3],
          [{ cursor: "d", number: 3 }, 5, 5]
        ]
      )
      assert.include(messages.at(-1), { _tag: "Summary", input: "tickets", complete: true, ending: "terminated" })
      assert.strictEqual(countsOf(messages).imported, 5)
    })
  )

  it.effect("goes on at any checkpoint as if it had not stopped", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving(from(threePages))
      const whole = yield* outcome(apiAt(origin))
      for (const checkpoint of checkpoints(whole.messages)) {
        const kept: Cursor = JSON.parse(JSON.stringify(checkpoint.cursor))
        const rest = yield* outcome(apiAt(origin), { resume: kept })
        const before = whole.messages.slice(0, whole.messages.indexOf(checkpoint))
        assert.deepStrictEqual([...imported(before), ...imported(rest.messages)], imported(whole.messages))
        assert.isUndefined(rest.error)
      }
      const [checkpoint] = checkpoints(whole.messages)
      for (const wrong of [{ adapter: "csv" }, { digest: "another source" }]) {
        const resume = { ...(checkpoint?.cursor ?? assert.fail()), ...wrong }
        const { error, messages } = yield* outcome(apiAt(origin), { resume })
        assert.strictEqual(error?._tag, "BadCursor")
        assert.include(messages.at(-1), { _tag: "Summary", complete: false })
      }
    })
  )

  it.effect("gives what pages repeat once, and what changed meanwhile again", () =>
    Effect.gen(function* () {
      const pages = {
        first: { items: [item("1", "a"), item("2"), { id: "3", text: "v2", version: "2" }], next: "b" },
        b: { items: [item("1", "b"), item("2"), { id: "3", text: "v1", version: "1" }], next: "c" },
        c: { items: [item("1", "b"), item("1", "a"), { id: "3", text: "v3", version: "10" }] }
      }
      const { messages } = yield* read(from(pages))
      const given = messages.flatMap((m) => (m._tag === "Imported" ? [`${m.id} ${Reflect.get(m.record, "text")}`] : []))
      assert.deepStrictEqual(given, ["1 a", "2 text of 2", "3 v2", "1 b", "1 a", "3 v3"])
      assert.deepStrictEqual(countsOf(messages), { read: 9, imported: 6, rejected: 0, skipped: 0, duplicate: 3 })
    })
  )

  it.effect("counts rejected records on, and ends past the limit of them", () =>
    Effect.gen(function* () {
      const pages = {
        first: { items: [item("1"), item("2", "")], next: "b" },
        b: { items: [item("3", "")], next: "c" },
        c: { items: [item("4")] }
      }
      const whole = yield* read(from(pages))
      assert.deepStrictEqual(
        whole.messages.flatMap((m) => (m._tag === "Rejected" ? [`${m.input} ${m.record}`] : [])),
        ["tickets#1 1", "tickets#2 2"]
      )
      const { error, messages } = yield* read(from(pages), {}, { maxRejects: 1 })
      assert.strictEqual(error?._tag, "TooManyRejects")
      assert.include(messages.at(-1), { _tag: "Summary", complete: false })
      assert.deepStrictEqual(countsOf(messages), { read: 3, imported: 1, rejected: 2, skipped: 0, duplicate: 0 })
    })
  )

  it.effect("places checkpoints as far apart as asked", () =>
    Effect.gen(function* () {
      const { messages } = yield* read(from(threePages), {}, { checkpointEvery: 3 })
      assert.deepStrictEqual(
        checkpoints(messages).map(({ cursor }) => cursor.page?.cursor),
        ["c", "d"]
      )
    })
  )

  it.effect("says what right is missing, and shows no secret", () =>
    Effect.gen(function* () {
      for (const status of [401, 403]) {
        const { error, messages } = yield* read((_, response) => response.writeHead(status).end("secret-token"))
        const access = "a token that may read tickets: Admin > Tokens"
        assert.strictEqual(
          error?.message,
          `tickets: the server refuses the credentials (${status}). Needed: ${access}.`
        )
        assert.notInclude(JSON.stringify([messages, error]), "secret")
      }
    })
  )

  it.effect("fails on what is no page of JSON", () =>
    Effect.gen(function* () {
      const found = (body: string) =>
        Effect.map(
          read((_, response) => response.end(body)),
          ({ error }) => error
        )
      assert.include(yield* found("<html>log in</html>"), { _tag: "NotThisFormat", found: "a web page" })
      assert.include(yield* found(""), { _tag: "NotThisFormat", found: "nothing" })
      assert.include(yield* found('{"items":['), { _tag: "NotThisFormat", found: "text that is no JSON" })
      const large = yield* read(from(threePages), { maxPageBytes: 20 })
      assert.match(large.error?.message ?? "", /a page has more than 20 bytes/)
    })
  )

  it.effect("fails when cursors lead in a circle or to another server", () =>
    Effect.gen(function* () {
      let asked = 0
      const circle: Answer = (request, response) => {
        asked += 1
        send(response, { items: [], next: cursorOf(request) === "b" ? "c" : "b" })
      }
      const { error } = yield* read(circle)
      assert.match(error?.message ?? "", /leads back to a page/)
      assert.isBelow(asked, 10)
      let strangers = 0
      const other = yield* serving((_, response) => {
        strangers += 1
        response.end("{}")
      })
      const { origin } = yield* serving(from({ first: { items: [], next: `${other.origin}/b` } }))
      const astray = apiAt(origin, { request: (cursor) => HttpClientRequest.get(cursor ?? `${origin}/?cursor=first`) })
      assert.match((yield* outcome(astray)).error?.message ?? "", /on another server/)
      assert.strictEqual(strangers, 0)
    })
  )

  it.live("asks again when an answer is cut, and for what was asked only", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const { error, messages } = yield* read((request, response) => {
        asked.push(cursorOf(request))
        if (asked.length !== 2) return from(threePages)(request, response)
        response.writeHead(200, { "content-length": "1000" })
        response.write('{"items":[', () => response.destroy())
      })
      assert.isUndefined(error)
      assert.strictEqual(countsOf(messages).imported, 5)
      assert.deepStrictEqual(asked, ["first", "b", "b", "c"])
    })
  )

  it.effect("gives up on a server that does not answer, after what it gave", () =>
    Effect.gen(function* () {
      let arrived = () => {}
      const waiting = new Promise<void>((resolve) => {
        arrived = resolve
      })
      const answer: Answer = (request, response) =>
        cursorOf(request) === "b" ? arrived() : from(threePages)(request, response)
      const reading = yield* Effect.forkChild(read(answer, { patience: { attempts: 1 } }))
      yield* Effect.promise(() => waiting)
      yield* TestClock.adjust("1 minute")
      const { error, messages } = yield* Fiber.join(reading)
      assert.match(error?.message ?? "", /^tickets: the server does not answer; given up after 1 tries/)
      assert.strictEqual(checkpoints(messages).at(-1)?.cursor.page?.cursor, "b")
      assert.include(messages.at(-1), { _tag: "Summary", complete: false, ending: "cut" })
    })
  )

  it.effect("closes the connection when it is interrupted", () =>
    Effect.gen(function* () {
      let arrived = () => {}
      const waiting = new Promise<void>((resolve) => {
        arrived = resolve
      })
      let left = () => {}
      const closed = new Promise<void>((resolve) => {
        left = resolve
      })
      const { origin } = yield* serving((_, response) => {
        response.on("close", left)
        response.write('{"items":[', arrived)
      })
      const reading = yield* Effect.forkChild(outcome(apiAt(origin)))
      yield* Effect.promise(() => waiting)
      yield* Fiber.interrupt(reading)
      yield* Effect.promise(() => closed)
    })
  )

  it.effect("asks for several pages at once where their cursors are known, and gives them in order", () =>
    Effect.gen(function* () {
      let open = 0
      let most = 0
      const waiting: Array<() => void> = []
      const answer: Answer = (request, response) => {
        const page = Number(cursorOf(request).replace("first", "1"))
        most = Math.max(most, ++open)
        waiting.push(() => {
          open -= 1
          if (page > 5) response.writeHead(404).end()
          else send(response, { items: [item(`${page}`)], ...(page < 5 ? { next: "more" } : {}) })
        })
        // The last that came is answered first.
        setImmediate(() => setImmediate(() => waiting.pop()?.()))
      }
      const ahead = { cursor: (cursor = "1") => `${Number(cursor) + 1}`, pages: 3 }
      const { error, messages } = yield* read(answer, { ahead })
      assert.isUndefined(error)
      assert.deepStrictEqual(
        messages.flatMap((m) => (m._tag === "Imported" ? [m.id] : [])),
        ["1", "2", "3", "4", "5"]
      )
      assert.isAtMost(most, 3)
      assert.isAbove(most, 1)
    })
  )
})
