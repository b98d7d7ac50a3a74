import { Deviations, DirectlyFollows, Sources, Tally } from "@throughline/core"
import type { ActualPaths, JourneyMap } from "../../src/index.ts"
import { onlineRetailer } from "./onlineRetailer.ts"

/** Journeys by the touchpoints that they met, in order. */
const journeys: ReadonlyArray<readonly [path: string, journeys: number]> = [
  ["search", 5100],
  ["search website", 9800],
  ["search website reviews", 6100],
  ["search website search website", 2700],
  ["search search website reviews", 1400],
  ["search website reviews search website reviews purchase updates delivery", 1500],
  ["search website reviews purchase updates delivery", 4600],
  ["search website reviews purchase updates delivery offer", 1900],
  ["search website reviews purchase delivery", 1100],
  ["search website purchase updates delivery", 1700],
  ["search reviews purchase updates delivery offer", 800],
  ["search website reviews purchase updates track delivery", 1300],
  ["search website reviews purchase updates delivery service", 700],
  ["search website reviews purchase updates service delivery service", 450],
  ["search website reviews purchase updates delivery service delivery offer", 380],
  ["search faq website reviews", 620],
  ["search website reviews offer purchase updates delivery", 410]
]

const steps = journeys.flatMap(([path, count]) => {
  const met = path.split(" ")
  return [undefined, ...met].map((from, i) => ({ from, to: met[i], count }))
})

const graph = DirectlyFollows.fromTally(
  Tally.fromColumns({
    columns: { from: steps.map(({ from }) => from ?? null), to: steps.map(({ to }) => to ?? null) },
    counts: steps.map(({ count }) => count)
  })
)

const stages = onlineRetailer.touchpoints.map(({ id, optional }) => ({
  touchpoints: [{ id, optional: optional === true || id === "offer" }]
}))

const deviations = Deviations.fromTally(
  Tally.fromColumns({
    columns: { path: journeys.map(([path]) => Sources.pathText(path.split(" "))) },
    counts: journeys.map(([, count]) => count)
  }),
  { stages },
  { repeats: "free" }
)

const paths: ActualPaths | undefined =
  graph._tag === "DirectlyFollows" && deviations._tag === "Deviations"
    ? { graph, deviations: deviations.deviations }
    : undefined

/** The online retailer's journey, held against what its customers did. */
export const actualRetailer: JourneyMap = { ...onlineRetailer, paths }
