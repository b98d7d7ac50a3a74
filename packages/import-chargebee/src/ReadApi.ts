import { type ImportError, type Mapping, type Message, type ReadOptions, readPages } from "@throughline/import"
import { importerOf, own } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { mappingOf, pageFormat } from "./Format.ts"

/** What to read from the API of Chargebee. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  /** Where the account is: `https://acme.chargebee.com`. */
  readonly url: string
  /** A read-only key. */
  readonly key: Redacted.Redacted<string>
  /** The mapping to start from when not given: it knows Chargebee's reasons, not those of the account. */
  readonly mapping?: Mapping
}

/**
 * Read all subscriptions from the API of Chargebee, pages of 100.
 *
 * The messages are those of `importer`. Fails as `readPages` does, with `SourceUnavailable` when the key is refused.
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of two pages, in place of `FetchHttpClient.layer`.
 * const subscription = { object: "subscription", id: "s1", customer_id: "c1", currency_code: "EUR", status: "active",
 *   activated_at: 1767225600, resource_version: 1, billing_period: 1, billing_period_unit: "year",
 *   subscription_items: [{ item_type: "plan", amount: 12000 }] }
 * const pages = [{ list: [{ subscription }], next_offset: "2" }, { list: [{ subscription: { ...subscription, id: "s2" } }] }]
 * const client = HttpClient.make((request, url) => Effect.succeed(HttpClientResponse.fromWeb(request,
 *   Response.json(pages[url.searchParams.has("offset") ? 1 : 0]))))
 * const reading = readApi({ url: "https://acme.chargebee.com", key: Redacted.make("secret") })
 * const messages = await Effect.runPromise(
 *   Stream.runCollect(reading).pipe(Effect.provideService(HttpClient.HttpClient, client)))
 * messages.flatMap((message) => message._tag === "Imported" ? [message.id] : [])
 * // => ["chargebee:subscriptions:s1", "chargebee:movements:s1:new", "chargebee:subscriptions:s2", "chargebee:movements:s2:new"]
 * ```
 */
export const readApi = ({
  key,
  mapping = mappingOf(),
  url,
  ...options
}: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(
    {
      name: "chargebee-subscriptions",
      access: "a read-only key: Settings > Configure Chargebee > API keys",
      request: (offset) =>
        HttpClientRequest.get(`${url}/api/v2/subscriptions`).pipe(
          HttpClientRequest.basicAuth(key, Redacted.make("")),
          HttpClientRequest.setUrlParams({
            limit: "100",
            include_deleted: "true",
            ...(offset === undefined ? {} : { offset })
          })
        ),
      next: ({ body }) => {
        const next = own(body, "next_offset")
        return typeof next === "string" ? next : undefined
      },
      requestsPerMinute: 120
    },
    importerOf(pageFormat),
    { ...options, mapping }
  )
