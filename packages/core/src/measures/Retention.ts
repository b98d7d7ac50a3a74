import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { ordinal, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { column } from "../tally/read.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compareGroups, compareInTime, everyPeriod, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import {
  type AgeCounts,
  atAge,
  combine,
  type LastPeriod,
  lastActive,
  nobody,
  pooledAt,
  RetentionCounter,
  type RetentionCounts,
  type RetentionDimensions,
  readRetention
} from "./RetentionCounts.ts"

const definition = "active in the period of this age, of the customers first active in the cohort's period"

/** The share of a cohort that was active at an age, in per cent from 0 to 100. */
export interface RetentionEstimate extends Estimate {
  readonly definition: typeof definition
  readonly retained: number
}

/** The period of this age is not over for any of these `n` customers: they are too young. Not known is not 0 %. */
export interface Censored {
  readonly _tag: "Censored"
  readonly n: number
}

/** Retention at an age, or why there is none. */
export type RetentionCell = RetentionEstimate | Censored | InsufficientData | Suppressed

/** The customers who were first active in one period. */
export interface RetentionCohort {
  readonly cohort: string
  readonly size: number
  /** Retention at age 1, 2, …: everyone is active at age 0 by definition. */
  readonly cells: ReadonlyArray<RetentionCell>
}

/** Cohorts by age. */
export interface RetentionMatrix {
  readonly _tag: "Retention"
  readonly definition: typeof definition
  readonly unit: PeriodUnit
  /** The last period looked at. */
  readonly through: string
  /** 1, 2, …: the ages of the cells. */
  readonly ages: ReadonlyArray<number>
  /** From the first cohort to the last; a period without new customers is a cohort of nobody. */
  readonly cohorts: ReadonlyArray<RetentionCohort>
  /** Retention at each age of all cohorts that are old enough, together. */
  readonly pooled: ReadonlyArray<RetentionCell>
  /** Customers of all cohorts. */
  readonly n: number
  readonly excluded: Excluded
}

/** A matrix, or why there is none. */
export type RetentionResult = RetentionMatrix | InsufficientData

/** That a customer was active in a period, as often as it is said. */
export interface CustomerPeriod {
  readonly customer: string | null | undefined
  /** A label such as `"2026-03"` or `"2026-W13"`. */
  readonly period: string | null | undefined
}

