import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Dimension } from "../tally/Dimension.ts"
import { exact } from "../tally/exact.ts"
import { column, valueAt } from "../tally/read.ts"
import { by as slices } from "../tally/slice.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import { everyPeriod } from "./Grouped.ts"
import { type Entry, isCurrency, Ledger, type MovementKind, type Movements, noMovements } from "./RevenueLedger.ts"
import { finish, type NetDefinition, type RevenueMovements } from "./RevenueRatios.ts"

export type { Movement, MovementKind, Movements } from "./RevenueLedger.ts"
export type { NetDefinition, RevenueMovements, RevenueRatio } from "./RevenueRatios.ts"

/** How revenue moved, or why that cannot be told. */
export type RevenueResult = RevenueMovements | InsufficientData

/** One period of a series. */
export interface RevenuePeriod {
  readonly period: string
  readonly result: RevenueResult
}

/** Which currency is measured, and how. */
export interface RevenueOptions {
  /** The currency to measure; the only one there is unless told. */
  readonly currency?: string
  /** MRR before the first movement, in minor units by currency: `{ EUR: 1_250_000 }`. 0 unless told, as of a complete ledger. */
  readonly opening?: Readonly<Record<string, number>>
  /** Whether revenue that came back counts in the net ratios: `"with reactivation"` unless told. */
  readonly net?: NetDefinition
}

/** Where a tally holds the movements. */
export interface RevenueTallyOptions<Name extends string> extends RevenueOptions {
  /** The dimension of the kind of movement: `"kind"` unless told. */
  readonly kind?: Name
  /** The sum of amounts in minor units: `"amountMinor"` unless told. */
  readonly amount?: string
}

/** The options of a series. */
export interface RevenueSeriesOptions<Name extends string> extends RevenueTallyOptions<Name> {
  /** The last period of the series; the last one with a movement unless told. */
  readonly through?: string
}

/** A change of a customer's recurring revenue: an `MrrMovement` is one. */
export interface RevenueChange {
  readonly kind: MovementKind | null | undefined
  /** In minor units. Losses are all below zero, or all above. */
  readonly amountMinor: number | null | undefined
  readonly currency: string | null | undefined
}

/** A customer's recurring revenue at the start and at the end of a period, in minor units from 0. */
export interface RevenueBalance {
  readonly opening: number | null | undefined
  readonly closing: number | null | undefined
  readonly currency: string | null | undefined
}

const openingOf = (currency: string, { opening = {} }: RevenueOptions): number => {
  const amount = Object.hasOwn(opening, currency) ? opening[currency] : 0
  if (Number.isSafeInteger(amount) && Number(amount) >= 0) return Number(amount)
  throw new RangeError(`The opening MRR is a whole number of minor units from 0, found ${amount}`)
}

const checkedCurrency = ({ currency }: RevenueOptions): string | undefined => {
  if (currency === undefined || isCurrency(currency)) return currency
  throw new RangeError('A currency is an ISO 4217 code such as "EUR"')
}

const countOf = (movements: Movements): number => Object.values(movements).reduce((sum, { n }) => sum + n, 0)

const whole = ""

/** All movements of a ledger as those of one period. */
const ofLedger = (
  ledger: Ledger,
  options: RevenueOptions,
  { n, opening }: { readonly n?: number; readonly opening?: number } = {}
): RevenueResult => {
  const { currency, excluded, problem } = ledger
  const movements = ledger.periods.get(whole) ?? noMovements
  if (problem !== undefined || currency === undefined) {
    return insufficientData(problem ?? "no movements", countOf(movements), excluded)
  }
  const parts = { currency, opening: opening ?? openingOf(currency, options), movements, n: n ?? countOf(movements) }
  return finish({ ...parts, excluded }, options.net ?? "with reactivation")
}

/**
 * How monthly recurring revenue moved, from a list of its movements, all taken as of one period.
 *
 * Money is in minor units (cents), and one currency at a time: several are `InsufficientData`, unless `currency` chooses
 * one. Losses may be written below zero or above, all in one way. A ledger is a census, so the ratios are `Exact` and have
 * no interval. Nothing at the start is `InsufficientData`, never 0 or 100 %; so is the quick ratio when nothing was lost.
 * What has no kind, amount or currency is missing; another kind, a fraction or what is no currency code is invalid.
 * Throws a `RangeError` for an opening that is no whole number from 0, `TallyOverflow` when a sum passes 2^53 − 1.
 *
 * Source: ChartMogul, gross and net MRR churn rate; Hamid (2015), the SaaS quick ratio.
 *
 * ```ts import.meta.vitest
 * import * as Revenue from "./Revenue.ts"
 *
 * const revenue = Revenue.fromMovements([
 *   { kind: "expansion", amountMinor: 2_000, currency: "EUR" },
 *   { kind: "churn", amountMinor: -5_000, currency: "EUR" }
 * ], { opening: { EUR: 100_000 } })
 * revenue._tag === "Revenue" && [revenue.closing, revenue.grossChurn, revenue.netChurn].map((each) => typeof each === "number" ? each : each._tag === "Exact" && each.value) // => [97000, 5, 3]
 * ```
 */
