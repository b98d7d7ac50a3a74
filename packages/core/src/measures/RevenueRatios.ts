import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Exact } from "../stats/Exact.ts"
import { exact } from "../tally/exact.ts"
import type { Movements } from "./RevenueLedger.ts"

/** Whether revenue that came back counts in the net ratios: it does for ChartMogul, and not where only customers of the start count. */
export type NetDefinition = "with reactivation" | "without reactivation"

/** A ratio of a ledger, which is complete: it has no interval. */
export type RevenueRatio = Exact | InsufficientData

/** How monthly recurring revenue (MRR) moved in a period. Money is in minor units of one currency. */
export interface RevenueMovements {
  readonly _tag: "Revenue"
  readonly currency: string
  /** MRR at the start of the period. */
  readonly opening: number
  readonly movements: Movements
  /** MRR at its end: opening + new + expansion + reactivation − contraction − churn. */
  readonly closing: number
  /** Revenue lost to churn and contraction, of the opening MRR, in per cent. */
  readonly grossChurn: RevenueRatio
  /** Gross revenue retention (GRR): 100 % less gross churn. */
  readonly grossRetention: RevenueRatio
  /** Gross churn less what was gained from customers who were there before; below zero when more was gained. */
  readonly netChurn: RevenueRatio
  /** Net revenue retention (NRR): 100 % less net churn. */
  readonly netRetention: RevenueRatio
  /** What was gained, new customers included, for each unit lost. A plain ratio, not per cent. */
  readonly quickRatio: RevenueRatio
  /** How many movements, or customers where the balances of customers were given. */
  readonly n: number
  readonly excluded: Excluded
}

/** What a period is finished from. */
export interface RevenueParts {
  readonly currency: string
  readonly opening: number
  readonly movements: Movements
  readonly n: number
  readonly excluded: Excluded
}

const sum = (amounts: ReadonlyArray<number>): number =>
  amounts.reduce((total, amount) => exact(total + amount, "A sum of revenue"), 0)

const noBase = (opening: number): string =>
  opening === 0
    ? "no revenue at the start"
    : "revenue below zero at the start: movements are missing, or the opening is too low"

/** The ratios of one period. */
export const finish = (parts: RevenueParts, net: NetDefinition): RevenueMovements => {
  const { excluded, movements, n, opening } = parts
  const { churn, contraction, expansion, new: joined, reactivation } = movements
  const lost = sum([churn.amount, contraction.amount])
  const back = net === "with reactivation" ? reactivation.amount : 0
  const regained = sum([expansion.amount, back])
  const gained = sum([joined.amount, expansion.amount, reactivation.amount])
  const ratio = (value: number, definition: string): RevenueRatio => ({ _tag: "Exact", value, definition, n, excluded })
  const ofOpening = (amount: number, definition: string): RevenueRatio =>
    opening > 0
      ? ratio((100 * amount) / opening, `${definition}, of opening MRR`)
      : insufficientData(noBase(opening), n, excluded)
  const gains = net === "with reactivation" ? "expansion − reactivation" : "expansion"
  return {
    _tag: "Revenue",
    ...parts,
    closing: sum([opening, gained, -lost]),
    grossChurn: ofOpening(lost, "churn + contraction"),
    grossRetention: ofOpening(opening - lost, "opening − churn − contraction"),
    netChurn: ofOpening(lost - regained, `churn + contraction − ${gains}`),
    netRetention: ofOpening(opening - lost + regained, `opening − (churn + contraction − ${gains})`),
    quickRatio:
      lost > 0
        ? ratio(gained / lost, "(new + expansion + reactivation) / (churn + contraction)")
        : insufficientData("nothing was lost", n, excluded)
  }
}
