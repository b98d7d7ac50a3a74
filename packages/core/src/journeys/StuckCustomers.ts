import * as Survival from "../measures/Survival.ts"
import { finishCurve, type SurvivalResult } from "../measures/SurvivalCurve.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { type InsufficientData, insufficientData, type Measured, nothingExcluded } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { effectiveSize, shareLasting } from "./StayShare.ts"
import { type FoundStay, isOpen, problem, readStays, wholeDays } from "./StuckDays.ts"

/** How stuck customers are found. */
export interface StuckCustomersOptions {
  /** Confidence level of the intervals, and 1 minus the rate of false discoveries: 0.95 unless told. */
  readonly level?: number
}

/** A stay that is not over, and how unlikely it is to last so long. */
export interface StuckCustomer<Stay> {
  /** The caller's own row. */
  readonly stay: Stay
  /** The share of the reference that lasts so many whole days or longer, from 0 to 1, with its interval. */
  readonly share: Measured
  /** That share, with the reference counted as one more: the p-value of "this stay is as those of the reference". */
  readonly p: number | null
  /** Corrected for all stays given, those that are over included (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the corrected p-value is below 1 − level. */
  readonly stuck: boolean
}

/** The p-value of lasting so many whole days: with the stay itself among those that do, so it is never 0. */
const pOf = (curve: SurvivalResult, age: number): number | null => {
  if (curve._tag !== "SurvivalCurve") return null
  const size = effectiveSize(curve, age)
  return (size * shareLasting(curve, age) + 1) / (size + 1)
}

const shareOf = (curve: SurvivalResult, age: number): Measured => {
  if (!Number.isSafeInteger(age)) return insufficientData("it is no stay", 0)
  if (curve._tag !== "SurvivalCurve") return insufficientData("nothing to hold it against", 0)
  return age === 0 ? insufficientData("it began today", curve.n) : Survival.at(curve, age - 1)
}

const curvesOf = (reference: Tally, level: number): ReadonlyMap<Value, SurvivalResult> =>
  new Map(
    Array.from(readStays(reference).stages, ([stage, stays]) => {
      const rows = wholeDays([stays])
      return [stage, finishCurve(rows, nothingExcluded, { level })]
    })
  )

/**
 * The stays that are not over, each with how unlikely it is to last so long: by the curve of its stage in a reference, such as
 * the stays of an earlier time.
 *
 * Give **all** stays that began in the time looked at, those that are over too: of so many, some last long by chance, and the
 * correction counts them all. Those that are not over come back in the order given, each with the caller's own row, and
 * nothing else about the customer: keep the result where the rows are kept.
 *
 * The p-value is the share of the reference that lasts as many whole days, with the stay itself counted among them: it is at
 * least 1 / (n + 1), so few stays are found against a small reference, however long they last. The stays themselves must not
 * be in the reference. A stage that the reference does not have, and what is no stay, has no p-value. Throws `TallyMismatch` when
 * the reference does not count by `stage`, `days`, `age` and `outcome`.
 *
 * Bates, Candès, Lei, Romano and Sesia (2023), Testing for outliers with conformal p-values, Annals of Statistics 51, for the
 * p-values and their correction; Cutler and Ederer (1958) for the effective size of a reference with censoring.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Stuck from "./Stuck.ts"
 *
 * const before = Array.from({ length: 99 }, (_, i) => ({ stage: "reviews", days: i % 9, age: 60, outcome: "moved on" }))
 * const reference = Tally.from(before, { by: ["stage", "days", "age", "outcome"] })
 * const stays = [{ customer: "ada", stage: "reviews", days: 30, age: 30, outcome: "still there" }]
 * Stuck.customers(stays, reference).map(({ p, stay, stuck }) => [stay.customer, p?.toFixed(2), stuck]) // => [["ada", "0.01", true]]
 * ```
 */
export const customers = <Stay extends FoundStay>(
  stays: Iterable<Stay>,
  reference: Tally,
  { level = 0.95 }: StuckCustomersOptions = {}
): ReadonlyArray<StuckCustomer<Stay>> => {
  const curves = curvesOf(reference, level)
  const nothing: InsufficientData = insufficientData("no such stays in the reference", 0)
  const held = Array.from(stays, (stay) => {
    const curve = curves.get(String(stay.stage)) ?? nothing
    const known = problem(stay) === undefined && curve._tag === "SurvivalCurve"
    const open = known && isOpen(stay)
    const p = open ? pOf(curve, Number(stay.age)) : null
    return { stay, curve, p: known && !open ? 1 : p }
  })
  const adjusted = benjaminiHochberg(held.map(({ p }) => p))
  return held.flatMap(({ curve, p, stay }, i) => {
    if (!isOpen(stay)) return []
    const adjustedP = adjusted[i] ?? null
    const share = shareOf(curve, Number(stay.age))
    return [{ stay, share, p, adjustedP, stuck: adjustedP !== null && adjustedP < 1 - level }]
  })
}
