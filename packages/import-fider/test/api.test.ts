import { apiServer, apiSuite, fixturesBeside } from "@throughline/import/testing"
import { Effect, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { describe, expect, it } from "vitest"
import { Fider } from "../src/index.ts"

const posts: unknown = JSON.parse(fixturesBeside(import.meta.url)("posts.json"))

apiSuite("Fider", {
  read: (url, resume) =>
    Fider.readApi({
      url: `${url}/`,
      apiKey: Redacted.make("secret-key"),
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === "Bearer secret-key",
  answer: () => ({ body: posts }),
  asks: ["/api/v1/posts?view=all&limit=all"],
  counts: { read: 7, imported: 5, skipped: 1, rejected: 1, duplicate: 0 },
  secret: "secret-key",
  access: "an API key of an administrator"
})

describe("a private site", () => {
  it("says that it needs a key", async () => {
    const url = await apiServer(() => ({ status: 403, body: {} }))
    const reading = Stream.runDrain(Fider.readApi({ url }))
    const error = await Effect.runPromise(Effect.flip(Effect.provide(reading, FetchHttpClient.layer)))
    expect(error.message).toContain("an API key of an administrator")
  })
})
