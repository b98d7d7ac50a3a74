import * as ChiSquared from "../stats/ChiSquared.ts"
import { type Estimate, type InsufficientData, type Interval, insufficientData } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import * as Normal from "../stats/Normal.ts"
import type { PeriodCounts } from "./BeforeAfter.ts"
import type { ScoreReading } from "./ScoreReading.ts"

/**
 * Whether the changed group and its control went in parallel before the change.
 *
 * A large p-value does not show that they did: the interval of the slope, and of what it would add, say how far apart they
 * may have been drifting (Roth 2022).
 */
export interface ParallelTrends {
  readonly _tag: "ParallelTrends"
  /** The periods before the change in which both sides have answers. */
  readonly periods: number
  /** How much the distance (changed − control) moves a period, before the change. */
  readonly slope: Pick<Estimate, "value" | "interval"> & { readonly p: number | null }
  /** What a slope like that, going on, would add to the effect by itself. */
  readonly wouldAdd: Pick<Estimate, "value" | "interval">
  /** Whether the distance is the same in all periods before the change, beyond what sampling makes of it. */
  readonly same: { readonly chiSquared: number; readonly degrees: number; readonly p: number }
}

/** The distance of two groups in one period. */
export interface PeriodGap {
  readonly at: number
  readonly value: number
  /** How many answers on each side. */
  readonly n: readonly [changed: number, control: number]
}

/** The distance of two groups in each period in which both have answers. */
export const gapsOf = (
  changed: ReadonlyArray<PeriodCounts>,
  control: ReadonlyArray<PeriodCounts>,
  { moments }: ScoreReading
): ReadonlyArray<PeriodGap> => {
  const others = new Map(control.map(({ at, counts }) => [at, moments(counts)]))
  return changed.flatMap(({ at, counts }) => {
    const [own, other] = [moments(counts), others.get(at)]
    if (own.n === 0 || other === undefined || other.n === 0) return []
    return [{ at, value: Mean.mean(own) - Mean.mean(other), n: [own.n, other.n] as const }]
  })
}

/** The variance of one answer within its period, over all periods; `NaN` when no period has two answers. */
export const withinPeriods = (periods: ReadonlyArray<PeriodCounts>, { moments }: ScoreReading): number => {
  const all = periods.map(({ counts }) => moments(counts)).filter(({ n }) => n > 0)
  const squares = all.reduce((sum, each) => sum + (each.squares - (each.sum * each.sum) / each.n), 0)
  return squares / all.reduce((sum, { n }) => sum + n - 1, 0)
}

/** The mean place in time of answers. */
const meanPlace = (periods: ReadonlyArray<PeriodCounts>, { moments }: ScoreReading): number => {
  const all = periods.map(({ at, counts }) => ({ at, n: moments(counts).n }))
  return all.reduce((sum, { at, n }) => sum + at * n, 0) / all.reduce((sum, { n }) => sum + n, 0)
}

const weighted = (gaps: ReadonlyArray<PeriodGap & { readonly weight: number }>) => {
  const total = gaps.reduce((sum, { weight }) => sum + weight, 0)
  const mean = (of: (gap: PeriodGap) => number): number =>
    gaps.reduce((sum, gap) => sum + gap.weight * of(gap), 0) / total
  const [place, level] = [mean(({ at }) => at), mean(({ value }) => value)]
  const spread = total * mean(({ at }) => (at - place) * (at - place))
  const slope = (total * mean(({ at, value }) => (at - place) * (value - level))) / spread
  const chiSquared = total * mean(({ value }) => (value - level) * (value - level))
  return { slope, error: Math.sqrt(1 / spread), chiSquared }
}

const around = (value: number, error: number, level: number): Interval => {
  const margin = Normal.twoSided(level) * error
  return { low: value - margin, high: value + margin, level, method: "weighted least squares, sampling variance" }
}

/**
 * Compare the trends of two groups over the periods before a change: those whose place is below 0.
 *
 * The variance of a period's distance is that of its answers alone, with one variance within periods for each side. Fewer
 * than three periods with answers on both sides are `InsufficientData`.
 */
export const parallelTrends = (
  changed: ReadonlyArray<PeriodCounts>,
  control: ReadonlyArray<PeriodCounts>,
  reading: ScoreReading,
  level: number
): ParallelTrends | InsufficientData => {
  const before = (periods: ReadonlyArray<PeriodCounts>) => periods.filter(({ at }) => at < 0)
  const [own, other] = [before(changed), before(control)]
  const gaps = gapsOf(own, other, reading)
  if (gaps.length < 3) return insufficientData("fewer than three periods before the change", gaps.length)
  const [u, v] = [withinPeriods(own, reading), withinPeriods(other, reading)]
  if (!(u + v > 0)) return insufficientData("the answers before the change do not vary", gaps.length)
  const { chiSquared, error, slope } = weighted(
    gaps.map((gap) => ({ ...gap, weight: 1 / (u / gap.n[0] + v / gap.n[1]) }))
  )
  const after = changed.filter(({ at }) => at >= 0)
  const apart = meanPlace(after, reading) - meanPlace(own, reading)
  const p = Math.min(1, 2 * Normal.upperTail(Math.abs(slope) / error))
  const degrees = gaps.length - 1
  return {
    _tag: "ParallelTrends",
    periods: gaps.length,
    slope: { value: slope, interval: around(slope, error, level), p },
    wouldAdd: { value: apart * slope, interval: around(apart * slope, apart * error, level) },
    same: { chiSquared, degrees, p: ChiSquared.upperTail(chiSquared, degrees) }
  }
}
