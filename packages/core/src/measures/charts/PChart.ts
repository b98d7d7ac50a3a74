import { type InsufficientData, insufficientData } from "../../stats/Estimate.ts"
import { sigma } from "../../stats/MovingRange.ts"
import { isOver } from "../PeriodSeries.ts"
import type { PeriodShare, PeriodShares } from "../PeriodShares.ts"
import { baselineOf, type Chart, type ChartOptions, falseAlarms, isInBaseline, type LimitedPoint } from "./Chart.ts"
import { chance, hits, type RuleSet, rulesOf } from "./Rules.ts"
import { judge } from "./Signals.ts"

/** A share in per cent. */
export interface SharePoint extends LimitedPoint {
  readonly successes: number
  readonly n: number
}

/** A chart of shares in per cent, with limits as wide as each period's number of records asks for. */
export interface PChart extends Chart<"p" | "Laney p′", SharePoint> {
  /**
   * How much more the shares vary from period to period than binomial chance lets them: Laney's σz. 1 in a p chart, which
   * takes that for granted.
   */
  readonly sigmaZ: number
}

/** The options of charts that are judged point by point. */
export interface PointChartOptions extends ChartOptions {
  /** `"Western Electric"` unless told. */
  readonly rules?: RuleSet
}

const distance = ({ n, successes }: PeriodShare, centre: number): number =>
  (successes / n - centre) / Math.sqrt((centre * (1 - centre)) / n)

/** A chart of shares: binomial limits, widened by σz in Laney's. */
export const pChart = (
  kind: "p" | "Laney p′",
  { excluded, shares }: PeriodShares,
  options: PointChartOptions
): PChart | InsufficientData => {
  const points = shares.map((share) => {
    const point = {
      ...share,
      value: share.n === 0 ? null : (100 * share.successes) / share.n,
      inProgress: !isOver(share.period, options)
    }
    return { ...point, inBaseline: isInBaseline(point, options) }
  })
  const base = points.filter(({ inBaseline }) => inBaseline)
  const n = base.reduce((sum, share) => sum + share.n, 0)
  if (base.length < 2) return insufficientData("fewer than two periods with records in the baseline", n, excluded)
  const centre = base.reduce((sum, { successes }) => sum + successes, 0) / n
  if (centre === 0 || centre === 1) return insufficientData("every record of the baseline is the same", n, excluded)
  const sigmaZ = kind === "p" ? 1 : sigma(base.map((share) => distance(share, centre)))
  if (sigmaZ === 0) return insufficientData("nothing varies in the baseline", n, excluded)
  const set = rulesOf(options.rules ?? "Western Electric")
  const tested = points.filter(({ inProgress, value }) => !inProgress && value !== null)
  const distances = tested.map((share) => distance(share, centre) / sigmaZ)
  const { metIn, signals } = judge(
    hits(distances, set),
    tested.map(({ period }) => period)
  )
  return {
    _tag: "ControlChart",
    kind,
    centre: 100 * centre,
    sigmaZ,
    points: points.map((point) => ({ ...point, ...limits(point, centre, sigmaZ), rules: metIn(point.period) })),
    signals,
    baseline: baselineOf(base),
    falseAlarms: falseAlarms(chance(set), tested.length),
    excluded
  }
}

const limits = ({ n }: PeriodShare, centre: number, sigmaZ: number): Pick<LimitedPoint, "low" | "high"> => {
  if (n === 0) return { low: null, high: null }
  const margin = 3 * sigmaZ * Math.sqrt((centre * (1 - centre)) / n)
  return { low: 100 * Math.max(0, centre - margin), high: 100 * Math.min(1, centre + margin) }
}