export const fromMovements = (movements: Iterable<RevenueChange>, options: RevenueOptions = {}): RevenueResult => {
  const ledger = new Ledger(checkedCurrency(options))
  for (const { amountMinor, currency, kind } of movements) {
    ledger.add({ kind, currency, amount: amountMinor, count: 1, period: whole })
  }
  return ofLedger(ledger, options)
}

const change = (from: number, to: number): Pick<Entry, "kind" | "amount" | "count"> => {
  if (from === to) return { kind: "expansion", amount: 0, count: 0 }
  if (from === 0) return { kind: "new", amount: to, count: 1 }
  if (to === 0) return { kind: "churn", amount: from, count: 1 }
  return { kind: to > from ? "expansion" : "contraction", amount: Math.abs(to - from), count: 1 }
}

/**
 * How monthly recurring revenue moved, from what each customer paid at the start and at the end of a period.
 *
 * Only customers of the start count in the retention ratios, also where somebody came and left within the period. Who paid
 * nothing at the start is new: balances don't tell who came back. An amount that is missing is reported as missing; one
 * below zero, or no whole number, as invalid. `opening` is their sum, so the option is not read. Else as `fromMovements`.
 *
 * ```ts import.meta.vitest
 * import * as Revenue from "./Revenue.ts"
 *
 * const revenue = Revenue.fromBalances([
 *   { opening: 5_000, closing: 0, currency: "EUR" },
 *   { opening: 15_000, closing: 18_000, currency: "EUR" }
 * ])
 * revenue._tag === "Revenue" && revenue.netRetention // => { _tag: "Exact", value: 90, definition: "opening − (churn + contraction − expansion − reactivation), of opening MRR", n: 2, excluded: { missing: 0, invalid: 0 } }
 * ```
 */
export const fromBalances = (
  balances: Iterable<RevenueBalance>,
  options: Omit<RevenueOptions, "opening"> = {}
): RevenueResult => {
  const ledger = new Ledger(checkedCurrency(options))
  let [opening, n] = [0, 0]
  for (const balance of balances) {
    const { closing, currency, opening: start } = balance
    const known = isAmount(start) && isAmount(closing) && isCurrency(currency)
    if (!known) {
      ledger.add({ kind: "new", ...unknownAmount([start, closing]), currency, count: 1, period: whole })
    } else if (options.currency === undefined || currency === options.currency) {
      ledger.add({ ...change(start, closing), currency, period: whole })
      opening = exact(opening + start, "The opening MRR")
      n++
    }
  }
  return ofLedger(ledger, options, { opening, n })
}

const isAmount = (amount: number | null | undefined): amount is number =>
  Number.isSafeInteger(amount) && Number(amount) >= 0

/** An amount that a ledger reports as missing when one of these is, else as invalid when one is no amount. */
const unknownAmount = (amounts: ReadonlyArray<number | null | undefined>): { readonly amount: number | null } => {
  const missing = amounts.some((amount) => amount === null || amount === undefined || Number.isNaN(amount))
  if (missing) return { amount: null }
  return { amount: amounts.every(isAmount) ? 0 : 0.5 }
}

/** The movements of a tally as a ledger, by the period of each group. */
const readLedger = (
  tally: Tally,
  options: RevenueTallyOptions<string>,
  periodOf: (group: number) => string | null
): Ledger => {
  const { amount = "amountMinor", kind = "kind" } = options
  const kinds = column(tally, kind)
  const sums = Object.hasOwn(tally.sums, amount) ? tally.sums[amount] : undefined
  if (sums === undefined) throw new TallyMismatch(`This tally has no sum of "${amount}"`)
  const currencyOf = currencies(tally, options)
  const ledger = new Ledger(checkedCurrency(options))
  tally.counts.forEach((count, group) => {
    const entry = { kind: valueAt(kinds, group), currency: currencyOf(group), amount: sums[group] ?? 0, count }
    ledger.add({ ...entry, period: periodOf(group) })
  })
  return ledger
}

/** How to read the currency of a group: that of the dimension, or the one that the option says all are in. */
const currencies = (tally: Tally, { currency }: RevenueOptions): ((group: number) => unknown) => {
  const found: Column | undefined = tally.columns.find(({ dimension }) => dimension.name === "currency")
  if (found !== undefined) return (group) => valueAt(found, group)
  if (currency === undefined) throw new TallyMismatch("This tally does not count by currency: say which it is in")
  return () => currency
}

