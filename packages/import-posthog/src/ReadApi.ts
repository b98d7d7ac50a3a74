import {
  type ApiSource,
  type ImportError,
  type Mapping,
  type Message,
  type ReadOptions,
  readPages
} from "@throughline/import"
import { importerOf, own } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { pageFormat } from "./Format.ts"

/** A project of PostHog, and which of its events are wanted. */
export interface Project {
  /** Where it is: `"https://eu.posthog.com"`, `"https://us.posthog.com"`, or a server of your own. */
  readonly url: string
  /** The id of the project: Settings > Project > General. */
  readonly project: string
  /** A personal API key that may read queries (`query:read`). */
  readonly key: Redacted.Redacted<string>
  /** Events from then on. PostHog takes no range of a year or more. */
  readonly since: Date
  /** Events before then; all until now when not given. */
  readonly until?: Date
  /** Only events of this name, such as `"survey sent"`. */
  readonly event?: string
  /** How often the project may be asked. 20 when not given: PostHog allows 1200 an hour, of all who ask. */
  readonly requestsPerMinute?: number
}

const pageSize = "1000"
const access = "a personal API key with the scope query:read: Settings > Account > Personal API keys"

/** The query of the next page, without whatever could be a key in it. */
const queryOf = (next: unknown): string | undefined => {
  if (typeof next !== "string" || !URL.canParse(next)) return undefined
  const { searchParams } = new URL(next)
  for (const name of ["personal_api_key", "token", "api_key"]) searchParams.delete(name)
  const query = searchParams.toString()
  return query === "" ? undefined : query
}

const sourceOf = ({ event, key, project, requestsPerMinute = 20, since, until, url }: Project): ApiSource => {
  const origin = url.replace(/\/+$/, "")
  const first = {
    after: since.toISOString(),
    ...(until === undefined ? {} : { before: until.toISOString() }),
    ...(event === undefined ? {} : { event }),
    limit: pageSize
  }
  return {
    name: `posthog-${project}/events`,
    access,
    requestsPerMinute,
    timeout: "3 minutes",
    request: (cursor) =>
      HttpClientRequest.get(`${origin}/api/projects/${encodeURIComponent(project)}/events/`).pipe(
        HttpClientRequest.bearerToken(key),
        HttpClientRequest.setUrlParams(cursor === undefined ? first : Object.fromEntries(new URLSearchParams(cursor)))
      ),
    next: ({ body }) => queryOf(own(body, "next"))
  }
}

/**
 * Read the events of a project by PostHog's API, newest first, 1000 a page. Records, rejections and checkpoints come as from
 * `readPages`, whose errors it fails with. PostHog keeps this API for small amounts, such as the answers of surveys; for all
 * events it asks to use batch exports.
 *
 * Needs effect's `HttpClient` (`FetchHttpClient.layer`). A server that is busy is waited for as it asks. Where the key is
 * refused, the message says which is needed.
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * const event = { id: "e1", event: "order placed", distinct_id: "c1", timestamp: "2026-03-29T10:00:00Z", properties: {} }
 * const page = { next: null, results: [event] }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(page))))
 * const mapping = { source: "posthog", format: "posthog", records: [{ kind: "interactions", id: "eventId",
 *   fields: { customer: "distinct_id", touchpoint: "contact", at: "timestamp" } }] }
 * const project = { url: "https://eu.posthog.com", project: "1", key: Redacted.make("phx_secret"),
 *   since: new Date("2026-03-01T00:00:00Z") }
 * const reading = Stream.runCollect(readApi(project, { mapping }))
 * const messages = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * messages.map(({ _tag }) => _tag) // => ["Imported", "Progress", "Summary"]
 * ```
 */
export const readApi = (
  project: Project,
  options: ReadOptions<Mapping>
): Stream.Stream<Message, ImportError, HttpClient> => readPages(sourceOf(project), importerOf(pageFormat), options)
