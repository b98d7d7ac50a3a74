import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { Typeform } from "../src/index.ts"
import { textOf } from "./fixture.ts"
import { page as mapping } from "./mappings.ts"

const all: { readonly items: ReadonlyArray<{ readonly token: string }> } = JSON.parse(textOf("page.json"))

apiSuite("Typeform", {
  read: (server, resume) =>
    Typeform.readApi({
      server,
      token: Redacted.make("secret-token"),
      form: "u6nXL7",
      mapping,
      requestsPerMinute: 60_000,
      pageSize: 2,
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === "Bearer secret-token",
  // Two responses a page, as documented: those that were submitted before the one that is named.
  answer: ({ url }) => {
    const before = url.searchParams.get("before")
    const rest = all.items.slice(all.items.findIndex(({ token }) => token === before) + 1)
    return { body: { total_items: rest.length, page_count: Math.ceil(rest.length / 2), items: rest.slice(0, 2) } }
  },
  asks: ["", "&before=tok2", "&before=tok4", "&before=tok6"].map(
    (before) => `/forms/u6nXL7/responses?page_size=2${before}`
  ),
  counts: { read: 7, imported: 4, skipped: 3, rejected: 0, duplicate: 0 },
  secret: "secret-token",
  access: "responses:read"
})
