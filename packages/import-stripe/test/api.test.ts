import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import type { Cursor, Message } from "@throughline/import"
import { Effect, Redacted, Result, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { type ApiOptions, readApi } from "../src/ReadApi.ts"
import { countsOf, fixture, movement, movementsOf } from "./reading.ts"

const key = "rk_live_secret"
const subscriptions: ReadonlyArray<{ readonly id: string }> = JSON.parse(fixture("subscriptions.json")).data
const events: ReadonlyArray<{ readonly id: string }> = fixture("events.ndjson")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))
const perPage = 7

/** An account of Stripe as its documentation describes the API: lists from the newest on, by the id that comes before. */
class Account {
  readonly asked: Array<string> = []
  /** Answers to give before any other. */
  refusals: Array<readonly [number, Readonly<Record<string, string>>?]> = []

  readonly answer = ({ headers, url = "" }: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(url, "http://localhost")
    this.asked.push(`${pathname}?${decodeURIComponent(searchParams.toString())}`)
    const [status, more = {}] =
      headers.authorization === `Bearer ${key}` ? (this.refusals.shift() ?? []) : ([401] as const)
    const all = pathname === "/v1/events" ? events : subscriptions
    const after = searchParams.get("starting_after")
    const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
    const data = all.slice(from, from + perPage)
    const body =
      status === undefined ? { object: "list", url: pathname, has_more: from + perPage < all.length, data } : {}
    response.writeHead(status ?? 200, { "content-type": "application/json", ...more }).end(JSON.stringify(body))
  }
}

const serving = (account: Account) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const server = createServer(account.answer)
      server.listen(0, "127.0.0.1")
      await once(server, "listening")
      return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
    }),
    ({ server }) =>
      Effect.promise(async () => {
        server.closeAllConnections()
        server.close()
        await once(server, "close")
      })
  )

const read = (account: Account, options: Partial<ApiOptions> = {}) =>
  Effect.gen(function* () {
    const { url } = yield* serving(account)
    const messages: Array<Message> = []
    const reading = readApi({ key: Redacted.make(key), url, ...options })
    const result = yield* Effect.result(
      Stream.runForEach(reading, (message) => Effect.sync(() => messages.push(message)))
    )
    return { messages, error: Result.isFailure(result) ? result.failure : undefined }
  }).pipe(Effect.provide(FetchHttpClient.layer))

const cursorsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<Cursor> =>
  messages.flatMap((message) => (message._tag === "Checkpoint" ? [message.cursor] : []))

describe("the API of Stripe", () => {
  it.live("gives all subscriptions, ended ones too", () =>
    Effect.gen(function* () {
      const account = new Account()
      const { error, messages } = yield* read(account)
      assert.isUndefined(error)
      assert.deepStrictEqual(account.asked, [
        "/v1/subscriptions?limit=100&status=all",
        "/v1/subscriptions?limit=100&status=all&starting_after=sub_Trying",
        "/v1/subscriptions?limit=100&status=all&starting_after=sub_Metered"
      ])
      assert.deepStrictEqual(countsOf(messages), { read: 20, imported: 17, skipped: 3, rejected: 0, duplicate: 0 })
      assert.strictEqual(movementsOf(messages).length, 13)
    })
  )

  it.live("gives the events of subscriptions", () =>
    Effect.gen(function* () {
      const account = new Account()
      const { messages } = yield* read(account, { what: "events" })
      assert.match(account.asked[0] ?? "", /^\/v1\/events\?limit=100&types\[\]=customer.subscription.created&types/)
      assert.include(movementsOf(messages).map(movement), "evt_9 2026-04-01T00:00 churn -6000 EUR")
    })
  )

  it.live("waits as long as it asks for", () =>
    Effect.gen(function* () {
      const account = new Account()
      account.refusals = [[429, { "retry-after": "0" }], [500]]
      const { error, messages } = yield* read(account)
      assert.isUndefined(error)
      assert.strictEqual(countsOf(messages)?.read, 20)
      assert.strictEqual(account.asked.length, 5)
    })
  )

  it.live("goes on where an earlier read stopped", () =>
    Effect.gen(function* () {
      const whole = yield* read(new Account())
      const [resume] = cursorsOf(whole.messages)
      assert(resume !== undefined)
      const account = new Account()
      const rest = yield* read(account, { resume })
      assert.strictEqual(account.asked.length, 2)
      const first = movementsOf(whole.messages).slice(0, -movementsOf(rest.messages).length)
      assert.deepStrictEqual(
        [...first, ...movementsOf(rest.messages)].map(movement),
        movementsOf(whole.messages).map(movement)
      )
    })
  )

  it.live("says which key it needs, and never shows the one it has", () =>
    Effect.gen(function* () {
      const account = new Account()
      const { error, messages } = yield* read(account, { key: Redacted.make("rk_live_other") })
      assert.strictEqual(error?._tag, "SourceUnavailable")
      assert.include(
        error?.message,
        "a restricted key with the permission to read subscriptions: Developers > API keys"
      )
      assert.notInclude(JSON.stringify([error, messages]), "rk_live")
    })
  )
})
