import {
  type ApiSource,
  type ImportError,
  type Mapping,
  type Message,
  type ReadOptions,
  readPages
} from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { pageFormat } from "./Format.ts"
import { issues } from "./Mapping.ts"

/** A repository, and what of it to read. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  /** `"owner/name"`. */
  readonly repository: string
  /** A token that may read issues. Public repositories can be read without one, 60 pages an hour. */
  readonly token?: Redacted.Redacted<string>
  /** Only what changed from then on. */
  readonly since?: Date
  /** `issues` when not given. */
  readonly mapping?: Mapping
  /** Another server than `https://api.github.com`: `https://HOST/api/v3` of an Enterprise Server. */
  readonly url?: string
}

/** The page of the link that says `rel="next"`; `undefined` on the last page. */
const nextPage = (link: string | undefined): string | undefined => {
  const next = link?.split(",").find((part) => /;\s*rel="?next"?/.test(part))
  const address = next === undefined ? undefined : /<([^<>]{1,4096})>/.exec(next)?.[1]
  return address === undefined || !URL.canParse(address) ? undefined : new URL(address).search.slice(1)
}

const sourceOf = ({ repository, since, token, url = "https://api.github.com" }: ApiOptions): ApiSource => ({
  name: `${repository} issues`,
  access: "a token with the permission to read Issues: Settings > Developer settings > Personal access tokens",
  requestsPerMinute: token === undefined ? 1 : 80,
  request: (cursor) => {
    const path = repository.split("/").map(encodeURIComponent).join("/")
    const request = HttpClientRequest.get(`${url.replace(/\/+$/, "")}/repos/${path}/issues`).pipe(
      HttpClientRequest.setHeaders({ accept: "application/vnd.github+json", "user-agent": "throughline" })
    )
    const signed = token === undefined ? request : HttpClientRequest.bearerToken(request, token)
    const changed = since === undefined ? {} : { since: since.toISOString() }
    const first = { state: "all", sort: "updated", direction: "asc", per_page: "100", ...changed }
    return HttpClientRequest.setUrlParams(signed, cursor === undefined ? first : new URLSearchParams(cursor))
  },
  next: ({ headers }) => nextPage(headers.link)
})

/**
 * Read the issues of a repository from GitHub's API, those that changed longest ago first: pages of 100, after the time that
 * the server asks to wait. Pull requests are left out.
 *
 * The messages are those of `importer`. Fails as `readPages` does, with `SourceUnavailable` when the token is refused or
 * there is no such repository. Needs effect's `HttpClient` (`FetchHttpClient.layer`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of one issue, in place of `FetchHttpClient.layer`.
 * const issue = { node_id: "I_1", number: 1, title: "Dark mode", state: "closed", state_reason: "completed", body: null,
 *   user: { node_id: "U_1", type: "User" }, reactions: { "+1": 12 }, created_at: "2026-03-01T10:00:00Z",
 *   closed_at: "2026-03-05T10:00:00Z", updated_at: "2026-03-05T10:00:00Z" }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json([issue]))))
 * const reading = Stream.runCollect(readApi({ repository: "acme/shop" }))
 * const [message] = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * message.id // => "github:requests:I_1"
 * [message.record.status, message.record.votes] // => ["done", 12]
 * ```
 */
export const readApi = (options: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(options), importerOf(pageFormat), { ...options, mapping: options.mapping ?? issues })
