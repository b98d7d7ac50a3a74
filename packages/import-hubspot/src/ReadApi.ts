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

/** What the API is read for; `responses` are those to surveys. */
export type What = "tickets" | "responses" | "contacts"

/** An account of HubSpot, and what of it to read. */
export interface ApiOptions extends ReadOptions<Mapping> {
  /** Of a private app, or of OAuth. */
  readonly token: Redacted.Redacted<string>
  readonly what: What
  /** Properties that the mapping names, beside those of a proposed one. */
  readonly properties?: ReadonlyArray<string>
  /** Another server than `https://api.hubapi.com`. */
  readonly url?: string
}

interface Endpoint {
  readonly object: string
  readonly scope: string
  readonly properties: ReadonlyArray<string>
  readonly associations?: string
}

const endpoints: Readonly<Record<What, Endpoint>> = {
  tickets: {
    object: "tickets",
    scope: "tickets",
    associations: "contacts",
    properties: [
      "subject",
      "content",
      "createdate",
      "closed_date",
      "first_agent_reply_date",
      "hs_time_to_close_sla_at",
      "hs_pipeline",
      "hs_pipeline_stage",
      "hs_ticket_category",
      "hs_ticket_priority",
      "hubspot_team_id",
      "source_type"
    ]
  },
  responses: {
    object: "feedback_submissions",
    scope: "crm.objects.feedback_submissions.read",
    associations: "contacts",
    properties: [
      "hs_survey_type",
      "hs_survey_id",
      "hs_value",
      "hs_content",
      "hs_submission_timestamp",
      "hs_contact_id",
      "hs_survey_channel"
    ]
  },
  contacts: {
    object: "contacts",
    scope: "crm.objects.contacts.read",
    properties: ["createdate", "lastmodifieddate", "associatedcompanyid", "lifecyclestage"]
  }
}

const pageSize = 100

const sourceOf = ({ properties = [], token, url = "https://api.hubapi.com", what }: ApiOptions): ApiSource => {
  const { associations, object, properties: usual, scope } = endpoints[what]
  return {
    name: `hubspot-${what}`,
    access: `a token with the scope ${scope}: Settings > Integrations > Private Apps`,
    requestsPerMinute: 600,
    request: (cursor) =>
      HttpClientRequest.get(`${url.replace(/\/+$/, "")}/crm/v3/objects/${object}`, {
        urlParams: {
          limit: pageSize,
          properties: [...usual, ...properties].join(","),
          ...(associations === undefined ? {} : { associations }),
          ...(cursor === undefined ? {} : { after: cursor })
        }
      }).pipe(HttpClientRequest.bearerToken(token)),
    next: ({ body }) => {
      const after = ownAt(body, "paging", "next", "after")
      return typeof after === "string" ? after : undefined
    }
  }
}

/**
 * Read the tickets, survey responses or contacts of an account by HubSpot's API, in pages of 100, with the contacts that they
 * are associated with. Gives and fails with what `readPages` does, with `SourceUnavailable` when the token is refused. Needs
 * effect's `HttpClient` (`FetchHttpClient.layer`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Redacted, Stream } from "effect"
 * import { HttpClient, HttpClientResponse } from "effect/http"
 * import { readApi } from "./ReadApi.ts"
 *
 * // A server of one response, in place of `FetchHttpClient.layer`.
 * const properties = { hs_survey_type: "NPS", hs_value: "9", hs_submission_timestamp: "2026-03-02T10:00:00Z", hs_contact_id: "51" }
 * const response = { id: "7", properties, createdAt: "2026-03-02T10:00:00Z", updatedAt: "2026-03-02T10:00:00Z", archived: false }
 * const client = HttpClient.make((request) =>
 *   Effect.succeed(HttpClientResponse.fromWeb(request, Response.json({ results: [response] }))))
 * const mapping = { source: "hubspot", format: "hubspot", records: [{ kind: "responses", id: "id", metric: "nps", scale: "0-10",
 *   direction: "highIsGood", fields: { customer: "contact_id", at: "hs_submission_timestamp", score: "hs_value" } }] }
 * const reading = Stream.runCollect(readApi({ token: Redacted.make("secret"), what: "responses", mapping }))
 * const [message] = await Effect.runPromise(Effect.provideService(reading, HttpClient.HttpClient, client))
 * message.id // => "hubspot:responses:7:nps"
 * ```
 */
export const readApi = (options: ApiOptions): Stream.Stream<Message, ImportError, HttpClient> =>
  readPages(sourceOf(options), importerOf(pageFormat), options)
