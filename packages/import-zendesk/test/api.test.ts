import { assert, describe, it } from "@effect/vitest"
import type { Cursor, Message, ReadOptions } from "@throughline/import"
import { Effect, Redacted, Result, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { serving } from "../../import/test/loopback.ts"
import { Zendesk } from "../src/index.ts"
import { countsOf, fixture, recordsOf } from "./reading.ts"
import { Account, ticket } from "./server.ts"

const admin = { email: "ann@example.com", token: Redacted.make("secret-token") }
const since = new Date("2026-03-01T00:00:00Z")
const start = since.getTime() / 1000

type Options = Partial<ReadOptions<typeof Zendesk.tickets>>

/** All messages of a read of an account at this address, and the error if it failed. */
const outcome = (url: string, more: Partial<Zendesk.Account> = {}, options: Options = {}) =>
  Effect.gen(function* () {
    const messages: Array<Message> = []
    const account = { url, credentials: admin, since, requestsPerMinute: 60_000, ...more }
    const reading = Zendesk.readApi(account, { mapping: Zendesk.tickets, ...options })
    const result = yield* Effect.result(
      Stream.runForEach(reading, (message) => Effect.sync(() => messages.push(message)))
    )
    return { messages, error: Result.isFailure(result) ? result.failure : undefined }
  }).pipe(Effect.provide(FetchHttpClient.layer))

const accountOf = (tickets: Account["tickets"]): Account => Object.assign(new Account(), { tickets })

const five = [
  ticket(1, start + 10),
  ticket(2, start + 20),
  ticket(3, start + 30),
  ticket(4, start + 40, { status: "deleted" }),
  ticket(5, start + 50)
]

const ids = (messages: ReadonlyArray<Message>) => recordsOf(messages).map((record) => record.split(" | ")[0])
const cursors = (messages: ReadonlyArray<Message>): ReadonlyArray<Cursor> =>
  messages.flatMap((m) => (m._tag === "Checkpoint" ? [JSON.parse(JSON.stringify(m.cursor))] : []))

/** What a store holds after messages: the last of each record, and none that is gone. */
const stored = (messages: ReadonlyArray<Message>): ReadonlyArray<string> => {
  const store = new Map<string, string>()
  for (const message of messages) {
    if (message._tag === "Imported") store.set(message.id, recordsOf([message]).join())
    if (message._tag === "Tombstone") store.delete(message.id)
  }
  return [...store.values()].toSorted()
}

describe("the incremental export of tickets", () => {
  it.live("is read to its end, with metrics, by the token of an admin", () =>
    Effect.gen(function* () {
      const account = accountOf(five)
      const { origin } = yield* serving(account.answer)
      const { error, messages } = yield* outcome(`${origin}/`)
      assert.isUndefined(error)
      assert.deepStrictEqual(ids(messages), [
        "zendesk:tickets:1",
        "zendesk:tickets:2",
        "zendesk:tickets:3",
        "zendesk:tickets:4 is gone",
        "zendesk:tickets:5"
      ])
      assert.include(recordsOf(messages)[0], "firstReplyAt 2026-03-02T10:10:00.000Z")
      assert.deepStrictEqual(
        account.asked.map((url) => url.replace(/cursor=[\w%]+/, "cursor=…")),
        [
          `/api/v2/incremental/tickets/cursor.json?include=metric_sets&start_time=${start}`,
          "/api/v2/incremental/tickets/cursor.json?include=metric_sets&cursor=…",
          "/api/v2/incremental/tickets/cursor.json?include=metric_sets&cursor=…"
        ]
      )
      const last = messages.at(-1)
      assert.include(last, { _tag: "Summary", complete: true, input: `${origin.replace("http://", "")}/tickets` })
      assert.deepStrictEqual(countsOf(messages), { read: 5, imported: 5, skipped: 0, rejected: 0, duplicate: 0 })
    })
  )

  it.live("goes on where it stopped, and later with what changed since", () =>
    Effect.gen(function* () {
      const account = accountOf(five)
      const { origin } = yield* serving(account.answer)
      const whole = (yield* outcome(origin)).messages
      assert.strictEqual(cursors(whole).length, 3)
      for (const [i, resume] of cursors(whole).entries()) {
        const { messages } = yield* outcome(origin, {}, { resume })
        const read = whole.slice(
          0,
          whole.findIndex((m) => m._tag === "Checkpoint" && m.cursor.page?.number === i + 1)
        )
        assert.deepStrictEqual(stored([...read, ...messages]), stored(whole))
      }

      const resume = cursors(whole).at(-1) ?? assert.fail()
      const nothing = yield* outcome(origin, {}, { resume })
      assert.deepStrictEqual(ids(nothing.messages), [])
      assert.include(nothing.messages.at(-1), { _tag: "Summary", complete: true })

      account.tickets = [
        ...five.slice(2),
        ticket(1, start + 60, { status: "closed" }),
        ticket(2, start + 70, { status: "deleted" })
      ]
      const { messages } = yield* outcome(origin, {}, { resume })
      assert.deepStrictEqual(ids(messages), ["zendesk:tickets:1", "zendesk:tickets:2 is gone"])
      assert.deepStrictEqual(
        stored([...whole, ...messages]).map((record) => record.split(" | ")[0]),
        ["zendesk:tickets:1", "zendesk:tickets:3", "zendesk:tickets:5"]
      )
      assert.deepStrictEqual(stored([...whole, ...messages]), stored((yield* outcome(origin)).messages))
    })
  )

  it.live("gives a ticket again that changes meanwhile, and what pages repeat once", () =>
    Effect.gen(function* () {
      const account = accountOf(five)
      const answer: Account["answer"] = (request, response) => {
        account.answer(request, response)
        if (account.asked.length === 1) {
          account.tickets = [...five.slice(1), ticket(1, start + 60, { status: "solved" }), ticket(2, start + 45)]
        }
      }
      const { origin } = yield* serving(answer)
      const { messages } = yield* outcome(origin)
      assert.deepStrictEqual(recordsOf(messages).filter((record) => record.startsWith("zendesk:tickets:1 ")).length, 2)
      assert.include(stored(messages)[0], "status solved")
      assert.isTrue(messages.some((m) => m._tag === "Summary" && m.complete))
    })
  )

  it.live("waits as long as the server asks, and asks again for a page that breaks off", () =>
    Effect.gen(function* () {
      const account = accountOf(five)
      account.refusals = [
        [429, { "retry-after": "1" }],
        [503, { "retry-after": "0" }]
      ]
      account.broken = 1
      const { origin } = yield* serving(account.answer)
      const from = performance.now()
      const { error, messages } = yield* outcome(origin)
      assert.isUndefined(error)
      assert.strictEqual(countsOf(messages)?.imported, 5)
      assert.isAtLeast(performance.now() - from, 900)
      assert.strictEqual(account.asked.length, 6)
    })
  )

  it.live("says which rights are missing, and shows no secret", () =>
    Effect.gen(function* () {
      const account = accountOf(five)
      const { origin } = yield* serving(account.answer)
      const wrong = { email: "ann@example.com", token: Redacted.make("secret-wrong") }
      const name = `${origin.replace("http://", "")}/tickets`
      const needed =
        "the token of an admin, as exports are for admins only: Admin Center > Apps and integrations > APIs"
      account.refusals = [[403]]
      for (const [status, more] of [
        [403, {}],
        [401, { credentials: wrong }]
      ] as const) {
        const { error, messages } = yield* outcome(origin, more)
        assert.strictEqual(
          error?.message,
          `${name}: the server refuses the credentials (${status}). Needed: ${needed}.`
        )
        assert.include(messages.at(-1), { _tag: "Summary", complete: false })
        assert.notInclude(JSON.stringify([messages, error]), "secret")
      }
      account.refusals = [[422]]
      const { error } = yield* outcome(origin)
      assert.strictEqual(error?.message, `${name}: the server answers with status 422 instead of data.`)
    })
  )

  it.live("takes a token of OAuth, and tells one account's cursors from another's", () =>
    Effect.gen(function* () {
      const account = accountOf(five)
      const { origin } = yield* serving(account.answer)
      const credentials = { accessToken: Redacted.make("oauth-token") }
      const { error, messages } = yield* outcome(origin, { credentials })
      assert.isUndefined(error)
      const other = yield* serving(account.answer)
      const [resume] = cursors(messages)
      const refused = yield* outcome(other.origin, {}, { resume: resume ?? assert.fail() })
      assert.strictEqual(refused.error?._tag, "BadCursor")
    })
  )

  it.live("is not taken for something else", () =>
    Effect.gen(function* () {
      const { origin } = yield* serving((_, response) => response.writeHead(200).end('{"error":"no"}'))
      const { error, messages } = yield* outcome(origin)
      assert.strictEqual(error?._tag, "NotThisFormat")
      assert.include(messages.at(-1), { _tag: "Summary", complete: false })
    })
  )
})

describe("lists of the API", () => {
  const ratings: ReadonlyArray<unknown> = JSON.parse(fixture("ratings.json")).satisfaction_ratings
  const surveys: ReadonlyArray<unknown> = JSON.parse(fixture("surveys.json")).survey_responses

  it.live("are read page by page as their files are", () =>
    Effect.gen(function* () {
      const account = Object.assign(new Account(), {
        lists: { satisfaction_ratings: ratings, survey_responses: surveys }
      })
      const { origin } = yield* serving(account.answer)
      const rated = yield* outcome(origin, { what: "satisfactionRatings" }, { mapping: Zendesk.satisfactionRatings })
      assert.isUndefined(rated.error)
      assert.deepStrictEqual(countsOf(rated.messages), { read: 8, imported: 5, skipped: 1, rejected: 1, duplicate: 1 })
      assert.strictEqual(
        decodeURIComponent(account.asked[1] ?? ""),
        `/api/v2/satisfaction_ratings.json?page[size]=100&start_time=${start}&page[after]=2`
      )
      account.asked.length = 0
      const asked = yield* outcome(origin, { what: "surveyResponses" }, { mapping: Zendesk.surveyResponses })
      assert.isUndefined(asked.error)
      assert.deepStrictEqual(countsOf(asked.messages), { read: 10, imported: 4, skipped: 3, rejected: 3, duplicate: 0 })
      assert.strictEqual(
        decodeURIComponent(account.asked[0] ?? ""),
        `/api/v2/guide/survey_responses?page[size]=100&filter[created_at_start]=${start}`
      )
    })
  )
})
