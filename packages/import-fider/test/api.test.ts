import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { describe, expect, it, onTestFinished } from "vitest"
import { type ApiOptions, readApi } from "../src/Fider.ts"
import { fixture, told } from "./reading.ts"

/** A private site that is busy at first. */
const site = async (): Promise<{ readonly url: string; readonly asked: ReadonlyArray<unknown> }> => {
  const asked: Array<unknown> = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    if (request.headers.authorization !== "Bearer secret-key") return response.writeHead(403).end("{}")
    if (asked.length === 1) return response.writeHead(429, { "retry-after": "0" }).end("{}")
    return response.writeHead(200, { "content-type": "application/json" }).end(fixture("posts.json"))
  }).listen(0, "127.0.0.1")
  onTestFinished(() => void server.close())
  await once(server, "listening")
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const read = (options: ApiOptions) =>
  Effect.runPromise(Effect.result(Stream.runCollect(readApi(options)).pipe(Effect.provide(FetchHttpClient.layer))))

describe("the API", { timeout: 60_000 }, () => {
  it("gives all posts in one answer, also where it asks to wait", async () => {
    const { asked, url } = await site()
    const result = await read({ apiKey: Redacted.make("secret-key"), url: `${url}/` })
    const lines = told(result._tag === "Success" ? result.success : [])
    expect(lines.at(-1)).toBe('{"read":7,"imported":5,"skipped":1,"rejected":1,"duplicate":0}')
    expect(asked).toEqual(["/api/v1/posts?view=all&limit=all", "/api/v1/posts?view=all&limit=all"])
  })

  it("says which right is missing, and no secret", async () => {
    const { url } = await site()
    for (const options of [{ apiKey: Redacted.make("wrong") }, {}]) {
      const result = await read({ url, ...options })
      const error = result._tag === "Failure" ? result.failure : undefined
      expect(error?._tag).toBe("SourceUnavailable")
      expect(error?.message).toContain("an API key of an administrator")
      expect(error?.message).not.toMatch(/secret|wrong/)
    }
  })
})