/**
 * How monthly recurring revenue moved, from a tally of movements by kind (and currency) with the sum of their amounts, all
 * taken as of one period.
 *
 * A tally that does not count by `currency` needs the option, else it throws `TallyMismatch`, as when a dimension or the
 * sum is not there. The sign of losses is checked as far as a tally shows it: a group holds only their sum. Else as
 * `fromMovements`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Revenue from "./Revenue.ts"
 *
 * const movements = [
 *   { kind: "new", amountMinor: 9_000, currency: "EUR" },
 *   { kind: "churn", amountMinor: 3_000, currency: "EUR" }
 * ]
 * const revenue = Revenue.fromTally(Tally.from(movements, { by: ["kind", "currency"], sums: ["amountMinor"] }))
 * revenue._tag === "Revenue" && [revenue.closing, revenue.quickRatio._tag === "Exact" && revenue.quickRatio.value] // => [6000, 3]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: RevenueTallyOptions<NoInfer<Name>> = {}
): RevenueResult =>
  ofLedger(
    readLedger(tally, options, () => whole),
    options
  )

/** The periods from the first of these labels, which are in order, to `through`: to the last of them unless told. */
const periodsThrough = (
  dimension: Dimension,
  labels: ReadonlyArray<string>,
  through = labels.at(-1)
): ReadonlyArray<string> => {
  const [first] = labels
  if (first === undefined || through === undefined) return labels
  const ends = dimension.kind === "period" ? [first, through] : labels
  return everyPeriod(dimension, ends).filter((label) => label <= through)
}

/**
 * The revenue of each period of a dimension, from the first to the last: each opens with what the one before closed with.
 *
 * Periods between them without a movement are there, with nothing moved; movements without a date are missing. The first
 * period opens with `opening`, else with 0: then the ledger must begin with the first customer. Else as `fromTally`.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Revenue from "./Revenue.ts"
 *
 * const movements = [
 *   { at: new Date("2026-01-05"), kind: "new", amountMinor: 9_000, currency: "EUR" },
 *   { at: new Date("2026-03-05"), kind: "churn", amountMinor: 3_000, currency: "EUR" }
 * ]
 * const by = ["kind", "currency", Dimension.period("at", "month", "UTC")] as const
 * const series = Revenue.over(Tally.from(movements, { by, sums: ["amountMinor"] }), "month")
 * series.map(({ period, result }) => [period, result._tag === "Revenue" && result.closing]) // => [["2026-01", 9000], ["2026-02", 9000], ["2026-03", 6000]]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: RevenueSeriesOptions<NoInfer<Name>> = {}
): ReadonlyArray<RevenuePeriod> => {
  const periods = column(tally, period)
  const ledger = readLedger(tally, options, (group) => {
    const value = valueAt(periods, group)
    return value === null ? null : String(value)
  })
  const { currency, excluded, problem } = ledger
  const labels = periodsThrough(periods.dimension, [...ledger.periods.keys()].sort(), options.through)
  if (problem !== undefined || currency === undefined) {
    return labels.map((label) => ({ period: label, result: insufficientData(problem ?? "no movements", 0, excluded) }))
  }
  let opening = openingOf(currency, options)
  return labels.map((label) => {
    const movements = ledger.periods.get(label) ?? noMovements
    const parts = { currency, opening, movements, n: countOf(movements), excluded }
    const result = finish(parts, options.net ?? "with reactivation")
    opening = result.closing
    return { period: label, result }
  })
}

/**
 * The series of each currency of a tally that counts by `currency`, in the order of their codes: money of two currencies is
 * never added up. Movements without a currency are in none. As `over`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Revenue from "./Revenue.ts"
 *
 * const movements = [
 *   { kind: "new", amountMinor: 9_000, currency: "USD", month: "2026-01" },
 *   { kind: "new", amountMinor: 5_000, currency: "EUR", month: "2026-01" }
 * ]
 * const tally = Tally.from(movements, { by: ["kind", "currency", "month"], sums: ["amountMinor"] })
 * Revenue.byCurrency(tally, "month").map(({ currency, periods }) => [currency, periods.length]) // => [["EUR", 1], ["USD", 1]]
 * ```
 */
export const byCurrency = <Name extends string>(
  tally: Tally<Name | "currency">,
  period: NoInfer<Name>,
  options: Omit<RevenueSeriesOptions<NoInfer<Name>>, "currency"> = {}
): ReadonlyArray<{ readonly currency: string; readonly periods: ReadonlyArray<RevenuePeriod> }> =>
  slices(tally as Tally, "currency").flatMap(({ tally: part, value }) =>
    isCurrency(value)
      ? [{ currency: value, periods: over(part as Tally, period, { ...options, currency: value }) }]
      : []
  )
