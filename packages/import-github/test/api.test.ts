import { apiServer, apiSuite } from "@throughline/import/testing"
import { Effect, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { describe, expect, it } from "vitest"
import { GitHub } from "../src/index.ts"

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

const all = [1, 2, 3, 4, 5].map(issue)
const token = Redacted.make("secret-token")
const query = "state=all&sort=updated&direction=asc&per_page=100&since=2026-01-01T00:00:00.000Z"

apiSuite("GitHub", {
  read: (url, resume) =>
    GitHub.readApi({
      url: `${url}/`,
      repository: "acme/shop",
      token,
      since: new Date("2026-01-01T00:00:00Z"),
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === "Bearer secret-token",
  // Two issues a page; the next one is a link of a header.
  answer: ({ url }) => {
    const page = Number(url.searchParams.get("page") ?? 1)
    url.searchParams.set("page", String(page + 1))
    const link = `<${url}>; rel="next", <http://x/>; rel="last"`
    return { body: all.slice((page - 1) * 2, page * 2), headers: page < 3 ? { link } : {} }
  },
  asks: ["", "&page=2", "&page=3"].map((page) => `/repos/acme/shop/issues?${query}${page}`),
  counts: { read: 5, imported: 5, skipped: 0, rejected: 0, duplicate: 0 },
  secret: "secret-token",
  access: "a token with the permission to read Issues"
})

describe("a repository that is not there", () => {
  it("is told as such", async () => {
    const url = await apiServer(() => ({ status: 404, body: { message: "Not Found" } }))
    const reading = Stream.runDrain(GitHub.readApi({ url, repository: "acme/none" }))
    const error = await Effect.runPromise(Effect.flip(Effect.provide(reading, FetchHttpClient.layer)))
    expect(error._tag).toBe("SourceUnavailable")
    expect(error.message).toContain("404")
  })
})
