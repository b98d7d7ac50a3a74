import type { HttpClient } from "effect/http/HttpClient"
import * as Stream from "effect/Stream"
import type { ImportError } from "../contract/ImportError.ts"
import type { Importer, ReadOptions } from "../contract/Importer.ts"
import { Input } from "../contract/Input.ts"
import type { Message } from "../contract/Message.ts"
import type { ApiSource, Page } from "./ApiSource.ts"
import { PageLedger } from "./PageLedger.ts"
import { pages } from "./Pages.ts"

/**
 * Read an API page by page, each with an importer that reads JSON documents.
 *
 * The stream gives what the importer gives, as of one input: counts add up over the pages, and a record that a later page
 * repeats is counted as a duplicate. One that says something else by then is given again: its later state takes the place
 * of the earlier one. After all records of a page come a `Progress` and a `Checkpoint` (after each page, or after
 * `checkpointEvery` records) whose cursor names the page to go on with, and a `Summary` is the last message, also before
 * it fails. A read that resumes counts from there.
 *
 * Pages are read one after the other, each held in memory. They are named by the source and their number, as
 * `tickets#3`, and places in messages are those in the page.
 *
 * Fails with `SourceUnavailable` (the server refuses the credentials, stays busy longer than patience, leads in a circle
 * or to another server), `NotThisFormat` (a page that is no JSON), `BadCursor`, `TooManyRejects`, and what the importer
 * fails with.
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
 * import { ndjson } from "../read/Adapters.ts"
 * import { readPages } from "./ReadPages.ts"
 *
 * // Two visits, one a page.
 * const visit = (id, next) => JSON.stringify({ id, who: "c1", where: "shop", at: "2026-03-29T10:00:00Z", next })
 * const client = HttpClient.make((request, url) => {
 *   const body = url.searchParams.has("after") ? visit("2") : visit("1", "1")
 *   return Effect.succeed(HttpClientResponse.fromWeb(request, new Response(body)))
 * })
 * const source = {
 *   name: "visits",
 *   access: "a token that may read visits",
 *   request: (cursor) =>
 *     HttpClientRequest.get("https://api.example.com/visits", cursor && { urlParams: { after: cursor } }),
 *   next: ({ body }) => body.next
 * }
 * const mapping = { source: "till", format: "ndjson", records: [{ kind: "interactions", id: "id",
 *   fields: { customer: "who", touchpoint: "where", at: "at" } }] }
 * const reading = Effect.provideService(readPages(source, ndjson, { mapping }).pipe(Stream.runCollect),
 *   HttpClient.HttpClient, client)
 * const messages = await Effect.runPromise(reading)
 * messages.map(({ _tag }) => _tag)
 * // => ["Imported", "Progress", "Checkpoint", "Imported", "Progress", "Summary"]
 * messages[2].cursor.page // => { cursor: "1", number: 1 }
 * ```
 */
export const readPages = <Mapping, R>(
  source: ApiSource,
  importer: Importer<Mapping, R>,
  options: ReadOptions<Mapping>
): Stream.Stream<Message, ImportError, HttpClient | R> =>
  Stream.suspend(() => {
    const { checkpointEvery, maxRejects, resume, ...rest } = options
    const ledger = new PageLedger(importer.id, source.name, { checkpointEvery, maxRejects, resume })
    const readPage = (page: Page): Stream.Stream<Message, ImportError, R> => {
      const input = Input.fromBytes(ledger.nextName(), page.body)
      const messages = importer.read(input, rest)
      const taken = Stream.flatMap(messages, (message) => Stream.fromIterable(ledger.take(message)))
      return Stream.concat(
        taken,
        Stream.suspend(() => ended(ledger.endPage(page), ledger.failure))
      )
    }
    const body =
      ledger.failure === undefined
        ? Stream.flatMap(pages(source, ledger.from), readPage)
        : Stream.fail<ImportError>(ledger.failure)
    return Stream.concat(
      Stream.catch(body, (error) => ended([ledger.summary(false)], error)),
      Stream.sync(() => ledger.summary(true))
    )
  })

/** The last messages, then the error if there is one. */
const ended = (
  messages: ReadonlyArray<Message>,
  error: ImportError | undefined
): Stream.Stream<Message, ImportError> =>
  error === undefined ? Stream.fromArray(messages) : Stream.concat(Stream.fromArray(messages), Stream.fail(error))
