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
import { idOf, listOf, own } from "./Own.ts"
import { mappingOf } from "./Propose.ts"

/** What to read from the API of Stripe. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  /** A restricted key (`rk_…`) that may read subscriptions, or events. */
  readonly key: Redacted.Redacted<string>
  /** `subscriptions` as they are now, ended ones too (the default); or the `events` of the last 30 days. */
  readonly what?: "subscriptions" | "events"
  /** The proposed one of `what` when not given. */
  readonly mapping?: Mapping
  /** Another server than `https://api.stripe.com`. */
  readonly url?: string
}

const types = ["created", "updated", "paused", "resumed", "deleted"]

const parameters = {
  subscriptions: [["status", "all"]],
  events: types.map((type) => ["types[]", `customer.subscription.${type}`])
} as const

/** Stripe allows 100 requests a second, 25 of test data. */
const requestsPerMinute = 1200

const sourceOf = (what: "subscriptions" | "events", key: Redacted.Redacted<string>, url: string): ApiSource => ({
  name: `stripe-${what}`,
  access: `a restricted key with the permission to read ${what}: Developers > API keys`,
  request: (cursor) =>
    HttpClientRequest.get(`${url}/v1/${what}`).pipe(
      HttpClientRequest.bearerToken(key),
      HttpClientRequest.appendUrlParams([
        ["limit", "100"],
        ...parameters[what].map(([name = "", value = ""]) => [name, value] as const)
      ]),
      HttpClientRequest.appendUrlParams(cursor === undefined ? [] : [["starting_after", cursor]])
    ),
  next: ({ body }) => (own(body, "has_more") === true ? idOf(listOf(body).at(-1)) : undefined),
  requestsPerMinute
})

/**
 * Read subscriptions, or the events of them, from the API of Stripe: pages of 100, after `Retry-After` when it asks to wait.
 *
 * The messages are those of `importer`. Fails as `readPages` does, with `SourceUnavailable` when the key is refused.
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of one subscription, in place of `FetchHttpClient.layer`.
 * const price = { currency: "eur", unit_amount: 900, recurring: { interval: "month", interval_count: 1 } }
 * const items = { data: [{ price, quantity: 2 }] }
 * const subscription = { id: "sub_1", object: "subscription", customer: "cus_1", status: "active", currency: "eur",
 *   start_date: 1767225600, items }
 * const client = HttpClient.make((request) =>
 *   Effect.succeed(HttpClientResponse.fromWeb(request, Response.json({ data: [subscription], has_more: false }))))
 * const reading = readApi({ key: Redacted.make("rk_live_secret") })
 * const messages = await Effect.runPromise(
 *   Stream.runCollect(reading).pipe(Effect.provideService(HttpClient.HttpClient, client)))
 * messages.flatMap((message) => "kind" in message ? [message.kind] : []) // => ["subscriptions", "movements"]
 * messages[1].record.amountMinor // => 1800
 * ```
 */
export const readApi = ({
  key,
  mapping,
  url = "https://api.stripe.com",
  what = "subscriptions",
  ...options
}: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(what, key, url), importerOf(pageFormat), { ...options, mapping: mapping ?? mappingOf(what) })
