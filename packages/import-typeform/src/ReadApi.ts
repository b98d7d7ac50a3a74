import { type ImportError, type Mapping, type Message, type ReadOptions, readPages } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { format } from "./Format.ts"

/** Where responses are, and what allows to read them. */
export interface ApiOptions extends ReadOptions<Mapping> {
  /** A personal token that may read responses (scope `responses:read`). */
  readonly token: Redacted.Redacted<string>
  /** The id of the form: the end of its address. */
  readonly form: string
  /** `https://api.typeform.com` when not given; `https://api.eu.typeform.com` for accounts in the European Union. */
  readonly server?: string
  /** Responses a page, at most 1000, which it is when not given. */
  readonly pageSize?: number
  /** 120 when not given, as Typeform allows. */
  readonly requestsPerMinute?: number
}

/**
 * The responses of a form from the API of Typeform, the newest first. Gives and fails with what `readPages` does.
 */
export const readApi = ({
  form,
  pageSize = 1000,
  requestsPerMinute = 120,
  server = "https://api.typeform.com",
  token,
  ...options
}: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(
    {
      name: "typeform-responses",
      access: "a personal token that may read responses (scope responses:read)",
      request: (before) =>
        HttpClientRequest.get(`${server}/forms/${encodeURIComponent(form)}/responses`, {
          urlParams: { page_size: pageSize, ...(before === undefined ? {} : { before }) }
        }).pipe(HttpClientRequest.bearerToken(token)),
      next: ({ body }) => lastOf(body, pageSize),
      requestsPerMinute
    },
    importerOf(format),
    options
  )

/** The token of the last response of a full page: what is older follows it. */
const lastOf = (body: unknown, pageSize: number): string | undefined => {
  const { items } = (body ?? {}) as { readonly items?: unknown }
  if (!Array.isArray(items) || items.length < pageSize) return undefined
  const { token } = (items.at(-1) ?? {}) as { readonly token?: unknown }
  return typeof token === "string" ? token : undefined
}