/** How retention is reported. */
export interface RetentionOptions {
  /** The last period that is over; the last in which anybody was active unless told. */
  readonly through?: string
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold shares of fewer customers than this: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds cohorts and ages, and how retention is reported. */
export interface RetentionTallyOptions<Name extends string> extends RetentionOptions, RetentionDimensions<Name> {}

/** More cells than this are no matrix that anybody reads. */
const mostCells = 2_000_000

const finish = (counts: AgeCounts, { level = 0.95, minimum = 1 }: RetentionOptions): RetentionCell => {
  const { invalid, missing, retained, size: n, young } = counts
  const excluded = { missing, invalid }
  if (n === 0 && young > 0) return { _tag: "Censored", n: young }
  if (retained > n) return insufficientData("more customers than at age 0: count each once a period", n, excluded)
  if (n === 0) return insufficientData("no customers in the cohort", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const interval = Proportion.interval({ successes: retained, n }, level)
  return { _tag: "Estimate", value: (100 * retained) / n, interval, n, excluded, definition, retained }
}

const place = (unit: PeriodUnit, label: string): number => {
  const found = ordinal(unit, label)
  if (found === undefined) throw new RangeError(`through is a ${unit} such as the cohorts are, found "${label}"`)
  return found
}

/** The last period to look at; `undefined` without cohorts. */
const endOf = (counts: RetentionCounts, { through }: RetentionOptions): LastPeriod | undefined =>
  through === undefined ? lastActive(counts) : { label: through, ordinal: place(counts.unit, through) }

const nothingSeen = (counts: RetentionCounts): InsufficientData =>
  insufficientData("no customers in a cohort", 0, counts.excluded)

const matrix = (counts: RetentionCounts, options: RetentionOptions): RetentionResult => {
  const { cohorts, excluded, unit } = counts
  const end = endOf(counts, options)
  const dimension = { kind: "period", name: "cohort", field: "cohort", unit, timeZone: "UTC" } as const
  const known = [...cohorts.keys()].filter((label) => end !== undefined && label <= end.label).sort()
  const labels = everyPeriod(dimension, known)
  const [first] = labels
  if (end === undefined || first === undefined) return nothingSeen(counts)
  const ages = Array.from({ length: end.ordinal - place(unit, first) }, (_, i) => i + 1)
  if (labels.length * ages.length > mostCells) {
    throw new RangeError(`More than ${mostCells} cells: count by a longer period, or leave out older cohorts`)
  }
  const rows = labels.map((label): RetentionCohort => {
    const cohort = cohorts.get(label) ?? { label, ordinal: place(unit, label), active: new Map<number, number>() }
    const cells = ages.map((age) => finish({ ...atAge(cohort, age, end.ordinal), ...excluded }, options))
    return { cohort: label, size: cohort.active.get(0) ?? 0, cells }
  })
  return {
    _tag: "Retention",
    definition,
    unit,
    through: end.label,
    ages,
    cohorts: rows,
    pooled: ages.map((age) => finish(pooledAt(counts, age, end.ordinal), options)),
    n: rows.reduce((sum, { size }) => sum + size, 0),
    excluded
  }
}

/**
 * Retention from a list of who was active when: each customer joins the cohort of their first period.
 *
 * Takes a customer and the label of a period, as often as they were active. No customer or period is reported as missing, a
 * label of another unit as invalid. Else as `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Retention from "./Retention.ts"
 *
 * const active = [
 *   { customer: "ada", period: "2026-01" },
 *   { customer: "bob", period: "2026-01" },
 *   { customer: "ada", period: "2026-02" },
 *   { customer: "eve", period: "2026-02" }
 * ]
 * const result = Retention.fromActivity(active, { unit: "month" })
 * const rows = result._tag === "Retention" ? result.cohorts : []
 * rows.map(({ cells, cohort, size }) => [cohort, size, ...cells.map((cell) => cell._tag === "Estimate" ? cell.value : cell._tag)]) // => [["2026-01", 2, 50], ["2026-02", 1, "Censored"]]
 * ```
 */
export const fromActivity = (
  active: Iterable<CustomerPeriod>,
  { unit, ...options }: RetentionOptions & { readonly unit: PeriodUnit }
): RetentionResult => {
  const counter = new RetentionCounter(unit)
  for (const periods of periodsOf(active, unit, counter).values()) {
    const first = [...periods.keys()].reduce((a, b) => Math.min(a, b))
    for (const place of periods.keys()) counter.add(periods.get(first), place - first, 1)
  }
  return matrix(counter.finish(), options)
}

/** The periods of each customer, by their place. What is none is counted as such. */
const periodsOf = (active: Iterable<CustomerPeriod>, unit: PeriodUnit, counter: RetentionCounter) => {
  const customers = new Map<string, Map<number, string>>()
  for (const { customer, period } of active) {
    const label = period ?? ""
    const place = ordinal(unit, label)
    if (!customer || place === undefined) counter.add(customer ? period : null, 0, 1)
    else customers.set(customer, (customers.get(customer) ?? new Map<number, string>()).set(place, label))
  }
  return customers
}

/**
 * Retention of a tally of customers by cohort and age: each customer once in every period they were active, such as the
 * derived source `retention` gives.
 *
 * `cohort` is the calendar period in which they were first active, `age` how many periods later they were active; age 0 is
 * the size of the cohort. A share is bounded: active in that very period, not in it or later. Shares have Wilson's interval.
 * What lies after `through` is `Censored`, not 0 %; a period that is still running is left out by it. Without a cohort or
 * an age is missing, an age that is no whole number from 0 is invalid. No customers give `InsufficientData`. Throws
 * `TallyMismatch` unless cohorts are calendar periods, a `RangeError` when `through` is no such period.
 *
 * Source: Wilson (1927).
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Retention from "./Retention.ts"
 *
 * const january = new Date("2026-01-01")
 * const rows = [{ cohort: january, age: 0 }, { cohort: january, age: 0 }, { cohort: january, age: 1 }]
 * const cohort = Dimension.named(Dimension.period("cohort", "month", "UTC"), "cohort")
 * const result = Retention.fromTally(Tally.from(rows, { by: [cohort, "age"] }))
 * const [cell] = result._tag === "Retention" ? result.pooled : []
 * cell?._tag === "Estimate" && [cell.value, cell.retained, cell.n] // => [50, 1, 2]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: RetentionTallyOptions<NoInfer<Name>> = {}
): RetentionResult => matrix(readRetention(tally, options), options)

/** The age to compare at. */
export interface RetentionAge {
  /** How many periods after the first: a whole number from 1. */
  readonly at: number
}

const checkAge = (at: number): number => {
  if (Number.isSafeInteger(at) && at >= 1) return at
  throw new RangeError(`An age to compare at is a whole number from 1, found ${at}`)
}

const compare = (a: AgeCounts, b: AgeCounts, level = 0.95): Difference | InsufficientData => {
  const sides = [a, b].map((counts) => finish(counts, { level }))
  return sides.every((side) => side._tag === "Estimate")
    ? Proportion.difference({ successes: a.retained, n: a.size }, { successes: b.retained, n: b.size }, level)
    : insufficientData("no share on one side", Math.min(a.size, b.size))
}

const finisher = (options: RetentionOptions): Finisher<AgeCounts, RetentionCell> => ({
  add: combine(1),
  subtract: combine(-1),
  finish: (counts) => finish(counts, options),
  difference: (a, b) => compare(a, b, options.level)
})

/**
 * Retention at one age of each value of a dimension, all cohorts that are old enough together, with its difference from all
 * others, corrected for the number of groups.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Retention from "./Retention.ts"
 *
 * const cohort = new Date("2026-01-01")
 * const rows = [{ cohort, age: 0, channel: "web" }, { cohort, age: 1, channel: "web" }, { cohort, age: 0, channel: "store" }]
 * const by = [Dimension.named(Dimension.period("cohort", "month", "UTC"), "cohort"), "age", "channel"] as const
 * const groups = Retention.by(Tally.from(rows, { by }), "channel", { at: 1 })
 * groups.map(({ result, value }) => [value, result._tag === "Estimate" && result.value]) // => [["store", 0], ["web", 100]]
 * ```
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: RetentionTallyOptions<NoInfer<Name>> & RetentionAge
): ReadonlyArray<Group<RetentionCell>> => {
  const at = checkAge(options.at)
  const through = endOf(readRetention(tally, options), options)?.ordinal ?? 0
  const parts = slices(tally as Tally, dimension).map(
    ({ tally: part, value }) => [value, pooledAt(readRetention(part, options), at, through)] as const
  )
  return compareGroups(parts, finisher(options), options.level ?? 0.95)
}

/**
 * Retention at one age of each cohort, from the first to the last, with its change from the one before: whether those who
 * joined later stay better. Cohorts that are too young are `Censored`.
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  options: RetentionTallyOptions<NoInfer<Name>> & RetentionAge
): ReadonlyArray<PeriodResult<RetentionCell>> => {
  const at = checkAge(options.at)
  const counts = readRetention(tally, options)
  const through = endOf(counts, options)?.ordinal ?? 0
  const parts = [...counts.cohorts.values()]
    .sort((a, b) => a.ordinal - b.ordinal)
    .map((cohort) => [cohort.label, { ...atAge(cohort, at, through), ...counts.excluded }] as const)
  const { dimension } = column(tally as Tally, options.cohort ?? "cohort")
  return compareInTime(parts, dimension, nobody, finisher(options))
}

/** The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate. */
export const difference = (
  a: RetentionCell,
  b: RetentionCell,
  options: { readonly level?: number } = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? Proportion.difference({ successes: a.retained, n: a.n }, { successes: b.retained, n: b.n }, options.level ?? 0.95)
    : insufficientData("a share is missing on one side", 0)
