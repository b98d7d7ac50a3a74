import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { storeLayer, zoneOf } from "../commands/shared.ts"
import { findSources } from "../ingest/folder.ts"
import type { AskedTopics } from "./AskedTopics.ts"
import { counting, type Terminal } from "./counting.ts"
import { isTicketField, textsOfFiles, textsOfTickets } from "./readTexts.ts"

/** The texts asked for, as they are read, and the calendar of their days. */
export const source = Effect.fn("source")(function* (asked: AskedTopics, terminal: Terminal) {
  const { by, paths, store } = asked
  const sources = yield* findSources(paths)
  const timeZone = yield* zoneOf(Option.fromUndefinedOr(asked.timeZone), sources.timeZone)
  const tickets = textsOfTickets(timeZone, by !== undefined && isTicketField(by) ? by : undefined)
  const texts = Stream.concat(
    textsOfFiles(sources.files, { ...asked, timeZone }),
    store === undefined ? Stream.empty : Stream.provide(tickets, storeLayer(Option.some(store)))
  )
  return { timeZone, texts: counting("Read", terminal)(texts) }
})
