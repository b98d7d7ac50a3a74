import { createReadStream } from "node:fs"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type Mapping, read, SourceUnavailable } from "../../packages/import/src/index.ts"
import type { See } from "./csvSurveyReader.ts"

const mapping: Mapping = {
  source: "survey",
  format: "csv",
  records: [
    {
      kind: "responses",
      id: "id",
      metric: "nps",
      scale: "0-10",
      direction: "highIsGood",
      fields: {
        customer: "customer",
        touchpoint: "touchpoint",
        at: "at",
        score: "nps",
        comment: { column: "comment", personal: "keep" },
        channel: "channel",
        team: "team",
        segment: "segment"
      }
    }
  ]
}

/** Rows to validated responses, with ids, duplicates and rejections looked after. */
export const readSurvey = (path: string, see: See): Promise<void> => {
  const gone = () => new SourceUnavailable({ input: path, message: "gone" })
  const bytes = Stream.fromAsyncIterable<Uint8Array, SourceUnavailable>(createReadStream(path), gone)
  const all = Stream.runForEachArray(read({ name: "survey.csv", bytes }, { mapping }), (messages) =>
    Effect.sync(() => {
      for (const message of messages) {
        if (message._tag !== "Imported" || message.kind !== "responses") continue
        see(message.record.score, message.record.comment)
      }
    })
  )
  return Effect.runPromise(all)
}
