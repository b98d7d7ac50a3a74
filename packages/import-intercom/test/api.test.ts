import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { describe, expect, it } from "vitest"
import { Intercom } from "../src/index.ts"
import { fixture } from "./fixture.ts"

interface Changed {
  readonly updated_at: number
}

const list: { readonly conversations: ReadonlyArray<Changed> } = JSON.parse(fixture("conversations.json"))
/** One changes while it is read, and so comes twice. */
const conversations = list.conversations.toSorted((a, b) => a.updated_at - b.updated_at)
const contacts: ReadonlyArray<unknown> = fixture("contacts.ndjson")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))

const bodies: Array<unknown> = []

/** Two records a page, as documented: the cursor of the next page stands in the page before. */
const pageOf = (key: string, all: ReadonlyArray<unknown>, body: string) => {
  const asked = JSON.parse(body)
  bodies.push(asked)
  const from = Number(asked.pagination.starting_after ?? 0)
  const next = from + 2 < all.length ? { page: from / 2 + 2, starting_after: String(from + 2) } : null
  return { type: "list", [key]: all.slice(from, from + 2), pages: { type: "pages", next } }
}

const token = Redacted.make("secret-token")

const isAllowed = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) =>
  headers.authorization === "Bearer secret-token" && headers["intercom-version"] === "2.13"

apiSuite("Intercom, for conversations,", {
  read: (url, resume) =>
    Intercom.readApi({
      url: `${url}/`,
      token,
      since: new Date("2026-03-01T00:00:00.500Z"),
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed,
  answer: ({ body }) => ({ body: pageOf("conversations", conversations, body) }),
  asks: Array.from({ length: 4 }, () => "/conversations/search"),
  counts: { read: 8, imported: 7, skipped: 1, rejected: 0, duplicate: 0 },
  secret: "secret-token",
  access: "an access token that may read conversations"
})

apiSuite("Intercom, for contacts,", {
  read: (url, resume) =>
    Intercom.readApi({ url, token, what: "contacts", ...(resume === undefined ? {} : { resume }) }),
  isAllowed,
  answer: ({ body }) => ({ body: pageOf("data", contacts, body) }),
  asks: ["/contacts/search", "/contacts/search"],
  counts: { read: 3, imported: 3, skipped: 0, rejected: 0, duplicate: 0 },
  secret: "secret-token",
  access: "an access token that may read contacts"
})

describe("a request", () => {
  it("asks for what changed since, in order", () => {
    expect(bodies).toContainEqual({
      query: { field: "updated_at", operator: ">", value: 1772323200 },
      sort: { field: "updated_at", order: "ascending" },
      pagination: { per_page: 150, starting_after: "2" }
    })
    expect(bodies).toContainEqual({
      query: { field: "updated_at", operator: ">", value: 0 },
      sort: { field: "updated_at", order: "ascending" },
      pagination: { per_page: 150 }
    })
  })
})
