import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { describe, expect, it, onTestFinished } from "vitest"
import { type ApiOptions, readApi } from "../src/GitHub.ts"
import { told } from "./reading.ts"

const issue = (number: number) => ({
  node_id: `I_${number}`,
  number,
  title: `Issue ${number}`,
  state: "open",
  user: { node_id: "U_1" },
  reactions: { "+1": number },
  created_at: "2026-03-01T10:00:00Z",
  updated_at: `2026-03-0${number}T10:00:00Z`
})

/** A repository of five issues, two a page, that is busy at first. */
const repository = async (): Promise<{ readonly url: string; readonly asked: ReadonlyArray<string> }> => {
  const asked: Array<string> = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost")
    asked.push(`${pathname}?${searchParams}`)
    if (request.headers.authorization !== "Bearer secret-token")
      return response.writeHead(401).end('{"message":"Bad credentials secret-token"}')
    if (pathname !== "/repos/acme/shop/issues") return response.writeHead(404).end('{"message":"Not Found"}')
    if (asked.length === 2) return response.writeHead(429, { "retry-after": "0" }).end("{}")
    const page = Number(searchParams.get("page") ?? 1)
    const all = [1, 2, 3, 4, 5].map(issue)
    searchParams.set("page", String(page + 1))
    const link = `<http://${request.headers.host}${pathname}?${searchParams}>; rel="next", <http://x/>; rel="last"`
    return response
      .writeHead(200, { "content-type": "application/json", ...(page < 3 ? { link } : {}) })
      .end(JSON.stringify(all.slice((page - 1) * 2, page * 2)))
  }).listen(0, "127.0.0.1")
  onTestFinished(() => void server.close())
  await once(server, "listening")
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const read = (options: ApiOptions) =>
  Effect.runPromise(Effect.result(Stream.runCollect(readApi(options)).pipe(Effect.provide(FetchHttpClient.layer))))

const token = Redacted.make("secret-token")

describe("the API", { timeout: 60_000 }, () => {
  it("is read page by page, also where it asks to wait", async () => {
    const { asked, url } = await repository()
    const since = new Date("2026-01-01T00:00:00Z")
    const result = await read({ repository: "acme/shop", token, since, url })
    const messages = result._tag === "Success" ? result.success : []
    expect(told(messages).map((line) => line.split(" ")[0])).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => `github:requests:I_${number}`),
      '{"read":5,"imported":5,"skipped":0,"rejected":0,"duplicate":0}'
    ])
    expect(asked[0]).toContain("state=all&sort=updated&direction=asc&per_page=100&since=2026-01-01T00%3A00%3A00.000Z")
    const checkpoint = messages.find((message) => message._tag === "Checkpoint")
    if (checkpoint?._tag !== "Checkpoint") throw new Error("There is no checkpoint")
    const rest = await read({ repository: "acme/shop", token, since, url, resume: checkpoint.cursor })
    expect(told(rest._tag === "Success" ? rest.success : [])[0]).toContain("github:requests:I_3")
  })

  it("says which right is missing, and no secret", async () => {
    const { url } = await repository()
    for (const options of [{ token: Redacted.make("wrong") }, {}, { token, repository: "acme/none" }]) {
      const result = await read({ repository: "acme/shop", url, ...options })
      const error = result._tag === "Failure" ? result.failure : undefined
      expect(error?._tag).toBe("SourceUnavailable")
      expect(error?.message).not.toMatch(/secret|wrong/)
    }
  })
})
