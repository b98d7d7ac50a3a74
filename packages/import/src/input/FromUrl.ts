import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { SourceUnavailable } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import { patiently } from "../http/Patience.ts"
import { respond } from "../http/Respond.ts"
import { Unsettled } from "../http/Unsettled.ts"
import { shownName } from "./ShownName.ts"
import { usualBytes } from "./UnpackLimits.ts"

/** How to read what is behind a URL. */
export interface UrlOptions {
  /** Shown in messages and kept as provenance; the last part of the path when not given. */
  readonly name?: string
  /** For the answer to begin, and then for each piece of it. A minute when not given. */
  readonly timeout?: Duration.Input
  /** The most bytes that are read. 64 GiB when not given. */
  readonly maxBytes?: number
}

const mostRedirects = 5

/** What is behind a URL, asked for each time that it is read. */
export const fromUrl = (
  url: string | URL | HttpClientRequest.HttpClientRequest,
  options: UrlOptions = {}
): Effect.Effect<Input, never, HttpClient.HttpClient> =>
  Effect.map(HttpClient.HttpClient, (plain) => {
    const client = HttpClient.followRedirects(plain, mostRedirects)
    const request = HttpClientRequest.isHttpClientRequest(url) ? url : HttpClientRequest.get(url)
    const { maxBytes = usualBytes, name = nameOf(request), timeout = "1 minute" } = options
    const late = new Unsettled({ problem: "the server does not answer" })
    const opened = respond(client, request, name, "credentials that may read it").pipe(
      Effect.timeoutOrElse({ duration: timeout, orElse: () => late })
    )
    const bytes = Stream.unwrap(
      Effect.map(patiently(name, {}, opened), ({ headers, stream }) => {
        const whole = headers["content-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : 0
        const timely = Stream.timeoutOrElse(
          Stream.mapError(stream, () => brokenOff(name)),
          {
            duration: timeout,
            orElse: () => Stream.fail(brokenOff(name))
          }
        )
        return counted(name, timely, whole, maxBytes)
      })
    )
    return { name, bytes }
  })

const nameOf = (request: HttpClientRequest.HttpClientRequest): string =>
  Option.match(HttpClientRequest.toUrl(request), {
    onNone: () => "url",
    onSome: ({ hostname, pathname }) => shownName(decoded(pathname).replace(/\/+$/, "")) || hostname
  })

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const brokenOff = (input: string): SourceUnavailable =>
  new SourceUnavailable({ input, message: `${input}: the connection broke off before its end` })

/** Fails when more bytes come than may, or fewer than were announced. */
const counted = (input: string, bytes: Input["bytes"], announced: number, most: number): Input["bytes"] =>
  Stream.suspend(() => {
    let length = 0
    const tooLarge = new SourceUnavailable({ input, message: `${input}: more than ${most} bytes, which is the limit` })
    const body = Stream.mapEffect(bytes, (piece) => {
      length += piece.length
      return length > most ? Effect.fail(tooLarge) : Effect.succeed(piece)
    })
    const end = Stream.suspend(() => (length < announced ? Stream.fail(brokenOff(input)) : Stream.empty))
    return Stream.concat(body, end)
  })
