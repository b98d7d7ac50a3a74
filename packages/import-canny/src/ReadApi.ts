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
import * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { pageFormat } from "./Format.ts"
import { feedback } from "./Mapping.ts"

/** A company's account at Canny, and what of it to read. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  readonly apiKey: Redacted.Redacted<string>
  /** `"posts"` when not given. */
  readonly what?: "posts" | "votes"
  /** Of one board only, by its id. */
  readonly board?: string
  /** `feedback` when not given. */
  readonly mapping?: Mapping
  /** Another server than `https://canny.io`. */
  readonly url?: string
}

const pageSize = 100

/** Where the next page begins: Canny counts the records to leave out. */
const nextSkip = (body: unknown, what: string, cursor: string | undefined): string | undefined => {
  const records = own(body, what)
  const isMore = own(body, "hasMore") === true && Array.isArray(records)
  return isMore ? String(Number(cursor ?? 0) + records.length) : undefined
}

const sourceOf = ({ apiKey, board, url = "https://canny.io", what = "posts" }: ApiOptions): ApiSource => ({
  name: `canny-${what}`,
  access: "the API key of the company: Settings > API & Webhooks",
  request: (cursor) =>
    HttpClientRequest.post(`${url.replace(/\/+$/, "")}/api/v1/${what}/list`).pipe(
      HttpClientRequest.bodyJsonUnsafe({
        apiKey: Redacted.value(apiKey),
        limit: pageSize,
        skip: Number(cursor ?? 0),
        ...(what === "posts" ? { sort: "oldest" } : {}),
        ...(board === undefined ? {} : { boardID: board })
      })
    ),
  next: ({ body, cursor }) => nextSkip(body, what, cursor)
})

/**
 * Read the posts or the votes of an account by Canny's API, in pages of 100, after the time that the server asks to wait.
 * Posts come from the oldest on, those merged into others with them.
 *
 * The messages are those of `importer`. Fails as `readPages` does, with `SourceUnavailable` when the key is refused. Needs
 * effect's `HttpClient` (`FetchHttpClient.layer`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of one vote, in place of `FetchHttpClient.layer`.
 * const vote = { id: "v1", created: "2026-03-01T10:00:00.000Z", post: { id: "p1" }, voter: { id: "u1" }, board: { id: "b1" } }
 * const page = { hasMore: false, votes: [vote] }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(page))))
 * const reading = Stream.runCollect(readApi({ apiKey: Redacted.make("secret"), what: "votes" }))
 * const [message] = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * message.id // => "canny:votes:v1"
 * [message.record.request, message.record.customer] // => ["canny:requests:p1", "u1"]
 * ```
 */
export const readApi = (options: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(options), importerOf(pageFormat), { ...options, mapping: options.mapping ?? feedback })
