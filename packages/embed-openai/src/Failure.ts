import { EmbedError, type EmbedErrorReason } from "@throughline/text"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpClientResponse } from "effect/http"

/** Why one request failed, and how long the endpoint asks to wait before the next. */
export interface Failure {
  readonly error: EmbedError
  readonly after: Duration.Duration
}

const retryOf = (reason: EmbedErrorReason): "safe" | "never" =>
  reason === "Unavailable" || reason === "Limited" ? "safe" : "never"

/** An error of the endpoint, by what its answer says. */
export const failure = (
  model: string,
  reason: EmbedErrorReason,
  message: string,
  after: Duration.Duration = Duration.zero
): Failure => ({ error: new EmbedError({ reason, model, retry: retryOf(reason), message }), after })

/** Statuses that say: later. */
const passing = [408, 409, 425]

const reasonOf = (status: number): EmbedErrorReason => {
  if (status === 429) return "Limited"
  return status >= 500 || passing.includes(status) ? "Unavailable" : "Refused"
}

/** The wait that a `Retry-After` asks for: seconds, or an instant (RFC 9110, 10.2.3). */
const waitOf = (header: string | undefined, now: number): Duration.Duration => {
  if (header === undefined) return Duration.zero
  const milliseconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return milliseconds > 0 ? Duration.millis(milliseconds) : Duration.zero
}

/** What an answer with a status that is no success means. */
export const refusal = (
  model: string,
  { headers, status }: HttpClientResponse.HttpClientResponse
): Effect.Effect<Failure> =>
  Effect.map(Clock.currentTimeMillis, (now) =>
    failure(model, reasonOf(status), `The endpoint answered with status ${status}`, waitOf(headers["retry-after"], now))
  )
