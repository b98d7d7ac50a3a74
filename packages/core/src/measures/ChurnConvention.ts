import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  type Interval,
  insufficientData
} from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import * as Rate from "../stats/Rate.ts"
import type { Stock } from "./ChurnFlows.ts"

/** The published conventions of a customer churn rate, and what each divides by what. */
export const definitions = {
  "of start": "of the customers at the start of the period, those who left in it",
  "all of start": "everyone who left in the period, newcomers included, over the customers at its start",
  "of average": "everyone who left in the period, over the mean of the customers at its start and its end",
  "of start and new": "everyone who left in the period, of the customers at its start and those who joined in it",
  "of average day": "everyone who left in the period, over the mean of the customers at the start of each of its days",
  "of last 30 days":
    "everyone who left in the 30 days to the end of the period, of those there before and those who joined",
  "daily sum": "the sum over the days of the period: of the customers at the start of the day, those who left on it"
} as const

/**
 * The published conventions of a customer churn rate. `definitions` says what each divides by what.
 *
 * - `"of start"`: the share of a cohort (ChartMogul's first formula).
 * - `"all of start"`: the textbook's, which passes 100 % when many come and go within a period.
 * - `"of average"`: by the mean of start and end.
 * - `"of start and new"`: Stripe's rule, of a calendar period.
 * - `"of average day"`: by the mean of all days (Noble 2011, Shopify).
 * - `"of last 30 days"`: Stripe's rule as Stripe reports it: of the 30 days to the end of the period.
 * - `"daily sum"`: ChartMogul's second formula, for many small customers.
 */
export type ChurnConvention = keyof typeof definitions

/** The conventions that need no more than who was there, came and went in a period. */
export type PeriodConvention = "of start" | "of average" | "of start and new"

/** A churn rate in per cent, with its interval. */
export interface ChurnEstimate extends Estimate {
  readonly convention: ChurnConvention
  /** What is divided by what, in words. */
  readonly definition: string
}

/** A rate, or why there is none. */
export type ChurnRate = ChurnEstimate | InsufficientData

/** How rates are reported, and who could not be counted. */
export interface RateContext {
  readonly level: number
  readonly excluded: Excluded
}

const nobody = (excluded: Excluded): InsufficientData => insufficientData("no customers in the period", 0, excluded)

const estimate = (
  convention: ChurnConvention,
  value: number,
  interval: Interval,
  n: number,
  excluded: Excluded
): ChurnEstimate => {
  const definition = definitions[convention]
  return { _tag: "Estimate", value, interval, n, excluded, convention, definition }
}

/** So many of so many customers left. */
export const share = (
  convention: ChurnConvention,
  successes: number,
  n: number,
  { excluded, level }: RateContext
): ChurnRate =>
  n === 0
    ? nobody(excluded)
    : estimate(convention, (100 * successes) / n, Proportion.interval({ successes, n }, level), n, excluded)

/** So many left over a number of customers that they need not be among. */
export const ratio = (
  convention: ChurnConvention,
  left: number,
  customers: number,
  { excluded, level }: RateContext
): ChurnRate =>
  customers === 0
    ? nobody(excluded)
    : estimate(convention, (100 * left) / customers, Rate.interval(left, customers, level), customers, excluded)

/** The rates that need no days. */
export const ofPeriod = (
  { atEnd, atStart, joined, left, leftOfStart }: Stock,
  context: RateContext
): { readonly [C in PeriodConvention]: ChurnRate } => ({
  "of start": share("of start", leftOfStart, atStart, context),
  "of average": ratio("of average", left, (atStart + atEnd) / 2, context),
  "of start and new": share("of start and new", left, atStart + joined, context)
})

/**
 * The interval of a sum of rates, by Dobson, Kuulasmaa, Eberle and Scherer (1991): Byar's interval of all who left, moved
 * and scaled to the mean and variance of the sum. When nobody left, by the day with the fewest customers.
 */
const sumInterval = (days: ReadonlyArray<Stock>, sum: number, level: number): Interval => {
  const total = (of: (day: Stock) => number): number => days.reduce((all, day) => all + of(day), 0)
  const left = total((day) => day.leftOfStart)
  const variance = total(({ atStart, leftOfStart }) => leftOfStart / (atStart * atStart))
  const fewest = days.reduce((least, { atStart }) => Math.min(least, atStart), Number.POSITIVE_INFINITY)
  const scale = left === 0 ? 1 / fewest : Math.sqrt(variance / left)
  const { high, low } = Rate.interval(left, 1, level)
  const end = (bound: number): number => Math.max(0, 100 * sum + scale * (bound - 100 * left))
  return { low: end(low), high: end(high), level, method: "Dobson–Byar" }
}

/** The sum of the daily shares of those who left. A day that begins with nobody has none. */
export const dailySum = (days: ReadonlyArray<Stock>, { excluded, level }: RateContext): ChurnRate => {
  const peopled = days.filter(({ atStart }) => atStart > 0)
  if (peopled.length === 0) return nobody(excluded)
  const sum = peopled.reduce((all, { atStart, leftOfStart }) => all + leftOfStart / atStart, 0)
  const mean = peopled.reduce((all, { atStart }) => all + atStart, 0) / peopled.length
  return estimate("daily sum", 100 * sum, sumInterval(peopled, sum, level), mean, excluded)
}
