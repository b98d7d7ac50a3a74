import { compareWithRest, type RestTest } from "../measures/RestTest.ts"
import * as Survival from "../measures/Survival.ts"
import { finishCurve, type SurvivalCurve, type SurvivalResult } from "../measures/SurvivalCurve.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { type Estimate, estimate, type InsufficientData, insufficientData, nothingExcluded } from "../stats/Estimate.ts"
import { apart } from "../stats/LifetimeRows.ts"
import * as RateRatio from "../stats/RateRatio.ts"
import { ratioLimits } from "../stats/RatioInterval.ts"
import type { Value } from "../tally/Value.ts"
import { expectedLonger, shareLasting } from "./StayShare.ts"
import { countStays, isOpen, type KnownStay, wholeDays } from "./StuckDays.ts"

/** Stays beyond a quantile of the reference. */
export interface PastQuantile {
  readonly _tag: "PastQuantile"
  /** The quantile of the reference, in whole days. */
  readonly days: number
  /** How many stays lasted longer, whatever came of them then. */
  readonly observed: number
  /** How many of as many would have, had they lasted as those of the reference do. */
  readonly expected: number
  /** How many of them are there now. */
  readonly stillThere: number
  /** Observed by expected: 2 is twice as many as the reference lets expect. */
  readonly ratio: Estimate | InsufficientData
}

/** How long a stage holds customers, against a reference. */
export interface StuckStage {
  readonly stage: Value
  /** Stays of which at least one whole day is known. */
  readonly n: number
  /** How many are there now. */
  readonly stillThere: number
  readonly past: PastQuantile | InsufficientData
  /** How many times as fast as those of the reference customers move on: below 1 is slower. */
  readonly pace: RateRatio.RateRatio | InsufficientData
  /** The log-rank test of whether they move on alike. */
  readonly test: RestTest | InsufficientData
  /** Its p-value, corrected for the number of stages (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /**
   * Whether the stage holds customers longer than the reference: they move on slower, with a corrected p-value below 1 − level,
   * and no fewer stay beyond the quantile than were to be expected.
   */
  readonly stuck: boolean
  /** The share that stays longer than so many whole days, in this stage and in the reference. */
  readonly curve: SurvivalResult
  readonly reference: SurvivalResult
}

/** How stuck stages are found. */
export interface StuckOptions {
  /** The stages to look at: by id, or with one. All that were met unless told. */
  readonly stages?: ReadonlyArray<string | { readonly id: string }>
  /** Stays are counted beyond this quantile of the reference, above 0 and below 1: 0.9 unless told. */
  readonly quantile?: number
  /** Confidence level of the intervals, and 1 minus the rate of false discoveries: 0.95 unless told. */
  readonly level?: number
}

/** The stays of a stage and those that they are held against. */
export interface Sides {
  readonly stage: Value
  readonly stays: ReadonlyArray<KnownStay>
  readonly reference: ReadonlyArray<KnownStay>
}

/** The ratio of two shares that stay longer than so many days, its interval from theirs. */
const ratioOf = (
  curve: SurvivalCurve,
  reference: SurvivalCurve,
  days: number,
  level: number
): PastQuantile["ratio"] => {
  const [mine, theirs] = [Survival.at(curve, days), Survival.at(reference, days)]
  if (mine._tag !== "Estimate" || theirs._tag !== "Estimate" || theirs.interval.low === 0) {
    return insufficientData("the share that stays so long has no interval on one side", curve.n)
  }
  const limits = ratioLimits({ ...mine, ...mine.interval }, { ...theirs, ...theirs.interval })
  return estimate(mine.value / theirs.value, { ...limits, level, method: "MOVER, Greenwood, log-log" }, curve.n)
}

const pastQuantile = (
  stays: ReadonlyArray<KnownStay>,
  curve: SurvivalResult,
  reference: SurvivalResult,
  { level = 0.95, quantile: left = 0.9 }: StuckOptions
): StuckStage["past"] => {
  if (curve._tag !== "SurvivalCurve" || reference._tag !== "SurvivalCurve") {
    return insufficientData("no stays on one side", 0)
  }
  const time = Survival.quantile(reference, left).value
  if (time === null) return insufficientData("too few of the reference moved on for this quantile", reference.n)
  // A quantile in the middle of a while is in whole days that before it.
  const days = Math.floor(time)
  const share = shareLasting(reference, days + 1)
  return {
    _tag: "PastQuantile",
    days,
    observed: countStays(stays, (stay) => stay.days > days),
    expected: expectedLonger(curve, share, days),
    stillThere: countStays(stays, (stay) => isOpen(stay) && stay.days > days),
    ratio: ratioOf(curve, reference, days, level)
  }
}

const untested = insufficientData("the stays do not compare", 0)

const paceOf = (test: StuckStage["test"], against: StuckStage["test"], level: number): StuckStage["pace"] => {
  if (test._tag !== "RestTest" || against._tag !== "RestTest") return untested
  return RateRatio.compare(
    { events: test.observed, exposure: test.expected },
    { events: against.observed, exposure: against.expected },
    { level }
  )
}

const compareSides = (
  { reference, stage, stays }: Sides,
  options: StuckOptions
): Omit<StuckStage, "adjustedP" | "stuck"> => {
  const { level = 0.95 } = options
  const rows = wholeDays([stays, reference])
  const [test = untested, against = untested] = compareWithRest(rows, 2, level).map(({ fromRest }) => fromRest)
  const curves = apart(rows, rows.groups, 2).map((part) => finishCurve(part, nothingExcluded, { level }))
  const [curve = untested, others = untested] = curves
  return {
    stage,
    n: curve.n,
    stillThere: countStays(stays, isOpen),
    past: pastQuantile(stays, curve, others, options),
    pace: paceOf(test, against, level),
    test,
    curve,
    reference: others
  }
}

const isLonger = ({ past, test }: Pick<StuckStage, "past" | "test">): boolean =>
  test._tag === "RestTest" &&
  test.observed < test.expected &&
  (past._tag === "InsufficientData" || past.observed >= past.expected)

/** How many more lasted past the quantile than were to be expected. */
const excess = ({ past }: StuckStage): number =>
  past._tag === "InsufficientData" ? Number.NEGATIVE_INFINITY : past.observed - past.expected

/** The stuck ones first, those before others that hold most stays too long. */
const byStuck = (a: StuckStage, b: StuckStage): number => {
  if (a.stuck !== b.stuck) return a.stuck ? -1 : 1
  const [x, y] = [excess(a), excess(b)]
  return x === y ? 0 : y - x
}

/** Hold each stage against its reference, corrected for their number. */
export const holdStages = (all: ReadonlyArray<Sides>, options: StuckOptions): ReadonlyArray<StuckStage> => {
  const { level = 0.95, quantile: left = 0.9 } = options
  if (!(left > 0 && left < 1)) throw new RangeError(`quantile is above 0 and below 1, found ${left}`)
  const stages = all.map((sides) => compareSides(sides, options))
  const adjusted = benjaminiHochberg(stages.map(({ test }) => (test._tag === "RestTest" ? test.p : null)))
  return stages
    .map((stage, i) => {
      const adjustedP = adjusted[i] ?? null
      return { ...stage, adjustedP, stuck: adjustedP !== null && adjustedP < 1 - level && isLonger(stage) }
    })
    .sort(byStuck)
}
