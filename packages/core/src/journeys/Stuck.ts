import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { column, total } from "../tally/read.ts"
import { where } from "../tally/slice.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { stagesToReport } from "./DwellStage.ts"
import { type KnownStay, type ReadStays, readStays } from "./StuckDays.ts"
import { holdStages, type Sides, type StuckOptions, type StuckStage } from "./StuckStage.ts"

export { customers, type StuckCustomer, type StuckCustomersOptions } from "./StuckCustomers.ts"
export { type PlannedStay, planned, type StuckPlanResult, type StuckPlanStage } from "./StuckPlan.ts"
export type { PastQuantile, StuckOptions, StuckStage } from "./StuckStage.ts"

/** Where customers are stuck. */
export interface StuckReport {
  readonly _tag: "Stuck"
  /** What each stage is held against. */
  readonly against: string
  readonly quantile: number
  readonly level: number
  /** The stages that customers move on from later than the reference lets expect, the one that holds most too long first. */
  readonly stuck: ReadonlyArray<Value>
  /** Every stage: the stuck ones first, and before others those that hold most stays too long. */
  readonly stages: ReadonlyArray<StuckStage>
  readonly excluded: Excluded
}

/** Where customers are stuck, or why that is not known. */
export type StuckResult = StuckReport | InsufficientData

const finish = (
  sides: ReadonlyArray<Sides>,
  against: string,
  excluded: Excluded,
  options: StuckOptions
): StuckResult => {
  if (sides.every(({ stays }) => stays.length === 0)) return insufficientData("no stays", 0, excluded)
  const { level = 0.95, quantile = 0.9 } = options
  const stages = holdStages(sides, options)
  const stuck = stages.filter((stage) => stage.stuck).map(({ stage }) => stage)
  return { _tag: "Stuck", against, quantile, level, stuck, stages, excluded }
}

const none: ReadonlyArray<KnownStay> = []

const stagesOf = (options: StuckOptions, ...reads: ReadonlyArray<ReadStays>): ReadonlyArray<Value> =>
  stagesToReport(options, [...new Set(reads.flatMap(({ stages }) => [...stages.keys()]))].sort(compare))

/**
 * Which stage holds customers longer than the other stages do, from a tally of stays by `stage`, `days`, `age` and `outcome`, such
 * as the source `Sources.stays` gives.
 *
 * Each stage is held against the stays of all other stages together: the log-rank test, corrected for the number of stages
 * (Benjamini–Hochberg), says whether its customers move on later; beside it stands how many stayed beyond the 0.9 quantile of
 * the others, and how many would have, had they moved on as the others do: a stage where these are fewer is slow, not stuck. Those who left or went quiet are followed until
 * then. Only whole days that are over are looked at, so those who came lately do not seem to stay longer.
 *
 * Name the `stages` that customers ought to pass: from the last of a journey there is nowhere to go, and it holds everybody.
 * Stages are unlike by nature: that one holds customers longer is a fact, and whether it ought to, the plan says (`planned`)
 * or the time before (`since`).
 *
 * Missing values and those that are no stay, such as one longer than its age, are reported. No stays give `InsufficientData`.
 * Throws `TallyMismatch` when a dimension is not there, and a `RangeError` for a quantile that is not between 0 and 1.
 *
 * Mantel (1966); Pike (1972) for the pace, with the exact interval of two Poisson rates; Donner and Zou (2012) for the ratio.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Stuck from "./Stuck.ts"
 *
 * const stage = (stage, days) => days.map((days) => ({ stage, days, age: 60, outcome: days < 60 ? "moved on" : "still there" }))
 * const stays = [...stage("search", [0, 0, 1, 1, 2, 2, 3, 5]), ...stage("reviews", [6, 9, 14, 20, 33, 60, 60, 60])]
 * const report = Stuck.fromTally(Tally.from(stays, { by: ["stage", "days", "age", "outcome"] }))
 * report._tag === "Stuck" && [report.stuck, report.stages[0]?.stillThere] // => [["reviews"], 3]
 * ```
 */
export const fromTally = <Name extends string>(tally: Tally<Name>, options: StuckOptions = {}): StuckResult => {
  const read = readStays(tally as Tally)
  const stages = stagesOf(options, read)
  const sides = stages.map((stage) => ({
    stage,
    stays: read.stages.get(stage) ?? none,
    reference: stages.flatMap((other) => (other === stage ? none : (read.stages.get(other) ?? none)))
  }))
  return finish(sides, "the other stages", read.excluded, options)
}

/** From when on stays are held against those before. */
export interface StuckSinceOptions<Name extends string> extends StuckOptions {
  /** The first period that is looked at, such as `"2026-03"`. */
  readonly since: string
  /** The dimension of the period in which stays began: `"month"` unless told. */
  readonly period?: Name
}

/** Labels of one unit look alike: a quarter does not compare with a month. */
const shape = (label: string): string => label.replace(/\d/g, "0")

/**
 * Which stage holds customers longer than it did before, from a tally of stays by the period in which they began besides: each
 * stage held against its own stays from before `since`. Else as `fromTally`.
 *
 * A stay without a period is missing. Throws `TallyMismatch` too where `since` is a label of another unit.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Stuck from "./Stuck.ts"
 *
 * const begun = (month, days) => days.map((days) => ({ stage: "reviews", month, days, age: 60, outcome: "moved on" }))
 * const stays = [...begun("2026-02", [0, 0, 1, 1, 2, 2, 3, 5]), ...begun("2026-03", [6, 9, 14, 20, 33, 40, 44, 50])]
 * const tally = Tally.from(stays, { by: ["stage", "month", "days", "age", "outcome"] })
 * const report = Stuck.since(tally, { since: "2026-03" })
 * report._tag === "Stuck" && [report.against, report.stuck] // => ["the same stage before 2026-03", ["reviews"]]
 * ```
 */
export const since = <Name extends string>(
  tally: Tally<Name>,
  options: StuckSinceOptions<NoInfer<Name>>
): StuckResult => {
  const { period = "month", since: from }: StuckSinceOptions<string> = options
  const all = tally as Tally
  const labels = column(all, period).values.flatMap((value) => (value === null ? [] : [String(value)]))
  const other = labels.find((label) => shape(label) !== shape(from))
  if (other !== undefined) throw new TallyMismatch(`The period ${other} does not compare with ${from}`)
  const now = readStays(where(all, period, (label) => label !== null && String(label) >= from))
  const before = readStays(where(all, period, (label) => label !== null && String(label) < from))
  const sides = stagesOf(options, now, before).map((stage) => ({
    stage,
    stays: now.stages.get(stage) ?? none,
    reference: before.stages.get(stage) ?? none
  }))
  const excluded = {
    missing: now.excluded.missing + before.excluded.missing + total(where(all, period, null)),
    invalid: now.excluded.invalid + before.excluded.invalid
  }
  return finish(sides, `the same stage before ${from}`, excluded, options)
}
