import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { storeLayer, zoneOf } from "../commands/shared.ts"
import { BadData } from "../Failure.ts"
import { findSources } from "../ingest/folder.ts"
import type { AskedTopics } from "./AskedTopics.ts"
import { counting, type Terminal, terminal } from "./counting.ts"
import { isTicketField, textsOfFiles, textsOfTickets } from "./readTexts.ts"

/** The texts asked for, as they are read, and the calendar of their days. */
export const source = Effect.fn("source")(function* (asked: AskedTopics, on: Terminal) {
  const { by, paths, store } = asked
  const sources = yield* findSources(paths)
  const timeZone = yield* zoneOf(Option.fromUndefinedOr(asked.timeZone), sources.timeZone)
  const tickets = textsOfTickets(timeZone, by !== undefined && isTicketField(by) ? by : undefined)
  const texts = Stream.concat(
    textsOfFiles(sources.files, { ...asked, timeZone }),
    store === undefined ? Stream.empty : Stream.provide(tickets, storeLayer(Option.some(store)))
  )
  return { timeZone, texts: counting("Read", on)(texts) }
})

/** Without texts there is nothing to say. */
export const noTexts = new BadData({ message: "There are no texts" })

/** The same with all texts at once, at least one. */
export const heldTexts = Effect.fn("heldTexts")(function* (asked: AskedTopics) {
  const { texts, timeZone } = yield* source(asked, terminal)
  const all = yield* Stream.runCollect(texts)
  return all.length === 0 ? yield* noTexts : { texts: all, timeZone }
})
