import { type ImportError, type Mapping, type Message, type ReadOptions, readPages } from "@throughline/import"
import { importerOf, own } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { apiMapping, pageFormat } from "./Format.ts"

/** What to read from the API of Recurly. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  /** A private key, read-only. */
  readonly key: Redacted.Redacted<string>
  /** The mapping to start from when not given. */
  readonly mapping?: Mapping
  /** `https://v3.recurly.com` when not given, `https://v3.eu.recurly.com` for accounts in Europe. */
  readonly url?: string
}

/**
 * Read all subscriptions from the API of Recurly (version 3), pages of 200.
 *
 * The messages are those of `importer`. Fails as `readPages` does, with `SourceUnavailable` when the key is refused.
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of two pages, in place of `FetchHttpClient.layer`.
 * const subscription = { object: "subscription", id: "s1", account: { code: "c1" }, state: "active", currency: "EUR", subtotal: 30,
 *   activated_at: "2026-01-01T10:00:00Z", updated_at: "2026-01-01T10:00:00Z",
 *   current_period_started_at: "2026-01-01T10:00:00Z", current_period_ends_at: "2026-04-01T10:00:00Z" }
 * const page = { has_more: true, next: "/subscriptions?cursor=b", data: [subscription] }
 * const client = HttpClient.make((request, url) => Effect.succeed(HttpClientResponse.fromWeb(request,
 *   Response.json(url.searchParams.has("cursor") ? { data: [{ ...subscription, id: "s2" }] } : page))))
 * const reading = readApi({ key: Redacted.make("secret") })
 * const messages = await Effect.runPromise(
 *   Stream.runCollect(reading).pipe(Effect.provideService(HttpClient.HttpClient, client)))
 * messages.flatMap((message) => message._tag === "Imported" ? [message.id] : [])
 * // => ["recurly:subscriptions:s1", "recurly:movements:s1:new", "recurly:subscriptions:s2", "recurly:movements:s2:new"]
 * ```
 */
export const readApi = ({
  key,
  mapping = apiMapping,
  url = "https://v3.recurly.com",
  ...options
}: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(
    {
      name: "recurly-subscriptions",
      access: "a read-only private key: Integrations > API Credentials",
      request: (path = "/subscriptions?limit=200&state=all") =>
        HttpClientRequest.get(`${url}${path}`, { headers: { accept: "application/vnd.recurly.v2021-02-25" } }).pipe(
          HttpClientRequest.basicAuth(key, Redacted.make(""))
        ),
      next: ({ body }) => {
        const next = own(body, "next")
        return typeof next === "string" && next.startsWith("/") ? next : undefined
      },
      requestsPerMinute: 400
    },
    importerOf(pageFormat),
    { ...options, mapping }
  )
