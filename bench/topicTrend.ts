import { Tally, TopicTrend } from "@throughline/core"
import { type Burst, type Simulation, simulate, type TopicDay } from "../packages/core/test/topicSimulation.ts"

// How many alerts are right and how many bursts are found: `node bench/topicTrend.ts [runs]`, 10 of each kind unless told.

interface Found {
  readonly topic: unknown
  readonly detected: string
}

const rises = ({ counts }: Simulation): ReadonlyArray<Found> => {
  const counter = Tally.counter<TopicDay, readonly ["topic", "day"]>({ by: ["topic", "day"] })
  for (const each of counts) if (each.count > 0) counter.add(each, each.count)
  const result = TopicTrend.fromTally(counter.finish())
  if (result._tag !== "TopicTrends") return []
  return result.topics.flatMap((each) => each.rises.map(({ detected }) => ({ topic: each.topic, detected })))
}

const isOf = ({ days }: Simulation, rise: Found, burst: Burst): boolean => {
  const day = days.indexOf(rise.detected)
  return rise.topic === `t${burst.topic}` && day >= burst.from && day < burst.from + burst.days
}

const runs = Number(process.argv[2] ?? 10)
const seeds = Array.from({ length: runs }, (_, i) => i + 1)

const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`

for (const means of [
  [1, 40],
  [2, 60]
] as const) {
  let [alerts, right] = [0, 0]
  const [all, found]: [Array<Burst>, Array<Burst>] = [[], []]
  for (const seed of seeds) {
    const simulation = simulate({ seed, means })
    const told = rises(simulation)
    alerts += told.length
    right += told.filter((rise) => simulation.bursts.some((burst) => isOf(simulation, rise, burst))).length
    all.push(...simulation.bursts)
    found.push(...simulation.bursts.filter((burst) => told.some((rise) => isOf(simulation, rise, burst))))
  }
  const from = (bursts: ReadonlyArray<Burst>, factor: number): number => bursts.filter((b) => b.factor >= factor).length
  console.log(`topics of ${means.join(" to ")} texts a day: alerts that are of a burst ${share(right, alerts)}`)
  for (const factor of [2, 3])
    console.log(`  bursts of ${factor} times and more found ${share(from(found, factor), from(all, factor))}`)
}

const alerting = seeds
  .flatMap((seed) => [seed, seed + runs])
  .filter((seed) => rises(simulate({ seed: 1000 + seed, bursts: 0 })).length > 0)
console.log(`runs on noise that alert: ${share(alerting.length, 2 * runs)}`)
