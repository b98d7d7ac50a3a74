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
