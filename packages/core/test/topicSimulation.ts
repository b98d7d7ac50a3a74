import * as Normal from "../src/stats/Normal.ts"
import { type Random, random } from "../src/stats/Random.ts"
import { next } from "../src/tally/PeriodLabel.ts"

/** A rise that was put into a topic: its mean is multiplied by `factor` from day `from` for `days` days. */
export interface Burst {
  readonly topic: number
  readonly from: number
  readonly days: number
  readonly factor: number
  /** How many texts it is expected to add. */
  readonly extra: number
}

/** Texts of a topic on a day. */
export interface TopicDay {
  readonly topic: string
  readonly day: string
  readonly count: number
}

export interface Simulation {
  readonly counts: ReadonlyArray<TopicDay>
  readonly bursts: ReadonlyArray<Burst>
  readonly days: ReadonlyArray<string>
}

export interface SimulationOptions {
  readonly seed: number
  readonly topics?: number
  readonly days?: number
  readonly bursts?: number
  /** Texts a day, from and to; the logarithm is uniform. */
  readonly means?: readonly [number, number]
  /** Variance beyond Poisson's, over the squared mean; the logarithm is uniform. */
  readonly dispersions?: readonly [number, number]
  /** How quiet weekends are: the power of the usual factors, 0 for none. */
  readonly weekdays?: number
  /** Half of the topics grow by this factor from the first to the last day, the others shrink by it. */
  readonly drift?: number
  /** Half the height of a yearly wave that begins anywhere, as a share of the mean. */
  readonly wave?: number
}

/** Marsaglia and Tsang (2000): a gamma number of shape a with mean a. */
const gamma = (next: Random, shape: number): number => {
  if (shape < 1) return gamma(next, shape + 1) * next() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = Normal.quantile(next())
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

const poisson = (next: Random, mean: number): number => {
  if (mean > 30) {
    // A gamma number splits the time of a Poisson process: Ahrens and Dieter (1974).
    const half = Math.floor(mean * 0.875)
    const time = gamma(next, half)
    return time > mean ? below(next, half - 1, mean / time) : half + poisson(next, mean - time)
  }
  const limit = Math.exp(-mean)
  let [count, product] = [0, next()]
  for (; product > limit; count++) product *= next()
  return count
}

const below = (next: Random, n: number, p: number): number => {
  let count = 0
  for (let i = 0; i < n; i++) if (next() < p) count++
  return count
}

const between = (next: Random, [low, high]: readonly [number, number]): number => low * (high / low) ** next()

const labels = (days: number): ReadonlyArray<string> => {
  const found = ["2026-01-01"]
  while (found.length < days) found.push(next("day", found.at(-1) ?? ""))
  return found
}

/** How many times its mean a topic has on a day, but for weekdays and bursts. */
const seasonal = ({ days = 180, drift = 1, wave = 0 }: SimulationOptions, topic: number, day: number): number =>
  drift ** (((topic % 2 === 0 ? 1 : -1) * day) / days) * (1 + wave * Math.sin((2 * Math.PI * day) / 364 + 2.4 * topic))

/**
 * Counts of topics by day: negative binomial, each topic with its own mean, dispersion and weekdays (quiet at weekends), and
 * bursts of 2 to 10 days that multiply the mean by 1.5 to 6, no two in one topic.
 */
export const simulate = (options: SimulationOptions): Simulation => {
  const { topics = 300, days = 180, bursts = 60, means = [1, 40], dispersions = [0.02, 0.25], weekdays = 1 } = options
  const next = random(options.seed)
  const dates = labels(days)
  const planned = Array.from({ length: bursts }, (_, i) => {
    const length = 2 + Math.floor(9 * next())
    const from = 35 + Math.floor((days - 35 - length) * next())
    return { topic: Math.floor((i * topics) / bursts), from, days: length, factor: between(next, [1.5, 6]), extra: 0 }
  })
  const ofTopic = new Map(planned.map((burst) => [burst.topic, burst]))
  const counts = Array.from({ length: topics }, (_, topic) => {
    const [mean, dispersion] = [between(next, means), between(next, dispersions)]
    const weekend = 0.3 + 0.7 * next()
    const weekday = Array.from({ length: 7 }, (__, i) => (i > 4 ? weekend : 0.8 + 0.4 * next()) ** weekdays)
    const burst = ofTopic.get(topic)
    return dates.map((day, i) => {
      const usual = mean * (weekday[(i + 3) % 7] ?? 1) * seasonal(options, topic, i)
      const isBurst = burst !== undefined && i >= burst.from && i < burst.from + burst.days
      if (isBurst) burst.extra += usual * (burst.factor - 1)
      const expected = usual * (isBurst ? burst.factor : 1)
      const count = poisson(next, expected * dispersion * gamma(next, 1 / dispersion))
      return { topic: `t${topic}`, day, count }
    })
  })
  return { counts: counts.flat(), bursts: planned, days: dates }
}
