import { Journeys } from "@throughline/event-log"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import { BadData } from "../Failure.ts"

/** Where a text is no JSON, without what stands there. */
const placeIn = (error: unknown): string => {
  const place = /line \d+ column \d+|position \d+/.exec(String(error))
  return place === null ? "it ends too soon" : `look at ${place[0]}`
}

const problemText = ({ expected, fix, found, path }: Journeys.JourneyProblem): string =>
  `  ${path === "" ? "the document" : path}: found ${found}, expected ${expected}; ${fix}`

/** What is wrong with a document of journeys, a problem a line. */
export const problemsText = ({ problems }: Journeys.InvalidJourneys): string => problems.map(problemText).join("\n")

const refuse = (message: string) => new BadData({ message })

/** The planned journey of a file of journeys as JSON. Fails with `BadData` where it has none, or is no such file. */
export const readJourneyFile = Effect.fn("readJourneyFile")(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const text = yield* Effect.mapError(files.readFileString(path), () =>
    refuse(`${path}: no such file, or not readable`)
  )
  const json = yield* Effect.try({
    try: (): unknown => JSON.parse(text.replace(/^\uFEFF/, "")),
    catch: (error) => refuse(`${path} is no JSON: ${placeIn(error)}`)
  })
  const journeys = Journeys.read(json)
  if (journeys._tag === "InvalidJourneys") {
    return yield* refuse(`${path} is no document of journeys:\n${problemsText(journeys)}`)
  }
  if (journeys.planned === undefined) {
    return yield* refuse(`${path} has no planned journey: write its stages and touchpoints in "planned"`)
  }
  return journeys.planned
})
