import * as DurationCounts from "../measures/DurationCounts.ts"
import * as DurationQuantile from "../measures/DurationQuantile.ts"
import { type FunnelRule, stepsOf } from "../sources/funnelRule.ts"
import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedShare, type CountedShareResult, countedShare, shareOf } from "./CountedShare.ts"
import { type FunnelCounts, readCounts } from "./FunnelCounts.ts"
import { definitionOf } from "./FunnelDefinition.ts"

/** The rule that the tally was counted by, and how the funnel is reported. */
export interface FunnelOptions extends FunnelRule {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** The median time from the first step, in seconds. `n` are those who reached the step. */
export interface FunnelTime extends Estimate {
  /** Where the median of the data lies for certain: durations in one bucket are not told apart. */
  readonly within: { readonly low: number; readonly high: number }
}

/** Where some of those who came no further went. */
export interface Went extends CountedShare {
  /** The next touchpoint; `null` for those after whom nothing came. */
  readonly touchpoint: string | null
}

/** One step of a funnel. */
export interface FunnelStep {
  /** From 1. */
  readonly step: number
  /** The touchpoint or stage; `null` in an unordered funnel, where this is any `step` of the steps. */
  readonly id: string | null
  readonly reached: number
  /** Of those who reached the step before; of the first step: of all cases. */
  readonly fromPrevious: CountedShareResult
  /** Of those who reached the first step; `null` for that step itself. */
  readonly fromFirst: CountedShareResult | null
  /** From the first step to this one, of those who reached it. */
  readonly seconds: FunnelTime | InsufficientData
  /** How many came so far and no further; of the last step, those who came through. */
  readonly stopped: number
  /** Where those went next, most first; of the last step, where those went who came through. */
  readonly went: ReadonlyArray<Went> | InsufficientData
}

/** A funnel: how many came how far. */
export interface Funnel {
  readonly _tag: "Funnel"
  /** The rule in words. */
  readonly definition: string
  /** Those who came through, of those who reached the first step. */
  readonly conversion: CountedShareResult
  readonly steps: ReadonlyArray<FunnelStep>
  /** How many cases, those who never came to the first step included. */
  readonly n: number
  readonly excluded: Excluded
}

/** A funnel, or why there is none. */
export type FunnelResult = Funnel | InsufficientData

const nobody = "nobody came so far"

const secondsTo = (tally: Tally, step: number, level: number): FunnelTime | InsufficientData => {
  if (!tally.columns.some(({ dimension }) => dimension.name === "seconds")) {
    return insufficientData("the tally does not count by seconds", 0)
  }
  const counts = DurationCounts.fromTally(where(tally, "step", step), {
    seconds: "seconds",
    outcome: null,
    finished: [],
    censored: []
  })
  const n = DurationCounts.count(counts, "finished")
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  const found = n === 0 ? null : DurationQuantile.quantile(counts, 0.5, level)
  if (found === null) return insufficientData(n === 0 ? nobody : "too few for an interval of the median", n, excluded)
  return { _tag: "Estimate", ...found, n, excluded }
}

/** Most first; of as many, by id in code unit order, and nowhere last. */
const byCount = (a: Went, b: Went): number => {
  if (a.count !== b.count) return b.count - a.count
  if (a.touchpoint === null || b.touchpoint === null) return a.touchpoint === null ? 1 : -1
  return a.touchpoint < b.touchpoint ? -1 : 1
}

const wentFrom = ({ went }: FunnelCounts, step: number, stopped: number, level: number): FunnelStep["went"] => {
  if (went === null) return insufficientData("the tally does not count by furthest and next", stopped)
  return [...(went[step] ?? [])]
    .map(([touchpoint, count]) => ({
      ...countedShare(count, stopped, level),
      touchpoint: touchpoint === null ? null : String(touchpoint)
    }))
    .sort(byCount)
}

/** The funnel of a tally of progress. */
export const finish = (tally: Tally, options: FunnelOptions): FunnelResult => {
  const definition = definitionOf(options)
  const { level = 0.95, order } = options
  const steps = stepsOf(options)
  const counts = readCounts(tally, steps.length)
  const { excluded, reached } = counts
  const count = (step: number): number => reached[step] ?? 0
  if (count(0) === 0) return insufficientData("no cases", 0, excluded)
  return {
    _tag: "Funnel",
    definition,
    conversion: shareOf(count(steps.length), count(1), level, nobody),
    steps: steps.map(({ id }, i) => {
      const step = i + 1
      const stopped = count(step) - count(step + 1)
      return {
        step,
        id: order === "unordered" ? null : id,
        reached: count(step),
        fromPrevious: shareOf(count(step), count(i), level, nobody),
        fromFirst: i === 0 ? null : shareOf(count(step), count(1), level, nobody),
        seconds: secondsTo(tally, step, level),
        stopped,
        went: wentFrom(counts, step, stopped, level)
      }
    }),
    n: count(0),
    excluded
  }
}
