import {
  type CountTables,
  countTables,
  dispersionPrior,
  dispersions,
  type EqualMeans,
  likelihoods,
  posterior,
  usualDispersion
} from "../stats/DispersionPosterior.ts"
import { exp } from "../stats/Elementary.ts"
import { type Drift, drifts, ownDrift } from "./TopicTrendDrift.ts"
import { type WeekdayPattern, weekdayPatterns } from "./TopicTrendWeekdays.ts"

/** What a topic is expected to do in a week, from the weeks before. */
export interface Baseline {
  /** Texts on an average day of the weeks before, with half a text added to the sum: never 0. */
  readonly level: number
  /** How many times the level each weekday has, by the place of the day in the series modulo 7. */
  readonly weekdays: ReadonlyArray<number>
  /** The slope of the logarithm per day, and the place of the day it is counted from. */
  readonly slope: number
  readonly centre: number
  /** The probability of each of `dispersions`. */
  readonly weights: ReadonlyArray<number>
  /** Their mean. */
  readonly dispersion: number
  /** For each of `dispersions`, the squared relative error of what is expected. */
  readonly errors: ReadonlyArray<number>
}

/** A baseline is this many days at most, three weeks at least, and ends a week before the week it is for. */
export const baselineDays = { most: 84, least: 21, gap: 7 } as const

/** Days further above what is expected, in standard deviations, count as much as this: an old burst is not what is usual. */
const furthest = 8

/** A drift is followed up to this: half or twice the level. */
const furthestDrift = Math.LN2

/** The days that a baseline is made of. */
interface Span {
  readonly from: number
  readonly length: number
  /** How many of them each weekday has. */
  readonly days: ReadonlyArray<number>
}

/** What is expected of the days of a span. */
interface Means {
  readonly level: number
  readonly pattern: WeekdayPattern
  readonly drift: Drift
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0)

const spanOf = (week: number): Span => {
  const to = week - baselineDays.gap
  const from = Math.max(0, to - baselineDays.most)
  const days = [0, 0, 0, 0, 0, 0, 0]
  for (let day = from; day < to; day++) days[day % 7] = (days[day % 7] ?? 0) + 1
  return { from, length: to - from, days }
}

const meansOf = (
  counts: ReadonlyArray<Float64Array>,
  { days, from, length }: Span,
  dispersion: ReadonlyArray<number>
): ReadonlyArray<Means> => {
  const topics = counts.map((each, t) => {
    const sums = new Float64Array(7)
    each.forEach((count, i) => {
      sums[(from + i) % 7] = (sums[(from + i) % 7] ?? 0) + count
    })
    return { sums, mean: total(sums) / length, dispersion: dispersion[t] ?? usualDispersion }
  })
  const patterns = weekdayPatterns(topics, days)
  const own = counts.map((each, t) => {
    const { dispersion: usual, mean } = topics[t] ?? { dispersion: usualDispersion, mean: 0 }
    const weekdays = patterns[t]?.weekdays ?? []
    return ownDrift(each, (i) => mean * (weekdays[(from + i) % 7] ?? 1), usual)
  })
  const drift = drifts(own)
  return patterns.map((pattern, t) => ({
    level: ((topics[t]?.mean ?? 0) * length + 0.5) / length,
    pattern,
    drift: drift[t] ?? { slope: 0, own: 0 }
  }))
}

/** What is expected of each day of a span. */
const expectedOf = ({ drift, level, pattern }: Means, { from, length }: Span): Float64Array =>
  Float64Array.from({ length }, (_, i) => {
    const trend = drift.slope === 0 ? 1 : exp(drift.slope * (i - (length - 1) / 2))
    return level * trend * (pattern.weekdays[(from + i) % 7] ?? 1)
  })

