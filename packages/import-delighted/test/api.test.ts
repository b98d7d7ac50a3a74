import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { Delighted } from "../src/index.ts"
import { fixture, proposed } from "./mappings.ts"

const all: ReadonlyArray<unknown> = JSON.parse(fixture("page.json"))
const mapping = await proposed("page.json")

apiSuite("Delighted", {
  read: (url, resume) =>
    Delighted.readApi({
      url: `${url}/`,
      apiKey: Redacted.make("secret-key"),
      since: new Date("2026-03-01T00:00:00Z"),
      pageSize: 3,
      mapping,
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === `Basic ${btoa("secret-key:")}`,
  answer: ({ url }) => {
    const to = 3 * Number(url.searchParams.get("page"))
    return { body: all.slice(to - 3, to) }
  },
  asks: [1, 2, 3].map((page) => `/v1/survey_responses.json?per_page=3&page=${page}&updated_since=1772323200`),
  counts: { read: 8, imported: 5, skipped: 2, rejected: 1, duplicate: 0 },
  secret: "secret-key",
  access: "the API key of the project"
})
