import {
  type ApiSource,
  type Following,
  type ImportError,
  type Mapping,
  type Message,
  type ReadOptions,
  readPages
} from "@throughline/import"
import { importerOf, ownAt } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { pageFormat } from "./Format.ts"

/** An account of Zendesk, and what is to be had of it. */
export interface Account {
  /** Its address, such as `"https://acme.zendesk.com"`. */
  readonly url: string
  /** An API token with the address of its admin, or a token of OAuth. */
  readonly credentials:
    | { readonly email: string; readonly token: Redacted.Redacted<string> }
    | { readonly accessToken: Redacted.Redacted<string> }
  /** What changed from then on: for tickets, their last change; for ratings and responses, when they were made. */
  readonly since: Date
  /** Tickets with their metrics, when not given. */
  readonly what?: What
  /** How often the account may be asked. 10 for tickets, as Zendesk allows for exports; 100 for all else. */
  readonly requestsPerMinute?: number
}

/** What the API is read for. */
export type What = "tickets" | "satisfactionRatings" | "surveyResponses"

interface Endpoint {
  readonly path: string
  readonly name: string
  readonly requestsPerMinute: number
  /** The query of the first page, and what is in those of all. */
  readonly first: (since: string) => Readonly<Record<string, string>>
  readonly all: Readonly<Record<string, string>>
  readonly cursor: string
  readonly next: (body: unknown) => Following
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

/** Of an export the cursor behind the last page is where what changes later will be. */
const followingTickets = (body: unknown): Following => {
  const cursor = text(ownAt(body, "after_cursor"))
  if (ownAt(body, "end_of_stream") !== true) return cursor
  return cursor === undefined ? undefined : { later: cursor }
}

const followingPage = (body: unknown): Following =>
  ownAt(body, "meta", "has_more") === true ? text(ownAt(body, "meta", "after_cursor")) : undefined

const paged = { all: { "page[size]": "100" }, cursor: "page[after]", next: followingPage, requestsPerMinute: 100 }

const endpoints: Readonly<Record<What, Endpoint>> = {
  tickets: {
    path: "/api/v2/incremental/tickets/cursor.json",
    name: "tickets",
    requestsPerMinute: 10,
    first: (since) => ({ start_time: since }),
    all: { include: "metric_sets" },
    cursor: "cursor",
    next: followingTickets
  },
  satisfactionRatings: {
    ...paged,
    path: "/api/v2/satisfaction_ratings.json",
    name: "satisfaction-ratings",
    first: (since) => ({ start_time: since })
  },
  surveyResponses: {
    ...paged,
    path: "/api/v2/guide/survey_responses",
    name: "survey-responses",
    first: (since) => ({ "filter[created_at_start]": since })
  }
}

const access = "the token of an admin, as exports are for admins only: Admin Center > Apps and integrations > APIs"

const signed = (credentials: Account["credentials"]) =>
  "accessToken" in credentials
    ? HttpClientRequest.bearerToken(credentials.accessToken)
    : HttpClientRequest.basicAuth(`${credentials.email}/token`, credentials.token)

const sourceOf = ({ credentials, requestsPerMinute, since, url, what = "tickets" }: Account): ApiSource => {
  const { all, cursor: key, first, name, next, path, requestsPerMinute: usual } = endpoints[what]
  const origin = url.replace(/\/+$/, "")
  const start = first(String(Math.floor(since.getTime() / 1000)))
  return {
    name: `${origin.replace(/^https?:\/\//, "")}/${name}`,
    access,
    requestsPerMinute: requestsPerMinute ?? usual,
    request: (cursor) => {
      const request = HttpClientRequest.get(`${origin}${path}`).pipe(signed(credentials))
      const from = key === "cursor" && cursor !== undefined ? {} : start
      return HttpClientRequest.setUrlParams(request, {
        ...all,
        ...from,
        ...(cursor === undefined ? {} : { [key]: cursor })
      })
    },
    next: ({ body }) => next(body)
  }
}

/**
 * Read an account of Zendesk by its API: tickets with their metrics by the incremental export, satisfaction ratings, or
 * survey responses. Records, rejections and checkpoints come as from `readPages`, whose errors it fails with.
 *
 * For tickets the last checkpoint is behind the last change: a read that resumes there gives what changed since. Ratings and
 * responses that a read has reached the end of are read again from `since`; ids are the same, so a store has them once.
 *
 * Needs effect's `HttpClient` (`FetchHttpClient.layer`). A server that is busy is waited for as it asks. Where credentials
 * are refused, the message says which are needed.
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./Api.ts"
 * import { tickets } from "./Mappings.ts"
 *
 * const ticket = { id: 7, requester_id: 3, status: "open", subject: "Refund", description: "Where is it?",
 *   created_at: "2026-03-02T10:00:00Z", generated_timestamp: 1772445900, via: { channel: "email" } }
 * const page = { tickets: [ticket], after_cursor: "MTc3", end_of_stream: true }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(page))))
 * const account = { url: "https://acme.zendesk.com", since: new Date("2026-03-01T00:00:00Z"),
 *   credentials: { email: "ann@example.com", token: Redacted.make("secret") } }
 * const reading = Stream.runCollect(readApi(account, { mapping: tickets }))
 * const messages = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * messages.map(({ _tag }) => _tag) // => ["Imported", "Progress", "Checkpoint", "Summary"]
 * messages[2].cursor.page // => { cursor: "MTc3", number: 1 }
 * ```
 */
export const readApi = (
  account: Account,
  options: ReadOptions<Mapping>
): Stream.Stream<Message, ImportError, HttpClient> => readPages(sourceOf(account), importerOf(pageFormat), options)
