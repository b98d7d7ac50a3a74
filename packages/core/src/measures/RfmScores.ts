import { quantileGroups } from "../stats/QuantileGroups.ts"

/** The values that one score was given to: from the worst to the best that occurs. */
export interface ScoreBand {
  /** From 1, the worst. */
  readonly score: number
  readonly worst: number
  readonly best: number
}

/** Counts by value. */
export type ValueCounts = ReadonlyMap<number, number>

/**
 * The bands of values, from the worst: the score is 1 more than the whole part of `groups` times the share of customers
 * with a worse value, so those with one value have one score.
 */
export const bandsOf = (counts: ValueCounts, groups: number, better: "high" | "low"): ReadonlyArray<ScoreBand> => {
  const values = [...counts].sort(([a], [b]) => (better === "high" ? a - b : b - a))
  const places = quantileGroups(
    values.map(([, count]) => count),
    groups
  )
  const bands = new Map<number, ScoreBand>()
  values.forEach(([value], i) => {
    const score = 1 + (places[i] ?? 0)
    bands.set(score, { score, worst: bands.get(score)?.worst ?? value, best: value })
  })
  return [...bands.values()]
}

/** The score of a value: that of the next better one that occurs, and of the best where none is. */
export const scoreOf = (bands: ReadonlyArray<ScoreBand>, value: number, better: "high" | "low"): number => {
  const found = bands.find(({ best }) => (better === "high" ? value <= best : value >= best))
  return (found ?? bands.at(-1))?.score ?? 1
}
