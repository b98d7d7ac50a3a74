import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { describe, expect, it } from "vitest"
import { Canny } from "../src/index.ts"

const post = (number: number) => ({
  id: `p${number}`,
  title: `Post ${number}`,
  status: "open",
  score: number,
  author: { id: "u1" },
  created: `2026-03-0${number}T10:00:00.000Z`
})

const all = [1, 2, 3, 4, 5].map(post)
const bodies: Array<unknown> = []

apiSuite("Canny", {
  read: (url, resume) =>
    Canny.readApi({
      url: `${url}/`,
      apiKey: Redacted.make("secret-key"),
      board: "b1",
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ body }) => JSON.parse(body).apiKey === "secret-key",
  // Two posts a page, whatever is asked for.
  answer: ({ body }) => {
    const { apiKey: _, ...asked } = JSON.parse(body)
    bodies.push(asked)
    const posts = all.slice(asked.skip, asked.skip + 2)
    return { body: { hasMore: asked.skip + 2 < all.length, posts } }
  },
  asks: Array.from({ length: 3 }, () => "/api/v1/posts/list"),
  counts: { read: 5, imported: 5, skipped: 0, rejected: 0, duplicate: 0 },
  secret: "secret-key",
  access: "Settings > API & Webhooks"
})

describe("a request", () => {
  it("asks for the posts of a board, the oldest first", () => {
    expect(bodies[0]).toEqual({ boardID: "b1", limit: 100, skip: 0, sort: "oldest" })
    expect(bodies[1]).toEqual({ boardID: "b1", limit: 100, skip: 2, sort: "oldest" })
  })
})
