import { labelsBetween, next, ofDay, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import {
  type ChurnConvention,
  type ChurnRate,
  dailySum,
  ofPeriod,
  type RateContext,
  ratio,
  share
} from "./ChurnConvention.ts"
import { type ChurnColumns, type Flows, readFlows, type Stock, stocks } from "./ChurnFlows.ts"

export { type ChurnConvention, type ChurnEstimate, type ChurnRate, definitions } from "./ChurnConvention.ts"

/** Who was there, came and went in one period, and the rate under every convention. */
export interface ChurnComparison extends Stock {
  /** The first and the last day of the period. */
  readonly days: { readonly from: string; readonly through: string }
  readonly rates: { readonly [C in ChurnConvention]: ChurnRate }
}

/** Where a tally holds the days on which customers started and left, and how the rates are compared. */
export interface ChurnConventionsOptions<Name extends string> extends ChurnColumns<Name> {
  /** The periods of the series: months unless told. */
  readonly period?: PeriodUnit
  /** The last period of the series; the last one with a start or an end unless told. */
  readonly through?: string
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const dayLength = 86_400_000
const window = 30

const dayBefore = (day: string): string => new Date(Date.parse(day) - dayLength).toISOString().slice(0, 10)

/** Every day of the periods from that of the first day to the last period. */
const daysThrough = (unit: PeriodUnit, first: string, through: string): ReadonlyArray<string> => {
  let start = first
  while (ofDay(unit, dayBefore(start)) === ofDay(unit, first)) start = dayBefore(start)
  const days: Array<string> = []
  for (let day = start; ofDay(unit, day) <= through; day = next("day", day)) days.push(day)
  return days
}

const sum = (days: ReadonlyArray<Stock>, of: (day: Stock) => number): number =>
  days.reduce((all, day) => all + of(day), 0)

/** The rates of a period that need its days, or the last days until its end. */
const ofDays = (
  days: ReadonlyArray<Stock>,
  last: ReadonlyArray<Stock>,
  context: RateContext
): Pick<ChurnComparison["rates"], "of average day" | "of last 30 days" | "daily sum"> => {
  const there = (last[0]?.atStart ?? 0) + sum(last, (day) => day.joined)
  return {
    "of average day": ratio(
      "of average day",
      sum(days, (day) => day.left),
      sum(days, (day) => day.atStart) / days.length,
      context
    ),
    "of last 30 days": share(
      "of last 30 days",
      sum(last, (day) => day.left),
      there,
      context
    ),
    "daily sum": dailySum(days, context)
  }
}

const byPeriod = (unit: PeriodUnit, days: ReadonlyArray<Stock>): ReadonlyMap<string, ReadonlyArray<Stock>> => {
  const parts = new Map<string, Array<Stock>>()
  for (const day of days) {
    const period = ofDay(unit, day.period)
    const known = parts.get(period)
    if (known === undefined) parts.set(period, [day])
    else known.push(day)
  }
  return parts
}

const daily = ({ unit, ...flows }: Flows): Omit<Flows, "unit"> => {
  if (unit !== "day")
    throw new TallyMismatch(`All conventions side by side need the start and the end by day, not ${unit}`)
  return flows
}

/**
 * Customer churn of each period under every published convention, side by side.
 *
 * Takes a tally of customers by the day they started and the day they left (`null` while they stay): some conventions look
 * at each day, or at the 30 days to the end of the period. Days are added up to calendar periods. Each rate names its
 * convention and says in words what it divides by what. Shares come with Wilson's interval, rates over an average with
 * Byar's, the daily sum with Dobson's. Before the first day counted, nobody was there. Who is left out, and no customers, as
 * `over`. Throws `TallyMismatch` unless both dimensions are days of one time zone.
 *
 * Source: ChartMogul, Customer churn rate; Stripe, Subscriber churn rate; Noble (2011), Defining churn rate.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as ChurnConventions from "./ChurnConventions.ts"
 *
 * const day = (field: "startedAt" | "endedAt", name: "started" | "ended") =>
 *   Dimension.named(Dimension.period(field, "day", "UTC"), name)
 * const customers = [
 *   ...Array.from({ length: 9 }, () => ({ startedAt: new Date("2026-01-05"), endedAt: null })),
 *   { startedAt: new Date("2026-01-05"), endedAt: new Date("2026-02-11") },
 *   { startedAt: new Date("2026-02-03"), endedAt: new Date("2026-02-11") }
 * ]
 * const tally = Tally.from(customers, { by: [day("startedAt", "started"), day("endedAt", "ended")] })
 * const [, february] = ChurnConventions.over(tally)
 * const { "of start": ofStart, "all of start": all } = february.rates
 * ofStart._tag === "Estimate" && all._tag === "Estimate" && [ofStart.value, all.value] // => [10, 20]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  options: ChurnConventionsOptions<NoInfer<Name>> = {}
): ReadonlyArray<ChurnComparison> => {
  const { level = 0.95, period: unit = "month" } = options
  const { excluded, flows } = daily(readFlows(tally, options))
  const { flows: periodFlows } = readFlows(tally, options, (day) => ofDay(unit, day))
  const labels = [...flows.keys()].sort()
  const [first, latest] = [labels[0], labels.at(-1)]
  if (first === undefined || latest === undefined) return []
  const through = options.through ?? ofDay(unit, latest)
  const days = stocks(daysThrough(unit, first, through), flows)
  const parts = byPeriod(unit, days)
  const periods = days.length === 0 ? [] : labelsBetween(unit, ofDay(unit, first), through)
  let until = 0
  return stocks(periods, periodFlows).map((stock) => {
    const own = parts.get(stock.period) ?? []
    until += own.length
    const context = { level, excluded }
    return {
      ...stock,
      days: { from: own[0]?.period ?? "", through: own.at(-1)?.period ?? "" },
      rates: {
        ...ofPeriod(stock, context),
        "all of start": ratio("all of start", stock.left, stock.atStart, context),
        ...ofDays(own, days.slice(Math.max(0, until - window), until), context)
      }
    }
  })
}
