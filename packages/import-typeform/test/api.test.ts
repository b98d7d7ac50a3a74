import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import * as Redacted from "effect/Redacted"
import { Typeform } from "../src/index.ts"
import { page as mapping } from "./mappings.ts"
import { countsOf, responsesOf, textOf } from "./reading.ts"

const token = Redacted.make("secret-token")

/** Read the form from a server that answers as told. */
const readFrom = async (
  answer: (request: IncomingMessage, response: ServerResponse, origin: string) => void,
  more: Partial<Typeform.ApiOptions> = {}
) => {
  const server = createServer((request, response) => answer(request, response, origin))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const reading = Typeform.readApi({
    token,
    form: "u6nXL7",
    server: origin,
    mapping,
    requestsPerMinute: 60_000,
    pageSize: 2,
    ...more
  })
  try {
    return await Effect.runPromise(
      Effect.result(Stream.runCollect(reading)).pipe(Effect.provide(FetchHttpClient.layer))
    )
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const all: { readonly items: ReadonlyArray<{ readonly token: string }> } = JSON.parse(textOf("page.json"))

/** Two responses a page, as documented: those that were submitted before the one that is named. */
const send = (request: IncomingMessage, response: ServerResponse, origin: string): void => {
  const { searchParams } = new URL(request.url ?? "", origin)
  const before = searchParams.get("before")
  const rest = all.items.slice(all.items.findIndex(({ token: one }) => one === before) + 1)
  const body = { total_items: rest.length, page_count: Math.ceil(rest.length / 2), items: rest.slice(0, 2) }
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body))
}

describe("the API", () => {
  it("gives all pages, and takes a server at its word that is busy", async () => {
    const asked: Array<string> = []
    let busy = true
    const result = await readFrom((request, response, origin) => {
      assert.strictEqual(request.headers.authorization, "Bearer secret-token")
      asked.push(request.url ?? "")
      if (asked.length === 2 && busy) {
        busy = false
        response.writeHead(429, { "retry-after": "0" }).end()
      } else send(request, response, origin)
    })
    assert(result._tag === "Success")
    assert.deepStrictEqual(countsOf(result.success), { read: 7, imported: 4, skipped: 3, rejected: 0, duplicate: 0 })
    assert.strictEqual(responsesOf(result.success).length, 5)
    assert.deepStrictEqual(
      asked.map((url) => new URL(url, "http://x").searchParams.get("before")),
      [null, "tok2", "tok2", "tok4", "tok6"]
    )
    assert.strictEqual(asked[0], "/forms/u6nXL7/responses?page_size=2")
  })

  it("goes on where a read stopped", async () => {
    const whole = await readFrom(send)
    assert(whole._tag === "Success")
    const at = whole.success.findIndex(({ _tag }) => _tag === "Checkpoint")
    const point = whole.success[at]
    assert(point?._tag === "Checkpoint")
    const rest = await readFrom(send, { resume: point.cursor })
    assert(rest._tag === "Success")
    const ids = (messages: typeof whole.success) => responsesOf(messages).map(({ id }) => id)
    assert.deepStrictEqual(ids(rest.success), ids(whole.success.slice(at)))
  })

  it.each([401, 403])("says what the token must allow when it is refused with %s", async (status) => {
    const result = await readFrom((_, response) => response.writeHead(status).end('{"error":{"id":"1010"}}'))
    assert(result._tag === "Failure")
    assert.include(result.failure.message, "responses:read")
    assert.notInclude(JSON.stringify(result.failure), "secret-token")
  })

  it("refuses what is no page", async () => {
    const result = await readFrom((_, response) => response.writeHead(200).end('{"error":"no"}'))
    assert(result._tag === "Failure")
    assert.strictEqual(result.failure._tag, "NotThisFormat")
  })
})
