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
import { posts } from "./Mapping.ts"

/** A site of Fider. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  /** Its address, such as `"https://acme.fider.io"`. */
  readonly url: string
  /** Of an administrator; what is public can be read without. */
  readonly apiKey?: Redacted.Redacted<string>
  /** `posts` when not given. */
  readonly mapping?: Mapping
}

const sourceOf = ({ apiKey, url }: ApiOptions): ApiSource => ({
  name: "fider-posts",
  access: "an API key of an administrator: Settings > API Key",
  request: () => {
    const request = HttpClientRequest.get(`${url.replace(/\/+$/, "")}/api/v1/posts`).pipe(
      HttpClientRequest.setUrlParams({ view: "all", limit: "all" })
    )
    return apiKey === undefined ? request : HttpClientRequest.bearerToken(request, apiKey)
  },
  next: () => undefined
})

/**
 * Read all posts of a site by Fider's API, which gives them in one answer.
 *
 * The messages are those of `importer`. Fails as `readPages` does, with `SourceUnavailable` when the key is refused. Needs
 * effect's `HttpClient` (`FetchHttpClient.layer`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A site of one post, in place of `FetchHttpClient.layer`.
 * const post = { id: 70, number: 7, title: "Dark mode", slug: "dark-mode", description: "", createdAt: "2026-03-01T10:00:00Z",
 *   user: { id: 3 }, votesCount: 12, commentsCount: 0, status: "planned", tags: [] }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json([post]))))
 * const reading = Stream.runCollect(readApi({ url: "https://acme.fider.io" }))
 * const [message] = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * [message.id, message.record.status, message.record.votes] // => ["fider:requests:7", "planned", 12]
 * ```
 */
export const readApi = (options: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(options), importerOf(pageFormat), { ...options, mapping: options.mapping ?? posts })
