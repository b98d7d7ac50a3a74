import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { type NotThisFormat, SourceUnavailable } from "../contract/ImportError.ts"
import type { ApiSource, Page } from "./ApiSource.ts"
import { CursorLoop } from "./CursorLoop.ts"
import { getPage } from "./GetPage.ts"
import { requestRate } from "./RequestRate.ts"

type PageError = SourceUnavailable | NotThisFormat

/**
 * The pages of an API in order, from this cursor on, each asked for when it is wanted. `readPages` makes records of them.
 *
 * A server that is busy (429, 5xx), cannot be reached or breaks off is asked again: after the time that it names
 * (`Retry-After`), or after longer and longer times, of which chance takes up to a half. Fails with `SourceUnavailable`
 * when it refuses or patience ends, and with `NotThisFormat` for a page that is no JSON.
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
 * import { pages } from "./Pages.ts"
 *
 * const client = HttpClient.make((request, url) =>
 *   Effect.succeed(HttpClientResponse.fromWeb(request, new Response(url.pathname === "/2" ? "{}" : '{"next":"/2"}'))))
 * const source = {
 *   name: "visits",
 *   access: "a token that may read visits",
 *   request: (cursor = "/1") => HttpClientRequest.get(`https://api.example.com${cursor}`),
 *   next: ({ body }) => body.next
 * }
 * const all = Effect.provideService(Stream.runCollect(pages(source)), HttpClient.HttpClient, client)
 * const found = await Effect.runPromise(all)
 * found.map(({ cursor, following }) => [cursor, following]) // => [[undefined, "/2"], ["/2", undefined]]
 * ```
 */
export const pages = (source: ApiSource, from?: string): Stream.Stream<Page, PageError, HttpClient.HttpClient> =>
  Stream.unwrap(
    Effect.map(HttpClient.HttpClient, (client) => {
      const turn = requestRate(source.requestsPerMinute)
      const get = (cursor: string | undefined) => getPage(client, source, cursor, turn)
      return source.ahead === undefined ? oneByOne(source, get, from) : severalAtOnce(source.ahead, get, from)
    })
  )

type Get = (cursor: string | undefined) => Effect.Effect<Page, PageError>

const oneByOne = ({ name }: ApiSource, get: Get, from: string | undefined): Stream.Stream<Page, PageError> =>
  Stream.suspend(() => {
    const loop = new CursorLoop()
    return Stream.paginate(from, (cursor) =>
      Effect.gen(function* () {
        if (cursor !== undefined && loop.isClosedBy(cursor)) return yield* endless(name)
        const page = yield* get(cursor)
        const next = typeof page.following === "string" ? Option.some(page.following) : Option.none()
        return [[page], next] as const
      })
    )
  })

const endless = (input: string): SourceUnavailable =>
  new SourceUnavailable({ input, message: `${input}: the server leads back to a page that it gave before.` })

const severalAtOnce = (
  { cursor, pages }: NonNullable<ApiSource["ahead"]>,
  get: Get,
  from: string | undefined
): Stream.Stream<Page, PageError> =>
  Stream.iterate(from, cursor).pipe(
    Stream.mapEffect((at) => Effect.result(get(at)), { concurrency: pages }),
    Stream.takeUntil((page) => Result.isFailure(page) || typeof page.success.following !== "string"),
    Stream.mapEffect(Effect.fromResult)
  )
