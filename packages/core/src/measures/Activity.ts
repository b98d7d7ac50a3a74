import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import * as Proportion from "../stats/Proportion.ts"
import { daysIn, labelsBetween, ordinal, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import { by as slices } from "../tally/slice.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import { ActivityCounter, type ActivityCounts, nobody, type StateCounts, stateOf } from "./ActivityCounts.ts"
import { type CustomerDay, countDays } from "./ActivityDays.ts"
import { compareGroups, type Finisher, type Group } from "./Grouped.ts"

export type { CustomerDay } from "./ActivityDays.ts"

const returned = "active again, of the customers active in the period before"
const daily = "mean of daily active customers, of the customers active in the period"

/** The share of the active customers of one period who are active in the next, in per cent. */
export interface ReturnEstimate extends Estimate {
  readonly definition: typeof returned
  readonly returning: number
}

/** Daily active customers over active customers of the period (DAU/MAU where it is a month), in per cent. */
export interface StickinessEstimate extends Estimate {
  readonly definition: typeof daily
  /** Days in the period. */
  readonly days: number
  /** Exact sums of the active days of customers. */
  readonly moments: Mean.Moments
}

/** A share, or why there is none. */
export type ReturnResult = ReturnEstimate | InsufficientData | Suppressed

/** Stickiness, or why there is none. */
export type StickinessResult = StickinessEstimate | InsufficientData | Suppressed

/** The customers of one period. Counts are complete, so they have no interval; shares do. */
export interface ActivityPeriod extends StateCounts {
  readonly period: string
  /** new + returning + resurrecting + unknown. */
  readonly active: number
  readonly returned: ReturnResult
  readonly stickiness: StickinessResult
}

/** How activity is reported. */
export interface ActivityOptions {
  /** The last period that is over; the last that is counted unless told. */
  readonly through?: string
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold shares of fewer customers than this: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds activity, and how it is reported. */
export interface ActivityTallyOptions<Name extends string> extends ActivityOptions {
  /** What a customer is in the period: `"state"` unless told. */
  readonly state?: Name
  /** On how many of its days they were active: `"days"` unless told. Without this dimension there is no stickiness. */
  readonly days?: Name
}

const finishReturned = (
  { dormant, returning }: Pick<StateCounts, "returning" | "dormant">,
  excluded: Excluded,
  { level = 0.95, minimum = 1 }: ActivityOptions
): ReturnResult => {
  const n = returning + dormant
  if (n === 0) return insufficientData("nobody is known to have been active in the period before", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const interval = Proportion.interval({ successes: returning, n }, level)
  return { _tag: "Estimate", value: (100 * returning) / n, interval, n, excluded, definition: returned, returning }
}

const finishStickiness = (
  { days: moments, withoutDays: excluded }: ActivityCounts,
  days: number,
  { level = 0.95, minimum = 1 }: ActivityOptions
): StickinessResult => {
  const { n } = moments
  if (n === 0) return insufficientData("no active days", 0, excluded)
  if (n === 1) return insufficientData("one active customer has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const { high, low, method } = Mean.interval(moments, level, { minimum: 1, maximum: days })
  const percent = (mean: number): number => (100 * mean) / days
  const interval = { low: percent(low), high: percent(high), level, method }
  return {
    _tag: "Estimate",
    value: percent(Mean.mean(moments)),
    interval,
    n,
    excluded,
    definition: daily,
    days,
    moments
  }
}

const series = (
  { excluded, periods }: ActivityCounter,
  unit: PeriodUnit,
  options: ActivityOptions
): ReadonlyArray<ActivityPeriod> => {
  const { through } = options
  if (through !== undefined && ordinal(unit, through) === undefined) {
    throw new RangeError(`through is a ${unit} such as the periods are, found "${through}"`)
  }
  const labels = [...periods.keys()].sort()
  const [first, last] = [labels[0], through ?? labels.at(-1)]
  if (first === undefined || last === undefined || first > last) return []
  return labelsBetween(unit, first, last).map((period) => {
    const counts = periods.get(period) ?? nobody
    const { new: joined, resurrecting, returning, unknown } = counts.states
    return {
      period,
      ...counts.states,
      active: joined + returning + resurrecting + unknown,
      returned: finishReturned(counts.states, excluded, options),
      stickiness: finishStickiness(counts, daysIn(unit, period), options)
    }
  })
}

/**
 * Activity by period from a list of who was active on which day.
 *
 * Takes a customer and a date, as often as they were active; their first day of all makes them new. No customer or day is
 * reported as missing, what is no date as invalid. Else as `over`.
 *
 * ```ts import.meta.vitest
 * import * as Activity from "./Activity.ts"
 *
 * const days = (customer, ...all) => all.map((day) => ({ customer, day: `2026-${day}` }))
 * const active = [...days("ada", "01-05", "01-06", "02-03"), ...days("bob", "01-20", "03-01")]
 * const months = Activity.fromDays(active, { unit: "month" })
 * months.map((month) => [month.period, month.new, month.returning, month.resurrecting, month.dormant]) // => [["2026-01", 2, 0, 0, 0], ["2026-02", 0, 1, 0, 1], ["2026-03", 0, 0, 1, 1]]
 * ```
 */
export const fromDays = (
  active: Iterable<CustomerDay>,
  { unit, ...options }: ActivityOptions & { readonly unit: PeriodUnit }
): ReadonlyArray<ActivityPeriod> => series(countDays(active, unit, options.through), unit, options)

const unitOf = ({ dimension }: Column): PeriodUnit => {
  if (dimension.kind === "period") return dimension.unit
  throw new TallyMismatch("Activity is counted by a calendar period")
}

/**
 * New, returning, resurrecting and dormant customers of each period, with the share who returned and stickiness.
 *
 * Takes a tally of customers by period, state and number of active days, such as the derived source `activity` gives.
 * `new` are active for the first time, `returning` were active in the period before, `resurrecting` were not, `dormant` are
 * those active in the period before and not in this one: each customer is dormant once until they are back. `unknown` were
 * active, without a state. The share who returned, of those active in the period before, has Wilson's interval. Stickiness
 * is the mean of daily active customers over the customers active in the period: the mean of their active days over its
 * days, so it has Student's t interval over customers.
 *
 * Periods without anybody are in the series, and have no share. Customers without a period are reported as missing, those of
 * another state as invalid; active ones whose days are missing, or none of the period's, are excluded from stickiness.
 * A period that is still running is left out by `through`. Throws `TallyMismatch` unless the period is one of a calendar.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Activity from "./Activity.ts"
 *
 * const april = new Date("2026-04-01")
 * const rows = [
 *   { period: april, state: "new", days: 3 },
 *   { period: april, state: "returning", days: 15 },
 *   { period: april, state: "dormant", days: 0 }
 * ]
 * const by = [Dimension.period("period", "month", "UTC"), "state", "days"] as const
 * const [month] = Activity.over(Tally.from(rows, { by }), "month")
 * month?.returned._tag === "Estimate" && month.returned.value // => 50
 * month?.stickiness._tag === "Estimate" && month.stickiness.value // => 30
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ActivityTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<ActivityPeriod> => {
  const all: Tally = tally
  const periods = column(all, period)
  const unit = unitOf(periods)
  const states = column(all, options.state ?? "state")
  const days = all.columns.find(({ dimension }) => dimension.name === (options.days ?? "days"))
  const counter = new ActivityCounter(unit)
  all.counts.forEach((count, group) => {
    const entry = { period: valueAt(periods, group), state: valueAt(states, group), count }
    counter.add({ ...entry, days: days === undefined ? null : valueAt(days, group) })
  })
  return series(counter, unit, options)
}

/** Who came back, and who did not. */
interface Returned extends Pick<StateCounts, "returning" | "dormant">, Excluded {}

const combine =
  (sign: 1 | -1) =>
  (a: Returned, b: Returned): Returned => ({
    returning: a.returning + sign * b.returning,
    dormant: a.dormant + sign * b.dormant,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

/** Who came back and who did not, of a tally. Other states say nothing of it. */
const returnedOf = (tally: Tally, state: string): Returned => {
  const states = column(tally, state)
  const counts = { returning: 0, dormant: 0, missing: 0, invalid: 0 }
  tally.counts.forEach((count, group) => {
    const known = stateOf(valueAt(states, group))
    if (known === undefined) counts.invalid += count
    else if (known === "unknown") counts.missing += count
    else if (known === "returning" || known === "dormant") counts[known] += count
  })
  return counts
}

const compare = (a: Returned, b: Returned, level: number): Difference | InsufficientData => {
  const [n, m] = [a.returning + a.dormant, b.returning + b.dormant]
  return n === 0 || m === 0
    ? insufficientData("nobody to return on one side", 0)
    : Proportion.difference({ successes: a.returning, n }, { successes: b.returning, n: m }, level)
}

const finisher = (options: ActivityOptions): Finisher<Returned, ReturnResult> => ({
  add: combine(1),
  subtract: combine(-1),
  finish: ({ invalid, missing, ...counts }) => finishReturned(counts, { missing, invalid }, options),
  difference: (a, b) => compare(a, b, options.level ?? 0.95)
})

/**
 * The share who returned, of each value of a dimension, all periods of the tally together, with its difference from all
 * others, corrected for the number of groups.
 *
 * A customer counts once in each period, so several periods are not independent: take one, with `Tally.where`, for a test.
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: Omit<ActivityTallyOptions<NoInfer<Name>>, "days" | "through"> = {}
): ReadonlyArray<Group<ReturnResult>> => {
  const parts = slices(tally as Tally, dimension).map(
    ({ tally: part, value }) => [value, returnedOf(part, options.state ?? "state")] as const
  )
  return compareGroups(parts, finisher(options), options.level ?? 0.95)
}

/** The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate. */
export const difference = (
  a: ReturnResult,
  b: ReturnResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? Proportion.difference(
        { successes: a.returning, n: a.n },
        { successes: b.returning, n: b.n },
        options.level ?? 0.95
      )
    : insufficientData("a share is missing on one side", 0)
