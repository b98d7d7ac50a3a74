import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import type { HttpClient } from "effect/http/HttpClient"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { Counts } from "../contract/Counts.ts"
import type { Cursor } from "../contract/Cursor.ts"
import type { ImportError } from "../contract/ImportError.ts"
import type { Message } from "../contract/Message.ts"
import { type ApiAnswer, type ApiRequest, apiServer } from "./apiServer.ts"
import { countsOf, recordsOf } from "./reading.ts"

/** A reader of an API, and the API as its documentation describes it. */
export interface ApiTrial {
  /** Read the API at this address, from a cursor on where there is one. */
  readonly read: (url: string, resume: Cursor | undefined) => Stream.Stream<Message, ImportError, HttpClient>
  /** What the API answers to a request with the right credentials. */
  readonly answer: (request: ApiRequest) => ApiAnswer
  /** Whether a request has the right credentials. */
  readonly isAllowed: (request: ApiRequest) => boolean
  /** What the reader asks for until it has all, as paths with their queries. */
  readonly asks: ReadonlyArray<string>
  /** What became of all that the API has. */
  readonly counts: Counts
  /** What of the credentials no message may show. */
  readonly secret: string
  /** A part of what is said to be needed where the credentials are refused. */
  readonly access: string
}

const outcomeOf = async (reading: Stream.Stream<Message, ImportError, HttpClient>) => {
  const messages: Array<Message> = []
  const reads = Stream.runForEach(reading, (message) => Effect.sync(() => messages.push(message)))
  const result = await Effect.runPromise(Effect.result(Effect.provide(reads, FetchHttpClient.layer)))
  return { messages, error: Result.isFailure(result) ? result.failure : undefined }
}

/** What a store holds after these messages. */
const kept = (messages: ReadonlyArray<Message>): ReadonlyArray<string> => {
  const records = new Map<string, string>()
  for (const message of messages) {
    if (message._tag === "Imported") records.set(`${message.kind} ${message.id}`, recordsOf([message]).join())
    if (message._tag === "Tombstone") records.delete(`${message.kind} ${message.id}`)
  }
  return [...records.values()].sort()
}

/** The server of a trial, which notes what it is asked and refuses who is not allowed. */
const serverOf = async ({ answer, isAllowed }: ApiTrial, busyAt: number) => {
  const asked: Array<string> = []
  const url = await apiServer((request) => {
    asked.push(`${request.url.pathname}${decodeURIComponent(request.url.search)}`)
    if (!isAllowed(request)) return { status: 401, body: {} }
    return asked.length === busyAt ? { status: 429, headers: { "retry-after": "0" }, body: {} } : answer(request)
  })
  return { asked, url }
}

/** The laws of a reader of an API. */
export const apiLaws = (trial: ApiTrial): void => {
  const { access, asks, counts, read, secret } = trial
  const last = asks.length

  it("gives all pages, and asks again where the server is busy", async () => {
    const { asked, url } = await serverOf(trial, last)
    const { error, messages } = await outcomeOf(read(url, undefined))
    assert.isUndefined(error)
    assert.deepStrictEqual(countsOf(messages), counts)
    assert.deepStrictEqual(asked, [...asks, ...asks.slice(-1)])
    assert.notInclude(JSON.stringify(messages), secret)
  })

  it("goes on at every checkpoint, to the same end", async () => {
    const { url } = await serverOf(trial, 0)
    const { messages } = await outcomeOf(read(url, undefined))
    for (const [at, message] of messages.entries()) {
      if (message._tag !== "Checkpoint") continue
      const rest = await outcomeOf(read(url, message.cursor))
      assert.isUndefined(rest.error)
      assert.deepStrictEqual(kept([...messages.slice(0, at), ...rest.messages]), kept(messages))
    }
    assert.strictEqual(
      messages.some(({ _tag }) => _tag === "Checkpoint"),
      last > 1
    )
  })

  it.each([401, 403])("says what the credentials must allow when they are refused with %s", async (status) => {
    const url = await apiServer(() => ({ status, body: { error: secret } }))
    const { error, messages } = await outcomeOf(read(url, undefined))
    assert.strictEqual(error?._tag, "SourceUnavailable")
    assert.include(error?.message, access)
    assert.notInclude(JSON.stringify([error, messages]), secret)
  })

  it.each([{ error: "no" }, null, "no"])("refuses what is no page: %j", async (body) => {
    const url = await apiServer(() => ({ body }))
    const { error } = await outcomeOf(read(url, undefined))
    assert.strictEqual(error?._tag, "NotThisFormat")
  })
}
