import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import * as Redacted from "effect/Redacted"
import { SurveyMonkey } from "../src/index.ts"
import { countsOf, responsesOf, textOf } from "./reading.ts"

const { mapping } = SurveyMonkey.mappingOf(JSON.parse(textOf("details.json")))
const token = Redacted.make("secret-token")

/** Read the survey from a server that answers as told. */
const readFrom = async (
  answer: (request: IncomingMessage, response: ServerResponse, origin: string) => void,
  more: Partial<SurveyMonkey.ApiOptions> = {}
) => {
  const server = createServer((request, response) => answer(request, response, origin))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const reading = SurveyMonkey.readApi({
    token,
    survey: "306079584",
    server: origin,
    mapping,
    requestsPerMinute: 60_000,
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

const all: { readonly data: ReadonlyArray<unknown> } = JSON.parse(textOf("page.json"))

/** Two responses a page, as documented: `links.next` on all but the last. */
const send = (request: IncomingMessage, response: ServerResponse, origin: string): void => {
  const { pathname, searchParams } = new URL(request.url ?? "", origin)
  const page = Number(searchParams.get("page"))
  const data = all.data.slice(2 * page - 2, 2 * page)
  const next = 2 * page < all.data.length ? { next: `${origin}${pathname}?page=${page + 1}&per_page=2` } : {}
  const body = { data, per_page: 2, page, total: all.data.length, links: { self: `${origin}${pathname}`, ...next } }
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
    assert.deepStrictEqual(countsOf(result.success), { read: 7, imported: 4, skipped: 2, rejected: 1, duplicate: 0 })
    assert.strictEqual(responsesOf(result.success).length, 6)
    assert.deepStrictEqual(
      asked.map((url) => new URL(url, "http://x").searchParams.get("page")),
      ["1", "2", "2", "3", "4"]
    )
    assert.match(
      asked[0] ?? "",
      /^\/v3\/surveys\/306079584\/responses\/bulk\?per_page=100&page=1&sort_by=date_modified/
    )
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
    assert.include(result.failure.message, "responses_read_detail")
    assert.notInclude(JSON.stringify(result.failure), "secret-token")
  })

  it("refuses what is no page", async () => {
    const result = await readFrom((_, response) => response.writeHead(200).end('{"error":"no"}'))
    assert(result._tag === "Failure")
    assert.strictEqual(result.failure._tag, "NotThisFormat")
  })
})
