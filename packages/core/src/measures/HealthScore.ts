import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { field } from "../tally/Dimension.ts"
import { column } from "../tally/read.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { HealthRecord } from "./CustomerHealth.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import * as HealthCounts from "./HealthCounts.ts"
import { definitionOf, type HealthModel, hundredth, pointsOf } from "./HealthModel.ts"

export { type CustomerHealth, type HealthPart, type HealthRecord, of } from "./CustomerHealth.ts"
export { type HealthComponent, type HealthModel, model } from "./HealthModel.ts"
export { scored } from "./scored.ts"

/** The mean health of some customers, from 0 to 100, with Student's t interval. */
export interface HealthEstimate extends Estimate {
  /** The components with their scales and weights. */
  readonly definition: string
  /** The mean share of the weight that is known of those counted, in per cent. */
  readonly coverage: number
  /** Exact sums behind the mean, in hundredths of a point. */
  readonly moments: Mean.Moments
}

/** A mean health, or why there is none. */
export type HealthResult = HealthEstimate | InsufficientData | Suppressed

/** How the mean is reported. */
export interface HealthOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the mean of fewer than this many customers: 2 unless told. */
  readonly minimum?: number
}

const inPoints = (difference: Difference): Difference => ({
  ...difference,
  value: difference.value / 100,
  interval: {
    ...difference.interval,
    low: difference.interval.low / 100,
    high: difference.interval.high / 100
  }
})

const compare = (a: Mean.Moments, b: Mean.Moments, level: number): Difference | InsufficientData => {
  const n = Math.min(a.n, b.n)
  return n < 2 ? insufficientData("too few customers on one side", n) : inPoints(Mean.difference(a, b, level))
}

const finish = (
  { coverage, excluded, moments }: HealthCounts.HealthCounts,
  model: HealthModel,
  { level = 0.95, minimum = 2 }: HealthOptions
): HealthResult => {
  const { n } = moments
  if (n === 0) return insufficientData("no customer with a score", 0, excluded)
  if (n === 1) return insufficientData("one customer has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const { high, low, method } = Mean.interval(moments, level, { minimum: 0, maximum: 10_000 })
  return {
    _tag: "Estimate",
    value: Mean.mean(moments) / 100,
    interval: { low: low / 100, high: high / 100, level, method },
    n,
    excluded,
    definition: definitionOf(model),
    coverage: hundredth(coverage / n / 100),
    moments
  }
}

const finisher = (model: HealthModel, options: HealthOptions): Finisher<HealthCounts.HealthCounts, HealthResult> => ({
  add: HealthCounts.add,
  subtract: HealthCounts.subtract,
  finish: (counts) => finish(counts, model, options),
  difference: (a, b) => compare(a.moments, b.moments, options.level ?? 0.95)
})

/**
 * The mean health of customers, each as by `of`, with Student's t interval.
 *
 * Customers without a score are excluded: as invalid when a value of theirs is off its scale, else as missing. Fewer than
 * two with one give `InsufficientData`.
 *
 * ```ts import.meta.vitest
 * import * as HealthScore from "./HealthScore.ts"
 *
 * const model = HealthScore.model([
 *   { name: "activeDays", weight: 3, worst: 0, best: 20 },
 *   { name: "openTickets", weight: 1, worst: 5, best: 0 }
 * ])
 * const customers = [{ activeDays: 10, openTickets: 0 }, { activeDays: 18, openTickets: 1 }, { activeDays: 2, openTickets: null }]
 * const mean = HealthScore.fromRecords(customers, model)
 * mean._tag === "Estimate" && [mean.value.toFixed(1), mean.n, mean.coverage] // => ["53.3", 3, 91.67]
 * ```
 */
export const fromRecords = <Name extends string>(
  customers: Iterable<HealthRecord<NoInfer<Name>>>,
  model: HealthModel<Name>,
  options: HealthOptions = {}
): HealthResult => {
  let sum = HealthCounts.nothing
  for (const customer of customers) {
    const points = model.components.map((component) => pointsOf(component, customer[component.name]))
    sum = HealthCounts.add(sum, HealthCounts.counted(model, points, 1))
  }
  return finish(sum, model, options)
}

/** The mean health of everyone in a tally by the components. Throws `TallyMismatch` when one is no dimension of it. */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  model: HealthModel<NoInfer<Name>>,
  options: HealthOptions = {}
): HealthResult => {
  const everyone = { dimension: field("everyone"), values: [null], codes: new Uint32Array(tally.counts.length) }
  const [[, counts] = [null, HealthCounts.nothing]] = HealthCounts.bySplit(tally, everyone, model)
  return finish(counts, model, options)
}

/** The mean health of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  model: HealthModel<NoInfer<Name>>,
  options: HealthOptions = {}
): ReadonlyArray<Group<HealthResult>> =>
  compareGroups(
    HealthCounts.bySplit(tally, column(tally, dimension), model),
    finisher(model, options),
    options.level ?? 0.95
  )

/** The mean health of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  model: HealthModel<NoInfer<Name>>,
  options: HealthOptions = {}
): ReadonlyArray<PeriodResult<HealthResult>> => {
  const split: Column = column(tally, period)
  const periods = HealthCounts.bySplit(tally, split, model)
  return compareInTime(periods, split.dimension, HealthCounts.nothing, finisher(model, options))
}

/**
 * The difference of two means in points, by Welch's t. `InsufficientData` when one is no estimate; throws `TallyMismatch`
 * for two definitions, because two scores do not compare.
 */
export const difference = (
  a: HealthResult,
  b: HealthResult,
  options: Pick<HealthOptions, "level"> = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a mean is missing on one side", 0)
  if (a.definition !== b.definition) throw new TallyMismatch(`${a.definition} does not compare with ${b.definition}`)
  return compare(a.moments, b.moments, options.level ?? 0.95)
}
