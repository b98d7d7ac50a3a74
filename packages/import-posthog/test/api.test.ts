import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { PostHog } from "../src/index.ts"
import { mapping } from "./mapping.ts"

const event = (n: number) => ({
  id: `e${n}`,
  event: "order placed",
  distinct_id: `c${n}`,
  timestamp: `2026-03-29T10:0${n}:00.000000+00:00`,
  properties: {},
  person: null,
  elements: []
})

apiSuite("PostHog", {
  read: (url, resume) =>
    PostHog.readApi(
      {
        url: `${url}/`,
        project: "7",
        key: Redacted.make("phx_secret"),
        since: new Date("2026-03-01T00:00:00Z"),
        event: "order placed",
        requestsPerMinute: 60_000
      },
      { mapping, ...(resume === undefined ? {} : { resume }) }
    ),
  isAllowed: ({ headers }) => headers.authorization === "Bearer phx_secret",
  // Two pages, newest first; the next one lies before the last event. Its address is one that only PostHog can reach.
  answer: ({ url }) => {
    const isLast = url.searchParams.get("before") === event(3).timestamp
    const next = new URL("https://app.posthog.internal/api/projects/7/events/")
    next.search = new URLSearchParams({ before: event(3).timestamp, limit: "1000", token: "phx_secret" }).toString()
    return { body: { next: isLast ? null : next, results: isLast ? [event(2), event(1)] : [event(4), event(3)] } }
  },
  asks: [
    "/api/projects/7/events/?after=2026-03-01T00:00:00.000Z&event=order+placed&limit=1000",
    "/api/projects/7/events/?before=2026-03-29T10:03:00.000000+00:00&limit=1000"
  ],
  counts: { read: 4, imported: 4, skipped: 0, rejected: 0, duplicate: 0 },
  secret: "phx_secret",
  access: "query:read"
})
