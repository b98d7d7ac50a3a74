import { countTables, dispersions, type EqualMeans, usualDispersion, weigh } from "../stats/DispersionPosterior.ts"

/** Days of a topic: how many texts each had, from the first day that anything was counted on. */
export interface TopicDays {
  readonly counts: Float64Array
  /** `countTables` up to the highest count. */
  readonly tables: ReadonlyArray<Float64Array>
  /** For each table, the sums of its terms over the days before each day. */
  readonly sums: ReadonlyArray<Float64Array>
}

/** Read the days of a topic. */
export const topicDays = (counts: Float64Array): TopicDays => {
  const tables = countTables(counts.reduce((most, count) => Math.max(most, count), 0))
  const sums = tables.map((table) => {
    const sum = new Float64Array(counts.length + 1)
    counts.forEach((count, day) => {
      sum[day + 1] = (sum[day] ?? 0) + (table[count] ?? 0)
    })
    return sum
  })
  return { counts, tables, sums }
}

/** What a topic is expected to do, from the weeks before. */
export interface Baseline {
  /** Texts on an average day, with half a text added to the sum: never 0. */
  readonly level: number
  /** How many times the level each weekday has, by the place of the day in the series modulo 7. */
  readonly weekdays: ReadonlyArray<number>
  /** The probability of each of `dispersions`. */
  readonly weights: ReadonlyArray<number>
  /** For each of `dispersions`, the squared relative error of what is expected. */
  readonly errors: ReadonlyArray<number>
}

/** A baseline is this many days at most, three weeks at least, and ends a week before the day it is for. */
export const baselineDays = { most: 84, least: 21, gap: 7 } as const

/** Days further above what is expected, in standard deviations, count as much as this: an old burst is not what is usual. */
const furthest = 5

const weekdayNumbers = [0, 1, 2, 3, 4, 5, 6]

const squared = (x: number): number => x * x

/** The level and the weekdays of some counts. */
interface Means {
  readonly level: number
  readonly weekdays: ReadonlyArray<number>
  readonly groups: ReadonlyArray<EqualMeans>
  /** How many means stand behind the weekdays: 1 when they are all alike, 7 when each is its own. */
  readonly fitted: number
}

/** How far weekdays differ beyond chance, from 0 to 1: the share of their own pattern that is kept. */
const ownPattern = (sums: Float64Array, days: Float64Array, mean: number, dispersion: number): number => {
  if (mean === 0) return 0
  const q = sums.reduce((all, sum, w) => all + ((days[w] ?? 0) * squared(sum / (days[w] ?? 1) - mean)) / mean, 0)
  return Math.max(0, 1 - (6 * (1 + dispersion * mean)) / q)
}

const meansOf = (counts: Float64Array, first: number, dispersion: number): Means => {
  const [sums, days] = [new Float64Array(7), new Float64Array(7)]
  counts.forEach((count, i) => {
    const weekday = (first + i) % 7
    sums[weekday] = (sums[weekday] ?? 0) + count
    days[weekday] = (days[weekday] ?? 0) + 1
  })
  const total = sums.reduce((all, sum) => all + sum, 0)
  const mean = total / counts.length
  const own = ownPattern(sums, days, mean, dispersion)
  const level = (total + 0.5) / counts.length
  const weekdays = weekdayNumbers.map((w) => (own === 0 ? 1 : 1 + own * ((sums[w] ?? 0) / (days[w] ?? 1) / mean - 1)))
  const groups = weekdays.map((factor, w) => ({ n: days[w] ?? 0, sum: sums[w] ?? 0, mean: level * factor }))
  return { level, weekdays, groups, fitted: 1 + 6 * own }
}

const average = (weights: ReadonlyArray<number>): number =>
  weights.reduce((sum, weight, k) => sum + weight * (dispersions[k] ?? 0), 0)

/** Counts without their extremes: the same array when there are none. */
const capped = (counts: Float64Array, first: number, { groups }: Means, dispersion: number): Float64Array => {
  const caps = groups.map(({ mean }) => Math.ceil(mean + furthest * Math.sqrt(mean + dispersion * mean * mean)))
  const cap = (i: number): number => caps[(first + i) % 7] ?? 0
  return counts.some((count, i) => count > cap(i)) ? counts.map((count, i) => Math.min(count, cap(i))) : counts
}

/** The sums of the tables over the days from `from`, where `kept` stands for the counts of these days. */
const termsOf = ({ counts, sums, tables }: TopicDays, from: number, kept: Float64Array): ReadonlyArray<number> => {
  const changed: Array<number> = []
  for (let i = 0; i < kept.length; i++) if (kept[i] !== counts[from + i]) changed.push(i)
  return tables.map((table, k) => {
    const whole = (sums[k]?.[from + kept.length] ?? 0) - (sums[k]?.[from] ?? 0)
    return changed.reduce((sum, i) => sum + (table[kept[i] ?? 0] ?? 0) - (table[counts[from + i] ?? 0] ?? 0), whole)
  })
}

/** What is expected on a day, from the weeks that end a week before; `null` with too few days. */
export const baselineFor = (days: TopicDays, day: number): Baseline | null => {
  const to = day - baselineDays.gap
  const from = Math.max(0, to - baselineDays.most)
  if (to - from < baselineDays.least) return null
  const window = days.counts.subarray(from, to)
  let kept: Float64Array = window
  let means = meansOf(kept, from, usualDispersion)
  let weights = weigh(means.groups, termsOf(days, from, kept), means.fitted)
  for (let pass = 0; pass === 0 || (pass < 2 && kept !== window); pass++) {
    const dispersion = average(weights)
    kept = capped(window, from, means, dispersion)
    means = meansOf(kept, from, dispersion)
    weights = weigh(means.groups, termsOf(days, from, kept), means.fitted)
  }
  const { fitted, level, weekdays } = means
  const errors = dispersions.map((each) => (fitted * (1 / level + each)) / window.length)
  return { level, weekdays, weights, errors }
}

/** The same days of the year, a whole number of weeks before. */
const yearLength = 364

/** Texts that a season is shrunk by: as many as expected. */
const pseudoTexts = 10

/**
 * How many times the level a day has, by the same fortnight of the years before, each against the weeks before it: 1 unless two
 * full years are known.
 */
export const seasonOf = (counts: Float64Array, day: number): number => {
  const { gap, most } = baselineDays
  let [observed, expected, years] = [0, 0, 0]
  for (let centre = day - yearLength; centre - 2 * gap - most >= 0; centre -= yearLength) {
    const around = counts.subarray(centre - gap, centre + gap)
    const before = counts.subarray(centre - 2 * gap - most, centre - 2 * gap)
    observed += around.reduce((sum, count) => sum + count, 0)
    expected += (before.reduce((sum, count) => sum + count, 0) * around.length) / before.length
    years++
  }
  return years < 2 ? 1 : (observed + pseudoTexts) / (expected + pseudoTexts)
}
