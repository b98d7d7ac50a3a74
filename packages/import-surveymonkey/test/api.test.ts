import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { SurveyMonkey } from "../src/index.ts"
import { textOf } from "./fixture.ts"

const { mapping } = SurveyMonkey.mappingOf(JSON.parse(textOf("details.json")))
const all: { readonly data: ReadonlyArray<unknown> } = JSON.parse(textOf("page.json"))

apiSuite("SurveyMonkey", {
  read: (server, resume) =>
    SurveyMonkey.readApi({
      server,
      token: Redacted.make("secret-token"),
      survey: "306079584",
      mapping,
      requestsPerMinute: 60_000,
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === "Bearer secret-token",
  // Two responses a page, as documented: `links.next` on all but the last.
  answer: ({ url }) => {
    const page = Number(url.searchParams.get("page"))
    const next = 2 * page < all.data.length ? { next: `${url.origin}${url.pathname}?page=${page + 1}&per_page=2` } : {}
    const data = all.data.slice(2 * page - 2, 2 * page)
    return { body: { data, per_page: 2, page, total: all.data.length, links: { self: url.href, ...next } } }
  },
  asks: [1, 2, 3, 4].map(
    (page) => `/v3/surveys/306079584/responses/bulk?per_page=100&page=${page}&sort_by=date_modified&sort_order=ASC`
  ),
  counts: { read: 7, imported: 4, skipped: 2, rejected: 1, duplicate: 0 },
  secret: "secret-token",
  access: "responses_read_detail"
})
