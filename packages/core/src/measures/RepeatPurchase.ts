import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column } from "../tally/read.ts"
import { by as slices } from "../tally/slice.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { everyPeriod } from "./Grouped.ts"
import * as Survival from "./Survival.ts"

/** The share of customers who buy again within so many days of their first purchase, in per cent. */
export interface RepeatEstimate extends Estimate {
  /** `"bought again within 90 days of the first purchase, Kaplan–Meier"`. */
  readonly definition: string
  readonly within: number
  /** Those who bought again so far, of all customers, however long ago they came: a share within no fixed time. */
  readonly soFar: Estimate
  /** The share who have not bought again, by the days since the first purchase; its median is the time to the second. */
  readonly curve: Survival.SurvivalCurve
}

/** A share, or why there is none. */
export type RepeatResult = RepeatEstimate | InsufficientData | Suppressed

/** How repeat purchase is reported. */
export interface RepeatOptions {
  /** Days after the first purchase in which the second counts, a whole number from 0. */
  readonly within: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the share of fewer customers than this: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds purchases, and how they are reported. */
export interface RepeatTallyOptions<Name extends string> extends RepeatOptions {
  /** The dimension of days until the second purchase, or until last seen: `"days"` unless told. */
  readonly time?: Name
  /** The dimension of what became of it: `"outcome"` unless told. */
  readonly outcome?: Name
  /** The outcome that means a second purchase: `"repeated"` unless told. Any other means none so far. */
  readonly event?: Value
}

/** That a customer bought. */
export interface Purchase {
  readonly customer: string | null | undefined
  readonly at: Date | null | undefined
}

const day = 86_400_000

const checkWithin = ({ within }: RepeatOptions): void => {
  if (!(Number.isSafeInteger(within) && within >= 0)) {
    throw new RangeError(`within is a whole number of days from 0, found ${within}`)
  }
}

/** Why the curve has no share with an interval after so many days. */
const unknownShare = ({ events, n, times, excluded }: Survival.SurvivalCurve, within: number): InsufficientData => {
  const isSeen = (times.at(-1) ?? 0) >= within
  const bought = events.reduce((sum, count, i) => sum + ((times[i] ?? 0) <= within ? count : 0), 0)
  if (bought === n) return insufficientData("everybody bought again: the share has no interval", n, excluded)
  if (!isSeen) return insufficientData(`nobody was followed for ${within} days`, n, excluded)
  return bought === 0
    ? insufficientData(`nobody bought again within ${within} days: the share has no interval`, n, excluded)
    : insufficientData("everybody still followed bought again: the share has no interval", n, excluded)
}

const finish = (curve: Survival.SurvivalResult, { level = 0.95, minimum = 1, within }: RepeatOptions): RepeatResult => {
  if (curve._tag !== "SurvivalCurve") return insufficientData("no customers", 0, curve.excluded)
  const { eventCount, excluded, n } = curve
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const once = Survival.at(curve, within)
  if (once._tag !== "Estimate") return unknownShare(curve, within)
  const { high, low, method } = once.interval
  const share = { successes: eventCount, n }
  return {
    _tag: "Estimate",
    value: 100 * (1 - once.value),
    interval: { low: 100 * (1 - high), high: 100 * (1 - low), level, method },
    n,
    excluded,
    definition: `bought again within ${within} days of the first purchase, Kaplan–Meier`,
    within,
    soFar: {
      _tag: "Estimate",
      value: (100 * eventCount) / n,
      interval: Proportion.interval(share, level),
      n,
      excluded
    },
    curve
  }
}

/** The times of each customer's purchases until now, and how many are no purchase of anybody. */
const timesOf = (purchases: Iterable<Purchase>, asOf: Date) => {
  const customers = new Map<string, Array<number>>()
  let missing = 0
  for (const { at, customer } of purchases) {
    const time = at?.getTime() ?? Number.NaN
    if (!customer || Number.isNaN(time)) missing++
    else if (time <= asOf.getTime()) {
      const times = customers.get(customer)
      if (times === undefined) customers.set(customer, [time])
      else times.push(time)
    }
  }
  return { customers, missing }
}

const followUp = (times: ReadonlyArray<number>, now: number): Survival.FollowUp => {
  const first = times.reduce((a, b) => Math.min(a, b))
  const second = times.reduce((least, time) => (time > first ? Math.min(least, time) : least), Number.POSITIVE_INFINITY)
  const event = second < Number.POSITIVE_INFINITY
  return { time: Math.floor(((event ? second : now) - first) / day), event }
}

/**
 * The share of customers who buy again within so many days, from a list of purchases up to an instant.
 *
 * Days are whole, of 24 hours, from the first purchase. Purchases of a customer at the very same time are one; those after
 * `asOf` count for nothing. Purchases without a customer or a valid date are reported as missing. Else as `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as RepeatPurchase from "./RepeatPurchase.ts"
 *
 * const bought = (customer, ...days) => days.map((on) => ({ customer, at: new Date(`2026-${on}T12:00:00Z`) }))
 * const purchases = [...bought("ada", "01-01", "01-31"), ...bought("bob", "01-01"), ...bought("eve", "03-20")]
 * const result = RepeatPurchase.fromPurchases(purchases, { asOf: new Date("2026-04-01T12:00:00Z"), within: 60 })
 * result._tag === "Estimate" && [result.value, Math.round(result.soFar.value)] // => [50, 33]
 * ```
 */
export const fromPurchases = (
  purchases: Iterable<Purchase>,
  { asOf, ...options }: RepeatOptions & { readonly asOf: Date }
): RepeatResult => {
  checkWithin(options)
  if (Number.isNaN(asOf.getTime())) throw new RangeError("asOf is a valid Date")
  const { customers, missing } = timesOf(purchases, asOf)
  const lifetimes = Array.from(customers.values(), (times) => followUp(times, asOf.getTime()))
  const unknown = Array.from({ length: missing }, () => ({ time: Number.NaN, event: false }))
  return finish(Survival.fromLifetimes([...lifetimes, ...unknown], options), options)
}

const survivalOptions = ({
  event = "repeated",
  level = 0.95,
  outcome = "outcome",
  time = "days"
}: RepeatTallyOptions<string>) => ({
  event,
  level,
  outcome,
  time
})

/**
 * The share of customers who buy again within so many days of their first purchase, from a tally of customers by days and
 * outcome, such as the derived source `repeats` gives.
 *
 * Customers who came lately have had little time to buy again. Kaplan–Meier counts them for as long as they were followed,
 * so the share is that of customers with all their `within` days; `soFar` is that of everyone so far. The interval is
 * Greenwood's on the log-log scale. `curve` has the time to the second purchase: its median is `null` where fewer than half
 * buy again.
 *
 * Nobody followed for `within` days, nobody who bought again, or everybody, are `InsufficientData`. Missing and invalid days
 * and outcomes are as in `Survival.fromTally`. Throws a `RangeError` unless `within` is a whole number from 0.
 *
 * Source: Kaplan and Meier (1958); Kalbfleisch and Prentice (1980) for the interval; Wilson (1927) for that of `soFar`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as RepeatPurchase from "./RepeatPurchase.ts"
 *
 * const customers = [
 *   { days: 20, outcome: "repeated" },
 *   { days: 10, outcome: "once" },
 *   { days: 90, outcome: "once" }
 * ]
 * const result = RepeatPurchase.fromTally(Tally.from(customers, { by: ["days", "outcome"] }), { within: 60 })
 * result._tag === "Estimate" && [result.value, result.n] // => [50, 3]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: RepeatTallyOptions<NoInfer<Name>>
): RepeatResult => {
  checkWithin(options)
  return finish(Survival.fromTally(tally as Tally, survivalOptions(options)), options)
}

/** One group, and how it compares with all others together: as `Survival.by`. */
export type RepeatGroup = Omit<ReturnType<typeof Survival.by>[number], "result"> & { readonly result: RepeatResult }

/**
 * The share of each value of a dimension, and whether its whole curve differs from that of all others: as `Survival.by`,
 * corrected for the number of groups.
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: RepeatTallyOptions<NoInfer<Name>>
): ReadonlyArray<RepeatGroup> => {
  checkWithin(options)
  return Survival.by(tally as Tally, dimension, survivalOptions(options)).map(({ result, ...compared }) => ({
    ...compared,
    result: finish(result, options)
  }))
}

/** Those who first bought in one period. */
export interface RepeatPeriod {
  readonly period: string
  readonly result: RepeatResult
  /** This period minus the one before it, in percentage points. */
  readonly change: Difference | InsufficientData
}

/**
 * The share of those who first bought in each period, from the first to the last, with its change from the one before.
 *
 * Those who came lately have not been followed for `within` days, and are `InsufficientData` until they are. Periods without
 * new customers are in the series; customers without a date are not.
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: RepeatTallyOptions<NoInfer<Name>>
): ReadonlyArray<RepeatPeriod> => {
  checkWithin(options)
  const { dimension } = column(tally as Tally, period)
  const parts = slices(tally as Tally, period).flatMap(({ tally: part, value }) =>
    value === null ? [] : [[String(value), fromTally(part as Tally, options)] as const]
  )
  const results = new Map(parts)
  let before: RepeatResult = insufficientData("no period before", 0)
  return everyPeriod(dimension, [...results.keys()]).map((label) => {
    const result = results.get(label) ?? insufficientData("no customers", 0)
    const change = difference(result, before, options)
    before = result
    return { period: label, result, change }
  })
}

/**
 * The difference of two shares within the same number of days, in percentage points: as `Survival.difference`. Independent
 * groups only. `InsufficientData` when one side is no estimate; throws `TallyMismatch` for different days.
 */
export const difference = (
  a: RepeatResult,
  b: RepeatResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a share is missing on one side", 0)
  if (a.within !== b.within) {
    throw new TallyMismatch(`A share within ${a.within} days does not compare with one within ${b.within}`)
  }
  const { level = 0.95 } = options
  const stayed = Survival.difference(b.curve, a.curve, a.within, { level })
  if (stayed._tag !== "Difference") return stayed
  const { high, low, method } = stayed.interval
  const interval = { low: 100 * low, high: 100 * high, level, method }
  return { ...stayed, value: 100 * stayed.value, interval, n: [a.n, b.n] }
}
