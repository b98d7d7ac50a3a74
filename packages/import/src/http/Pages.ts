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

/** The pages of an API in order, from this cursor on. A page is asked for when it is wanted. */
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
