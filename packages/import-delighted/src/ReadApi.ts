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

/** A project at Delighted, and what of it to read. */
export interface ApiOptions extends ReadOptions<Mapping> {
  readonly apiKey: Redacted.Redacted<string>
  /** Only responses that were made or changed since then. */
  readonly since?: Date
  /** Another server than `https://api.delighted.com`. */
  readonly url?: string
  /** Responses a page, at most 100, which it is when not given. */
  readonly pageSize?: number
}

const seconds = (time: Date): string => String(Math.floor(time.getTime() / 1000))

const sourceOf = ({ apiKey, pageSize = 100, since, url = "https://api.delighted.com" }: ApiOptions): ApiSource => ({
  name: "delighted-responses",
  access: "the API key of the project: Integrations > API",
  request: (page = "1") =>
    HttpClientRequest.get(`${url.replace(/\/+$/, "")}/v1/survey_responses.json`, {
      urlParams: {
        per_page: pageSize,
        page,
        ...(since === undefined ? {} : { updated_since: seconds(since) })
      }
    }).pipe(HttpClientRequest.basicAuth(apiKey, "")),
  next: ({ body, cursor }) =>
    Array.isArray(body) && body.length >= pageSize ? String(Number(cursor ?? 1) + 1) : undefined
})

/**
 * Read the responses of a project by Delighted's API, the oldest first, so that one that changes meanwhile moves no other to
 * a page that was read. Gives and fails with what `readPages` does, with `SourceUnavailable` when the key is refused. Needs
 * effect's `HttpClient` (`FetchHttpClient.layer`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of one response, in place of `FetchHttpClient.layer`.
 * const response = { id: "1", person: "10", survey_type: "nps", score: 9, created_at: 1772445900, updated_at: null }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json([response]))))
 * const mapping = { source: "delighted", format: "delighted", time: { format: "epoch-s" }, records: [{ kind: "responses", id: "id",
 *   metric: "nps", scale: "0-10", direction: "highIsGood", fields: { customer: "person", at: "created_at", score: "score" } }] }
 * const reading = Stream.runCollect(readApi({ apiKey: Redacted.make("secret"), mapping }))
 * const [message] = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * message.id // => "delighted:responses:1:nps"
 * ```
 */
export const readApi = (options: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(options), importerOf(pageFormat), options)
