import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import { SourceUnavailable } from "../contract/ImportError.ts"
import { askedWait } from "./AskedWait.ts"
import { Unsettled } from "./Unsettled.ts"

/**
 * Send a request, and take its answer when it is a good one. Spans and logs are left out, for they hold the URL and what
 * is in its query. The connection is closed with the scope.
 */
export const respond = Effect.fnUntraced(function* (
  client: HttpClient.HttpClient,
  request: HttpClientRequest,
  input: string,
  access: string
) {
  const sent = Effect.mapError(
    HttpClient.withScope(client).execute(request),
    () => new Unsettled({ problem: "the server cannot be reached" })
  )
  const response = yield* Effect.provideService(sent, HttpClient.TracerDisabledWhen, () => true)
  return response.status === 200 ? response : yield* yield* refusal(response, input, access)
})

const busy = new Set([408, 425, 429, 500, 502, 503, 504])

const refusal = Effect.fnUntraced(function* ({ headers, status }: HttpClientResponse, input: string, access: string) {
  const wait = askedWait(headers, yield* Clock.currentTimeMillis)
  if (busy.has(status) || (status === 403 && wait !== undefined)) {
    return new Unsettled({ problem: `the server is busy (${status})`, ...(wait === undefined ? {} : { wait }) })
  }
  const refused = status === 401 || status === 403
  const message = refused
    ? `${input}: the server refuses the credentials (${status}). Needed: ${access}.`
    : `${input}: the server answers with status ${status} instead of data.`
  return new SourceUnavailable({ input, message })
})
