import * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import { type HttpClientRequest, toUrl } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { NotThisFormat, SourceUnavailable } from "../contract/ImportError.ts"
import type { ApiSource, Following, Page } from "./ApiSource.ts"
import { patiently } from "./Patience.ts"
import { respond } from "./Respond.ts"
import { Unsettled } from "./Unsettled.ts"

const usualPageBytes = 64 * 2 ** 20
const longestCursor = 8192

/** Get the page at a cursor, however often it takes. */
export const getPage = Effect.fn("getPage")(function* (
  client: HttpClient,
  source: ApiSource,
  cursor: string | undefined,
  turn: Effect.Effect<void>
) {
  const { access, name, next, patience = {}, timeout = "1 minute" } = source
  const request = source.request(cursor)
  if (origin(request) !== origin(source.request(undefined))) return yield* elsewhere(name)
  const answer = Effect.gen(function* () {
    const response = yield* respond(client, request, name, access)
    return { headers: response.headers, bytes: yield* bodyOf(response, source) }
  }).pipe(
    Effect.scoped,
    Effect.timeoutOrElse({ duration: timeout, orElse: () => new Unsettled({ problem: "the server does not answer" }) })
  )
  const { bytes, headers } = yield* patiently(name, patience, Effect.andThen(turn, answer))
  const body = parse(bytes)
  if (body === undefined) return yield* noJson(name, bytes)
  const following = next({ body, cursor, headers })
  if ((cursorIn(following)?.length ?? 0) > longestCursor) return yield* tooLongCursor(name)
  const page: Page = { cursor, body: bytes, following }
  return page
})

const origin = (request: HttpClientRequest): string | undefined =>
  Option.getOrUndefined(Option.map(toUrl(request), (url) => url.origin))

const cursorIn = (following: Following): string | undefined =>
  typeof following === "object" ? following.later : following

const bodyOf = (
  { stream }: HttpClientResponse,
  { maxPageBytes = usualPageBytes, name }: ApiSource
): Effect.Effect<Uint8Array, Unsettled | SourceUnavailable> =>
  Effect.suspend(() => {
    let length = 0
    const pieces = Stream.mapError(stream, () => new Unsettled({ problem: "the answer of the server breaks off" }))
    const bounded = Stream.mapEffect(pieces, (piece) => {
      length += piece.length
      return length > maxPageBytes ? Effect.fail(tooLarge(name, maxPageBytes)) : Effect.succeed(piece)
    })
    return Stream.mkUint8Array(bounded)
  })

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const unavailable = (input: string, problem: string): SourceUnavailable =>
  new SourceUnavailable({ input, message: `${input}: ${problem}.` })

const elsewhere = (input: string) => unavailable(input, "the next page would be on another server, which is refused")
const tooLongCursor = (input: string) => unavailable(input, `a cursor is longer than ${longestCursor} characters`)
const tooLarge = (input: string, limit: number) =>
  unavailable(input, `a page has more than ${limit} bytes: ask for fewer records a page`)

const noJson = (input: string, bytes: Uint8Array): NotThisFormat => {
  const start = new TextDecoder().decode(bytes.subarray(0, 100)).trimStart()
  const found = start === "" ? "nothing" : start.startsWith("<") ? "a web page" : "text that is no JSON"
  const fix = "check the address and the credentials"
  const message = `${input}: the server answers with ${found}, expected JSON. Fix: ${fix}.`
  return new NotThisFormat({ input, message, found, expected: "JSON", fix })
}
