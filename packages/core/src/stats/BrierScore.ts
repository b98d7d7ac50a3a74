import type { Interval } from "./Estimate.ts"
import * as Normal from "./Normal.ts"

/** How often one probability was forecast, and how often the event then came. */
export interface Forecast {
  /** From 0 to 1. */
  readonly probability: number
  readonly events: number
  readonly others: number
}

/** The mean squared error of forecast probabilities, from 0 (perfect) to 1, and its three parts. */
export interface BrierScore {
  readonly value: number
  readonly interval: Interval
  /** How far the forecasts of a group are from what came: 0 is best. */
  readonly reliability: number
  /** How far apart the groups turned out: high is best. */
  readonly resolution: number
  /** How uncertain the outcome is when only the overall share is known. */
  readonly uncertainty: number
  /** What part of the uncertainty the forecasts take away: 0 as good as the overall share, below 0 worse. */
  readonly skill: number
}

const sumOf = <Each>(list: ReadonlyArray<Each>, term: (each: Each) => number): number =>
  list.reduce((sum, each) => sum + term(each), 0)

const square = (x: number): number => x * x

const sizeOf = ({ events, others }: Forecast): number => events + others

const squaredError = ({ events, others, probability }: Forecast): number =>
  events * square(1 - probability) + others * square(probability)

/** The records of one group: how many, how many with the event, and the mean forecast. */
export const groupMeans = (group: ReadonlyArray<Forecast>) => {
  const n = sumOf(group, sizeOf)
  const events = sumOf(group, (each) => each.events)
  return { n, events, forecast: sumOf(group, (each) => sizeOf(each) * each.probability) / n }
}

/** What the forecasts inside a group tell beyond its mean: twice their covariance with the outcome, less their variance. */
const within = (group: ReadonlyArray<Forecast>): number => {
  const { events, forecast, n } = groupMeans(group)
  return sumOf(group, (each) => {
    const distance = each.probability - forecast
    return distance * (2 * (each.events - (sizeOf(each) * events) / n) - sizeOf(each) * distance)
  })
}

const normalInterval = (forecasts: ReadonlyArray<Forecast>, value: number, n: number, level: number): Interval => {
  const squares = sumOf(
    forecasts,
    ({ events, others, probability }) =>
      events * square(square(1 - probability) - value) + others * square(square(probability) - value)
  )
  const margin = Normal.twoSided(level) * Math.sqrt(squares / (n - 1) / n)
  return { low: Math.max(0, value - margin), high: Math.min(1, value + margin), level, method: "normal" }
}

/**
 * Brier's score of forecasts in groups, with value = reliability − resolution + uncertainty.
 *
 * Takes at least one event and one other. Where every group holds one probability, the parts are Murphy's (1973); where it
 * holds several, what they tell inside the group is in the resolution, so that the sum stays exact. Brier (1950); Stephenson,
 * Coelho and Jolliffe (2008), Two extra components in the Brier score decomposition, Weather and Forecasting 23.
 *
 * ```ts import.meta.vitest
 * import { brierScore } from "./BrierScore.ts"
 *
 * const { reliability, resolution, uncertainty, value } = brierScore(
 *   [[{ probability: 0.25, events: 1, others: 3 }], [{ probability: 1, events: 2, others: 2 }]],
 *   0.95
 * )
 * const parts = [value, reliability, resolution, uncertainty] // reliability − resolution + uncertainty is the value
 * parts // => [0.34375, 0.125, 0.015625, 0.234375]
 * ```
 */
export const brierScore = (groups: ReadonlyArray<ReadonlyArray<Forecast>>, level: number): BrierScore => {
  const forecasts = groups.flat()
  const { events, n } = groupMeans(forecasts)
  const means = groups.map(groupMeans)
  const value = sumOf(forecasts, squaredError) / n
  const uncertainty = (events / n) * (1 - events / n)
  const between = sumOf(means, (each) => each.n * square(each.events / each.n - events / n))
  return {
    value,
    interval: normalInterval(forecasts, value, n, level),
    reliability: sumOf(means, (each) => each.n * square(each.forecast - each.events / each.n)) / n,
    resolution: (between + sumOf(groups, within)) / n,
    uncertainty,
    skill: 1 - value / uncertainty
  }
}
