import type { Excluded } from "../stats/Estimate.ts"
import { exact } from "../tally/exact.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { type KindOptions, kindOf, type ReasonKind } from "./ReasonKind.ts"

/** So many customers, and what they paid together, in minor units (cents) of the currency. A whole number, and exact. */
export interface Loss {
  readonly count: number
  readonly amount: number
}

/** What was lost with those who left for one reason. */
export interface ReasonLoss extends Loss {
  readonly reason: Value
  /** The amount of this reason and all above it. */
  readonly cumulative: number
}

/** What was lost with one kind of reasons, the greatest amount first. */
export interface KindLoss extends Loss {
  readonly reasons: ReadonlyArray<ReasonLoss>
}

/** What was lost in one currency. */
export interface CurrencyLoss extends Loss {
  readonly currency: string
  readonly voluntary: KindLoss
  readonly involuntary: KindLoss
  /** Of those who left without a reason. */
  readonly unexplained: Loss
}

/** What was lost in each currency, never added up across them. */
export interface LostRevenue {
  readonly _tag: "LostRevenue"
  /** In the order of the currencies' names. */
  readonly currencies: ReadonlyArray<CurrencyLoss>
  /** Those without a currency, and those whose amount is below 0 or whose currency is no text. */
  readonly excluded: Excluded
}

/** Where a tally holds reason, currency and amount. */
export interface LostRevenueOptions<Name extends string> extends KindOptions<Name> {
  /** The dimension of the currency: `"currency"` unless told. */
  readonly currency?: Name
  /** The sum of what they paid, in minor units: `"priceMinor"` unless told. */
  readonly amount?: string
}

const nothing: Loss = { count: 0, amount: 0 }

const plus = (a: Loss, b: Loss): Loss => ({
  count: exact(a.count + b.count, "A count"),
  amount: exact(a.amount + b.amount, "An amount")
})

type Losses = ReadonlyMap<Value, Loss>

const ofKind = (losses: Losses, kind: ReasonKind, kindOfReason: (reason: Value) => ReasonKind): KindLoss => {
  const sorted = [...losses]
    .filter(([reason]) => reason !== null && kindOfReason(reason) === kind)
    .sort(([a, x], [b, y]) => y.amount - x.amount || compare(a, b))
  let all = nothing
  const reasons = sorted.map(([reason, loss]): ReasonLoss => {
    all = plus(all, loss)
    return { reason, ...loss, cumulative: all.amount }
  })
  return { ...all, reasons }
}

const objection = (currency: Value, amount: number): keyof Excluded | undefined => {
  if (currency === null) return "missing"
  return typeof currency !== "string" || amount < 0 ? "invalid" : undefined
}

/** Losses by currency and reason. */
const read = (
  tally: Tally,
  { amount = "priceMinor", currency = "currency", reason = "reason" }: LostRevenueOptions<string>
) => {
  const [currencies, reasons] = [column(tally, currency), column(tally, reason)]
  const amounts = tally.sums[amount]
  if (amounts === undefined) throw new TallyMismatch(`This tally has no sum of "${amount}"`)
  const losses = new Map<string, Map<Value, Loss>>()
  const excluded = { missing: 0, invalid: 0 }
  tally.counts.forEach((count, group) => {
    const [of, why] = [valueAt(currencies, group), valueAt(reasons, group)]
    const lost = { count, amount: amounts[group] ?? 0 }
    const objects = objection(of, lost.amount)
    if (objects !== undefined) {
      excluded[objects] += count
      return
    }
    const ofCurrency = losses.get(String(of)) ?? new Map<Value, Loss>()
    losses.set(String(of), ofCurrency.set(why, plus(ofCurrency.get(why) ?? nothing, lost)))
  })
  return { losses, excluded }
}

/**
 * The revenue lost with those who left, by reason: exact sums in minor units (cents), a currency at a time.
 *
 * Takes a tally of those who left by reason and currency, with a sum of what they paid a billing period. Amounts of two
 * currencies are never added. Reasons that customers chose and failed payments are apart; those without a reason are in
 * `unexplained`. These are sums of what is recorded, not estimates, so they have no interval; a missing amount counts as
 * nothing lost. No records give no currencies. Throws `TallyMismatch` for a dimension or sum that is not there, and
 * `TallyOverflow` beyond 2^53 − 1.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as ChurnReasons from "./ChurnReasons.ts"
 *
 * const left = [
 *   { reason: "unused", currency: "EUR", priceMinor: 1900 },
 *   { reason: "too_expensive", currency: "EUR", priceMinor: 9900 },
 *   { reason: "payment_failed", currency: "EUR", priceMinor: 1900 },
 *   { reason: "unused", currency: "USD", priceMinor: 2100 }
 * ]
 * const tally = Tally.from(left, { by: ["reason", "currency"], sums: ["priceMinor"] })
 * const { currencies } = ChurnReasons.revenue(tally)
 * currencies.map(({ currency, voluntary, involuntary }) => [currency, voluntary.amount, involuntary.amount]) // => [["EUR", 11800, 1900], ["USD", 2100, 0]]
 * currencies[0].voluntary.reasons.map(({ reason, amount }) => [reason, amount]) // => [["too_expensive", 9900], ["unused", 1900]]
 * ```
 */
export const revenue = <Name extends string>(
  tally: Tally<Name>,
  options: LostRevenueOptions<NoInfer<Name>> = {}
): LostRevenue => {
  const { excluded, losses } = read(tally, options)
  const kind = kindOf(options)
  const currencies = [...losses]
    .sort(([a], [b]) => compare(a, b))
    .map(([currency, ofCurrency]): CurrencyLoss => {
      const voluntary = ofKind(ofCurrency, "voluntary", kind)
      const involuntary = ofKind(ofCurrency, "involuntary", kind)
      const unexplained = ofCurrency.get(null) ?? nothing
      const { amount, count } = plus(plus(voluntary, involuntary), unexplained)
      return { currency, count, amount, voluntary, involuntary, unexplained }
    })
  return { _tag: "LostRevenue", currencies, excluded }
}
