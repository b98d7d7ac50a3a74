import {
  type ApiSource,
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
import { contacts, conversations } from "./Mappings.ts"

/** A workspace of Intercom, and what of it to read. */
export interface ApiOptions extends Omit<ReadOptions<Mapping>, "mapping"> {
  readonly token: Redacted.Redacted<string>
  /** `"conversations"` when not given. */
  readonly what?: "conversations" | "contacts"
  /** What changed since then; all when not given. */
  readonly since?: Date
  /** `conversations` or `contacts` when not given. */
  readonly mapping?: Mapping
  /** `https://api.intercom.io` when not given; `https://api.eu.intercom.io` and `https://api.au.intercom.io` are others. */
  readonly url?: string
}

const pageSize = 150

const sourceOf = ({
  since,
  token,
  url = "https://api.intercom.io",
  what = "conversations"
}: ApiOptions): ApiSource => ({
  name: `intercom-${what}`,
  access: `an access token that may read ${what}: Settings > Integrations > Developer Hub > Authentication`,
  request: (cursor) =>
    HttpClientRequest.post(`${url.replace(/\/+$/, "")}/${what}/search`).pipe(
      HttpClientRequest.bearerToken(token),
      HttpClientRequest.setHeader("intercom-version", "2.13"),
      HttpClientRequest.bodyJsonUnsafe({
        query: { field: "updated_at", operator: ">", value: Math.floor((since?.getTime() ?? 0) / 1000) },
        sort: { field: "updated_at", order: "ascending" },
        pagination: { per_page: pageSize, ...(cursor === undefined ? {} : { starting_after: cursor }) }
      })
    ),
  next: ({ body }) => {
    const cursor = ownAt(body, "pages", "next", "starting_after")
    return typeof cursor === "string" ? cursor : undefined
  }
})

/**
 * Read the conversations or the contacts of a workspace by Intercom's API, in pages of 150, those that changed last at the end.
 *
 * Conversations come without their parts: of replies only the first of a person is known. Gives and fails with what
 * `readPages` does, with `SourceUnavailable` when the token is refused. Needs effect's `HttpClient` (`FetchHttpClient.layer`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of one contact, in place of `FetchHttpClient.layer`.
 * const contact = { type: "contact", id: "5ba682", workspace_id: "w1", role: "user", created_at: 1772445900, updated_at: 1772445900 }
 * const page = { type: "list", data: [contact], pages: { type: "pages", next: null } }
 * const client = HttpClient.make((request) => Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(page))))
 * const reading = Stream.runCollect(readApi({ token: Redacted.make("secret"), what: "contacts" }))
 * const [message] = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * message.id // => "5ba682"
 * ```
 */
export const readApi = (options: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(options), importerOf(pageFormat), {
    ...options,
    mapping: options.mapping ?? (options.what === "contacts" ? contacts : conversations)
  })
