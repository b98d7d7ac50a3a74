import { once } from "node:events"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { describe, expect, it, onTestFinished } from "vitest"
import { type ApiOptions, readApi } from "../src/Canny.ts"
import { told } from "./reading.ts"

const post = (number: number) => ({
  id: `p${number}`,
  title: `Post ${number}`,
  status: "open",
  score: number,
  author: { id: "u1" },
  created: `2026-03-0${number}T10:00:00.000Z`
})

const bodyOf = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  let text = ""
  for await (const piece of request) text += String(piece)
  return JSON.parse(text)
}

/** An account of five posts that gives two a page, whatever is asked for, and is busy at first. */
const account = async (): Promise<{ readonly url: string; readonly asked: ReadonlyArray<unknown> }> => {
  const asked: Array<unknown> = []
  const server = createServer(async (request, response) => {
    const { apiKey, ...rest } = await bodyOf(request)
    asked.push([request.url, rest])
    if (apiKey !== "secret-key") return response.writeHead(401).end('{"error":"invalid API key secret-key"}')
    if (asked.length === 2) return response.writeHead(429, { "retry-after": "0" }).end("{}")
    const all = [1, 2, 3, 4, 5].map(post)
    const skip = Number(rest.skip)
    const page = { hasMore: skip + 2 < all.length, posts: all.slice(skip, skip + 2) }
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(page))
  }).listen(0, "127.0.0.1")
  onTestFinished(() => void server.close())
  await once(server, "listening")
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const read = (options: ApiOptions) =>
  Effect.runPromise(Effect.result(Stream.runCollect(readApi(options)).pipe(Effect.provide(FetchHttpClient.layer))))

const apiKey = Redacted.make("secret-key")

describe("the API", { timeout: 60_000 }, () => {
  it("is read page by page, also where it asks to wait", async () => {
    const { asked, url } = await account()
    const result = await read({ apiKey, board: "b1", url })
    const messages = result._tag === "Success" ? result.success : []
    expect(told(messages).map((line) => line.split(" ")[0])).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => `canny:requests:p${number}`),
      '{"read":5,"imported":5,"skipped":0,"rejected":0,"duplicate":0}'
    ])
    expect(asked[0]).toEqual(["/api/v1/posts/list", { boardID: "b1", limit: 100, skip: 0, sort: "oldest" }])
    expect(asked).toHaveLength(4)
    const checkpoint = messages.find((message) => message._tag === "Checkpoint")
    if (checkpoint?._tag !== "Checkpoint") throw new Error("There is no checkpoint")
    expect(JSON.stringify(messages)).not.toContain("secret")
    const rest = await read({ apiKey, board: "b1", url, resume: checkpoint.cursor })
    expect(told(rest._tag === "Success" ? rest.success : [])[0]).toContain("canny:requests:p3")
  })

  it("says which right is missing, and no secret", async () => {
    const { url } = await account()
    const result = await read({ apiKey: Redacted.make("wrong"), url })
    const error = result._tag === "Failure" ? result.failure : undefined
    expect(error?._tag).toBe("SourceUnavailable")
    expect(error?.message).toContain("Settings > API & Webhooks")
    expect(error?.message).not.toMatch(/secret|wrong/)
  })
})
