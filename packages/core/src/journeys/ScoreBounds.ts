import * as ScoreCounts from "../measures/ScoreCounts.ts"
import type { ScoreReading } from "../measures/ScoreReading.ts"
import type { Interval } from "../stats/Estimate.ts"

/** The least and the most that a score can be: everyone at the lowest point, and everyone at the highest. */
export const boundsOf = ({ moments, scale }: ScoreReading): Pick<Interval, "low" | "high"> => {
  const at = (point: number): number => moments(ScoreCounts.fromScores([point], scale)).sum
  return { low: at(scale.minimum), high: at(scale.maximum) }
}

/** An interval within these bounds. */
export const withinBounds = (interval: Interval, read: ScoreReading): Interval => {
  const { high, low } = boundsOf(read)
  return { ...interval, low: Math.max(low, interval.low), high: Math.min(high, interval.high) }
}
