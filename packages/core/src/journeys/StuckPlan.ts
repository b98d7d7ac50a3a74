import { finishCurve, type SurvivalResult } from "../measures/SurvivalCurve.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import * as Binomial from "../stats/Binomial.ts"
import {
  type Estimate,
  type Excluded,
  estimate,
  type InsufficientData,
  insufficientData,
  nothingExcluded
} from "../stats/Estimate.ts"
import { wilson } from "../stats/Wilson.ts"
import type { Tally } from "../tally/Tally.ts"
import { effectiveSize, expectedLonger, shareLasting } from "./StayShare.ts"
import { countStays, type KnownStay, readStays, wholeDays } from "./StuckDays.ts"

/** How long a stage is planned to take. */
export interface PlannedStay {
  readonly stage: string
  /** Whole days, from 0. */
  readonly days: number
  /** The share of stays that ought to be over after so many days, above 0 and below 1. */
  readonly share: number
}

/** One stage against its plan. */
export interface StuckPlanStage extends PlannedStay {
  /** The share that stays longer than planned, in per cent, as if nobody left. `n` are the stays of which a whole day is known. */
  readonly longer: Estimate | InsufficientData
  /** How many stayed longer, whatever came of them then. */
  readonly observed: number
  /** How many of as many would have, by the plan. */
  readonly expected: number
  /** Two-sided exact binomial p-value of the plan; `null` where nobody was followed so long. */
  readonly p: number | null
  /** The p-value, corrected for the number of stages (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether more stay longer than planned, and the corrected p-value is below 1 − level. */
  readonly stuck: boolean
}

/** The stages against their plan. */
export interface StuckPlanResult {
  readonly _tag: "StuckPlan"
  readonly level: number
  /** The stages that do not keep their plan, the one with most stays too many first. */
  readonly stuck: ReadonlyArray<string>
  /** In the order of the plan. */
  readonly stages: ReadonlyArray<StuckPlanStage>
  readonly excluded: Excluded
}

const check = ({ days, share, stage }: PlannedStay): void => {
  if (Number.isSafeInteger(days) && days >= 0 && share > 0 && share < 1) return
  throw new RangeError(
    `A plan is of whole days from 0 and a share between 0 and 1, found ${days} and ${share} of "${stage}"`
  )
}

/** The share, and its test by an effective number of whole stays: all of them where none left before. */
const longerOf = (curve: SurvivalResult, { days, share: over }: PlannedStay, level: number) => {
  if (curve._tag !== "SurvivalCurve") return { longer: insufficientData("no stays", 0), p: null }
  const [share, size] = [shareLasting(curve, days + 1), effectiveSize(curve, days + 1)]
  if (share > 0 && (curve.times.at(-1) ?? 0) < days) {
    return { longer: insufficientData("no stay was followed for so long", curve.n), p: null }
  }
  const { high, low } = wilson(size * share, size, level)
  const interval = { low: 100 * low, high: 100 * high, level, method: "Wilson, effective sample size" }
  return {
    longer: estimate(100 * share, interval, curve.n),
    p: Binomial.twoSidedP(Math.round(size * share), Math.round(size), 1 - over)
  }
}

const hold = (
  plan: PlannedStay,
  stays: ReadonlyArray<KnownStay>,
  level: number
): Omit<StuckPlanStage, "adjustedP" | "stuck"> => {
  check(plan)
  const curve = finishCurve(wholeDays([stays]), nothingExcluded, { level })
  return {
    ...plan,
    ...longerOf(curve, plan, level),
    observed: countStays(stays, ({ days }) => days > plan.days),
    expected: curve._tag === "SurvivalCurve" ? expectedLonger(curve, 1 - plan.share, plan.days) : 0
  }
}

const excess = ({ expected, observed }: StuckPlanStage): number => observed - expected

/**
 * Which stages hold customers longer than planned, from a tally of stays by `stage`, `days`, `age` and `outcome`.
 *
 * A plan says after how many days which share of the stays is to be over. The share that stays longer is Kaplan and Meier's: those
 * who left or went quiet are followed until then, and only whole days that are over are looked at. Where nobody left before,
 * it is the plain share with Wilson's interval and the exact binomial test of the plan; else both are of the number of stays
 * that would know the share as well. Corrected for the number of stages. Missing and invalid stays are as in `fromTally`; without
 * a stay that was followed so long `InsufficientData`. Throws a `RangeError` for a plan that is none.
 *
 * Dorey and Korn (1987), Effective sample sizes for confidence intervals for survival probabilities.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Stuck from "./Stuck.ts"
 *
 * const stays = [1, 2, 2, 8, 9, 9, 12, 20].map((days) => ({ stage: "reviews", days, age: 60, outcome: "moved on" }))
 * const tally = Tally.from(stays, { by: ["stage", "days", "age", "outcome"] })
 * const report = Stuck.planned(tally, [{ stage: "reviews", days: 7, share: 0.9 }])
 * report._tag === "StuckPlan" && [report.stuck, report.stages[0]?.longer._tag] // => [["reviews"], "Estimate"]
 * ```
 */
export const planned = <Name extends string>(
  tally: Tally<Name>,
  plan: ReadonlyArray<PlannedStay>,
  { level = 0.95 }: { readonly level?: number } = {}
): StuckPlanResult | InsufficientData => {
  const { excluded, stages: known } = readStays(tally as Tally)
  const held = plan.map((each) => hold(each, known.get(each.stage) ?? [], level))
  if (held.every(({ p }) => p === null)) return insufficientData("no stay was followed for so long", 0, excluded)
  const adjusted = benjaminiHochberg(held.map(({ p }) => p))
  const stages = held.map((each, i) => {
    const adjustedP = adjusted[i] ?? null
    const more = each.longer._tag === "Estimate" && each.longer.value > 100 * (1 - each.share)
    return { ...each, adjustedP, stuck: more && adjustedP !== null && adjustedP < 1 - level }
  })
  const stuck = stages.filter((each) => each.stuck).sort((a, b) => excess(b) - excess(a))
  return { _tag: "StuckPlan", level, stuck: stuck.map(({ stage }) => stage), stages, excluded }
}
