import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadData } from "../Failure.ts"
import type { FileOutcome } from "./FileOutcome.ts"
import { findSources } from "./folder.ts"
import { ingest } from "./ingest.ts"
import { readJourneyFile } from "./journeyFile.ts"
import { projectFile } from "./projects.ts"

const summary = ({ complete, counts, name, reasons }: FileOutcome): string => {
  const { duplicate, imported, read, rejected, skipped } = counts
  const [most] = reasons.filter(({ severity }) => severity === "record")
  const why = most === undefined ? "" : `\n  most often: ${most.first}`
  return `${name}: read ${read} = imported ${imported} + rejected ${rejected} + skipped ${skipped} + duplicate ${duplicate}${complete ? "" : ", cut short"}${why}`
}

/**
 * Read the files of the paths into the store, and say on the error stream what became of each. The planned journey is that of
 * `journeyFile` where one is named, else of the first `throughline.json` that has one.
 */
export const load = Effect.fn("load")(function* (
  paths: ReadonlyArray<string>,
  journeyFile: Option.Option<string> = Option.none()
) {
  const planned = Option.isNone(journeyFile) ? undefined : yield* readJourneyFile(journeyFile.value)
  const found = yield* findSources(paths)
  const sources = { ...found, journey: planned ?? found.journey }
  const outcomes: Array<FileOutcome> = []
  for (const { input, mapping, name, path } of sources.files) {
    if (mapping === undefined) {
      yield* Console.error(
        `${name}: not read, no mapping in ${projectFile}. "throughline check ${path}" says what is missing.`
      )
      continue
    }
    const outcome = yield* ingest(input, mapping)
    outcomes.push(outcome)
    yield* Console.error(summary(outcome))
  }
  if (paths.length > 0 && outcomes.length === 0) {
    return yield* new BadData({ message: `Nothing to read in ${paths.join(", ")}` })
  }
  return { sources, outcomes }
}, Effect.scoped)
