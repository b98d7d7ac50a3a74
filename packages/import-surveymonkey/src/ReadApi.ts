import { type ImportError, type Mapping, type Message, type ReadOptions, readPages } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import type { HttpClient } from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { pagesFormat } from "./PagesFormat.ts"

/** Where responses are, and what allows to read them. */
export interface ApiOptions extends ReadOptions<Mapping> {
  /** An access token that may view responses with their details (scope `responses_read_detail`). */
  readonly token: Redacted.Redacted<string>
  /** The id of the survey. */
  readonly survey: string
  /** `https://api.surveymonkey.com` when not given; `https://api.eu.surveymonkey.com` for accounts in the European Union. */
  readonly server?: string
  /** Responses a page, at most 100, which it is when not given. */
  readonly pageSize?: number
  /** 120 when not given, as SurveyMonkey allows. */
  readonly requestsPerMinute?: number
}

/**
 * The responses of a survey from the API of SurveyMonkey (`/v3/surveys/{id}/responses/bulk`), oldest change first.
 *
 * Gives and fails with what `readPages` does.
 */
export const readApi = ({
  pageSize = 100,
  requestsPerMinute = 120,
  server = "https://api.surveymonkey.com",
  survey,
  token,
  ...options
}: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(
    {
      name: "surveymonkey-responses",
      access: "an access token that may view responses with their details (scope responses_read_detail)",
      request: (page = "1") =>
        HttpClientRequest.get(`${server}/v3/surveys/${encodeURIComponent(survey)}/responses/bulk`, {
          urlParams: { per_page: pageSize, page, sort_by: "date_modified", sort_order: "ASC" }
        }).pipe(HttpClientRequest.bearerToken(token)),
      next: ({ body }) => nextPage(body),
      requestsPerMinute
    },
    importerOf(pagesFormat),
    options
  )

/** The page that follows, by its number: its address is not taken from the answer. */
const nextPage = (body: unknown): string | undefined => {
  const { links, page } = (body ?? {}) as { readonly links?: { readonly next?: unknown }; readonly page?: unknown }
  return typeof links?.next === "string" && typeof page === "number" ? String(page + 1) : undefined
}
