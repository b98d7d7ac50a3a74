import { createReadStream } from "node:fs"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Xes } from "../../packages/event-log/src/index.ts"
import { type Mapping, SourceUnavailable } from "../../packages/import/src/index.ts"

const mapping: Mapping = {
  source: "claims",
  format: "xes",
  records: [
    {
      kind: "interactions",
      id: { columns: ["case:concept:name", "#event"] },
      fields: { customer: "case:concept:name", touchpoint: "concept:name", at: "time:timestamp" }
    }
  ]
}

/** Events to validated interactions, with ids, duplicates and rejections looked after. */
export const countEvents = async (path: string): Promise<number> => {
  const gone = () => new SourceUnavailable({ input: path, message: "gone" })
  const bytes = Stream.fromAsyncIterable<Uint8Array, SourceUnavailable>(createReadStream(path), gone)
  let events = 0
  const all = Stream.runForEachArray(Xes.importer.read({ name: "claims.xes", bytes }, { mapping }), (messages) =>
    Effect.sync(() => {
      for (const message of messages) if (message._tag === "Imported") events += 1
    })
  )
  await Effect.runPromise(all)
  return events
}
