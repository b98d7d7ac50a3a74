import { type Forecast, groupMeans } from "../stats/BrierScore.ts"
import { type Estimate, nothingExcluded } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { quantileGroups } from "../stats/QuantileGroups.ts"
import type { ScoredOutcome, ScoredOutcomes } from "../stats/ScoredOutcomes.ts"

/** Customers with about the same score: what it said of them, and what came. */
export interface ReliabilityRow {
  /** The lowest and the highest score in the row. */
  readonly scores: readonly [lowest: number, highest: number]
  /** The mean risk that the scores stand for, in per cent. */
  readonly expected: number
  /** The share that had the event, in per cent, with Wilson's interval. */
  readonly observed: Estimate
}

/** Scores in rows of about equal size; each its own where they are few. */
export const inRows = (outcomes: ScoredOutcomes, rows: number): ReadonlyArray<ScoredOutcomes> => {
  const sizes = outcomes.map(({ events, others }) => events + others)
  const places = outcomes.length <= rows ? [...outcomes.keys()] : quantileGroups(sizes, rows)
  const parts = Array.from({ length: rows }, (): Array<ScoredOutcome> => [])
  outcomes.forEach((each, i) => {
    parts[places[i] ?? 0]?.push(each)
  })
  return parts.filter((part) => part.length > 0)
}

/** A share in per cent, with Wilson's interval. */
export const share = (successes: number, n: number, level: number): Estimate => ({
  _tag: "Estimate",
  value: (100 * successes) / n,
  interval: Proportion.interval({ successes, n }, level),
  n,
  excluded: nothingExcluded
})

/** A score's outcomes, and the risk that the score stands for. */
export type ScoredForecast = Forecast & ScoredOutcome

/** The curve of rows of scores. */
export const reliabilityCurve = (
  rows: ReadonlyArray<ReadonlyArray<ScoredForecast>>,
  level: number
): ReadonlyArray<ReliabilityRow> =>
  rows.map((row) => {
    const { events, forecast, n } = groupMeans(row)
    return {
      scores: [row[0]?.score ?? 0, row.at(-1)?.score ?? 0],
      expected: 100 * forecast,
      observed: share(events, n, level)
    }
  })