/** Counts without their extremes: the same array when there are none. */
const capped = (counts: Float64Array, expected: Float64Array, dispersion: number): Float64Array => {
  const cap = (mean: number): number => Math.ceil(mean + furthest * Math.sqrt(mean + dispersion * mean * mean))
  return counts.some((count, i) => count > cap(expected[i] ?? 0))
    ? counts.map((count, i) => Math.min(count, cap(expected[i] ?? 0)))
    : counts
}

/** Days of the same weekday and the same third of a span: their means are near each other. */
const groupsOf = (counts: Float64Array, expected: Float64Array): ReadonlyArray<EqualMeans> => {
  const [n, sums, means] = [new Float64Array(21), new Float64Array(21), new Float64Array(21)]
  counts.forEach((count, i) => {
    const group = Math.floor((3 * i) / counts.length) * 7 + (i % 7)
    n[group] = (n[group] ?? 0) + 1
    sums[group] = (sums[group] ?? 0) + count
    means[group] = (means[group] ?? 0) + (expected[i] ?? 0)
  })
  return [...n].map((size, group) => ({ n: size, sum: sums[group] ?? 0, mean: (means[group] ?? 0) / size }))
}

const average = (weights: ReadonlyArray<number>): number =>
  weights.reduce((sum, weight, k) => sum + weight * (dispersions[k] ?? 0), 0)

/** How many means were estimated from the days of a topic. */
const fittedOf = ({ drift, pattern }: Means): number => 1 + 6 * pattern.own + drift.own

/** What is probable of the dispersion of each topic. */
const posteriors = (
  counts: ReadonlyArray<Float64Array>,
  means: ReadonlyArray<Means>,
  span: Span,
  tables: CountTables
): ReadonlyArray<ReadonlyArray<number>> => {
  const found = means.map((each, t) => {
    const own = counts[t] ?? new Float64Array(0)
    return likelihoods(own, groupsOf(own, expectedOf(each, span)), fittedOf(each), tables)
  })
  const prior = dispersionPrior(found)
  return found.map((each) => posterior(each, prior))
}

const baselineOf = (means: Means, weights: ReadonlyArray<number>, { from, length }: Span, week: number): Baseline => {
  const { drift, level, pattern } = means
  const centre = from + (length - 1) / 2
  const ahead = week + 3 - centre
  const share = (1 + 6 * pattern.own) / length + (drift.own * 12 * ahead * ahead) / length ** 3
  return {
    level,
    weekdays: pattern.weekdays,
    slope: drift.slope,
    centre,
    weights,
    dispersion: average(weights),
    errors: dispersions.map((each) => share * (1 / level + each))
  }
}

/** Learn what is expected of all topics in the week that begins on a day, at least four weeks after the first. */
export const baselinesFor = (topics: ReadonlyArray<Float64Array>, week: number): ReadonlyArray<Baseline> => {
  const span = spanOf(week)
  const raw = topics.map((counts) => counts.subarray(span.from, span.from + span.length))
  const tables = countTables(raw.reduce((most, counts) => counts.reduce((a, b) => Math.max(a, b), most), 0))
  let counts: ReadonlyArray<Float64Array> = raw
  let means = meansOf(counts, span, [])
  let weights = posteriors(counts, means, span, tables)
  const dispersion = weights.map(average)
  counts = raw.map((each, t) => {
    const expected = means[t]
    return expected ? capped(each, expectedOf(expected, span), dispersion[t] ?? usualDispersion) : each
  })
  means = meansOf(counts, span, dispersion)
  weights = posteriors(counts, means, span, tables)
  return means.map((each, t) => baselineOf(each, weights[t] ?? [], span, week))
}

/** What is expected on a day, but for the season. */
export const levelOn = ({ centre, level, slope, weekdays }: Baseline, day: number): number => {
  const drift = slope === 0 ? 0 : Math.min(furthestDrift, Math.max(-furthestDrift, slope * (day - centre)))
  return level * (weekdays[day % 7] ?? 1) * (drift === 0 ? 1 : exp(drift))
}
