import type * as Duration from "effect/Duration"
import type { Headers } from "effect/http/Headers"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { Patience } from "./Patience.ts"

/** What a page says, to tell the cursor of the one that follows. */
export interface PageContent {
  /** The cursor that it was asked for by; `undefined` for the first page. */
  readonly cursor: string | undefined
  /** The JSON of the page. */
  readonly body: unknown
  /** Names in lower case. */
  readonly headers: Headers
}

/**
 * What follows a page: the cursor of the next one; `later` where there is nothing more now, but what comes to be will
 * follow at that cursor; `undefined` when there is nothing more.
 */
export type Following = string | { readonly later: string } | undefined

/** An API that gives its records page by page, as JSON. */
export interface ApiSource {
  /** Shown in messages and kept as provenance, such as `"zendesk-tickets"`. */
  readonly name: string
  /**
   * The request for the page at a cursor, or for the first page. Credentials belong in its headers
   * (`HttpClientRequest.bearerToken` takes a `Redacted`): no header, query or body is shown anywhere. All requests go to
   * one server: a cursor that leads to another is refused.
   */
  readonly request: (cursor: string | undefined) => HttpClientRequest
  /** What follows a page. A cursor is kept in checkpoints, so it must not hold credentials. */
  readonly next: (page: PageContent) => Following
  /** What the credentials must allow and where to set that, for the message when the server refuses them. */
  readonly access: string
  /**
   * Where cursors are known without the page before, such as page numbers: the cursor that follows one, and how many
   * pages may be asked for at once. They are given out in order, and end where `next` says so.
   */
  readonly ahead?: { readonly cursor: (cursor: string | undefined) => string; readonly pages: number }
  /** Requests are spread evenly so as not to be more. Without it there is no limit but what the server asks for. */
  readonly requestsPerMinute?: number
  /** For one request with its whole answer. A minute when not given. */
  readonly timeout?: Duration.Input
  /** The most bytes of one page. 64 MiB when not given. */
  readonly maxPageBytes?: number
  /** How long to go on when the server is busy or cannot be reached. */
  readonly patience?: Patience
}

/** One page as it came. */
export interface Page {
  /** The cursor that it was asked for by. */
  readonly cursor: string | undefined
  readonly body: Uint8Array
  readonly following: Following
}
