import { Tally, TopicTrend } from "@throughline/core"
import {
  type Burst,
  type Simulation,
  type SimulationOptions,
  simulate,
  type TopicDay
} from "../packages/core/test/topicSimulation.ts"

// How many alerts are right, how many bursts are found, and how many runs on noise alert, in several settings:
// `node bench/topicTrend.ts [runs with bursts] [runs on noise] [settings, by a part of their name]`; `time` for the seconds.

interface Found {
  readonly topic: unknown
  readonly detected: string
}

const tallyOf = ({ counts }: Simulation) => {
  const counter = Tally.counter<TopicDay, readonly ["topic", "day"]>({ by: ["topic", "day"] })
  for (const each of counts) if (each.count > 0) counter.add(each, each.count)
  return counter.finish()
}

const rises = (simulation: Simulation): ReadonlyArray<Found> => {
  const result = TopicTrend.fromTally(tallyOf(simulation))
  if (result._tag !== "TopicTrends") return []
  return result.topics.flatMap((each) => each.rises.map(({ detected }) => ({ topic: each.topic, detected })))
}

const isOf = ({ days }: Simulation, rise: Found, burst: Burst): boolean => {
  const day = days.indexOf(rise.detected)
  return rise.topic === `t${burst.topic}` && day >= burst.from && day < burst.from + burst.days
}

type Setting = Omit<SimulationOptions, "seed">

const settings: ReadonlyArray<readonly [name: string, setting: Setting]> = [
  ["1 to 40 a day", {}],
  ["2 to 60 a day", { means: [2, 60] }],
  ["0.3 to 30 a day", { means: [0.3, 30] }],
  ["dispersion 0.1", { means: [2, 60], dispersions: [0.1, 0.1] }],
  ["dispersion 0.25", { means: [2, 60], dispersions: [0.25, 0.25] }],
  ["dispersion 0.5", { means: [2, 60], dispersions: [0.5, 0.5] }],
  ["dispersion 0.5, 0.3 to 30 a day", { means: [0.3, 30], dispersions: [0.5, 0.5] }],
  ["dispersion 0.02 to 0.5", { means: [2, 60], dispersions: [0.02, 0.5] }],
  ["no weekdays", { means: [2, 60], weekdays: 0 }],
  ["strong weekdays", { means: [2, 60], weekdays: 2 }],
  ["drift to half or twice", { means: [2, 60], drift: 2 }],
  ["yearly wave of 40 %", { means: [2, 60], wave: 0.4 }]
]

const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(1)

const seedsOf = (runs: number): ReadonlyArray<number> => Array.from({ length: runs }, (_, i) => i + 1)

/** Precision of alerts, bursts found by size, and days until they are. */
const scores = (setting: Setting, runs: number): ReadonlyArray<string> => {
  let [alerts, right] = [0, 0]
  const told: Array<Burst & { readonly delay: number | undefined }> = []
  for (const seed of seedsOf(runs)) {
    const simulation = simulate({ ...setting, seed })
    const all = rises(simulation)
    alerts += all.length
    right += all.filter((rise) => simulation.bursts.some((burst) => isOf(simulation, rise, burst))).length
    for (const burst of simulation.bursts) {
      const rise = all.find((each) => isOf(simulation, each, burst))
      told.push({ ...burst, delay: rise && simulation.days.indexOf(rise.detected) - burst.from })
    }
  }
  const found = (bursts: typeof told): string =>
    percent(bursts.filter(({ delay }) => delay !== undefined).length, bursts.length)
  const big = told.filter(({ factor }) => factor >= 3)
  const delays = told.flatMap(({ delay }) => (delay === undefined ? [] : [delay])).sort((a, b) => a - b)
  const many = big.filter(({ extra }) => extra >= 20)
  return [
    percent(right, alerts),
    found(told.filter(({ factor }) => factor >= 2)),
    found(big),
    found(many),
    String(delays[Math.floor(delays.length / 2)])
  ]
}

const alerting = (setting: Setting, runs: number): string => {
  const noisy = seedsOf(runs).filter((seed) => rises(simulate({ ...setting, seed: 1000 + seed, bursts: 0 })).length > 0)
  return `${noisy.length} of ${runs}`
}

const seconds = (topics: number, days: number): string => {
  const tally = tallyOf(simulate({ seed: 1, topics, days }))
  const start = performance.now()
  TopicTrend.fromTally(tally)
  return `${((performance.now() - start) / 1000).toFixed(1)} s for ${topics} topics of ${days} days`
}

const [runs = 10, noiseRuns = 40] = process.argv.slice(2, 4).map(Number)
const wanted = process.argv[4] ?? ""
if (process.argv[2] === "time") {
  for (const size of [
    [300, 180],
    [5000, 365]
  ] as const)
    console.log(seconds(size[0], size[1]))
} else {
  console.log(
    "| Setting | Right, % | 2× found, % | 3× found, % | 3× and 20 texts, % | Days until told | Noise alerts |"
  )
  console.log("| --- | --- | --- | --- | --- | --- | --- |")
  for (const [name, setting] of settings.filter(([each]) => each.includes(wanted)))
    console.log(`| ${[name, ...scores(setting, runs), alerting(setting, noiseRuns)].join(" | ")} |`)
}
