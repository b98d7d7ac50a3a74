import * as BivariateNormal from "../stats/BivariateNormal.ts"
import * as Normal from "../stats/Normal.ts"

/** The four quadrants of importance and performance (Martilla and James 1977). */
export type Quadrant = "concentrate here" | "keep up the good work" | "low priority" | "possible overkill"

/** How far a point lies from where two lines cross, and the variances and covariance of that. */
export interface Deviation {
  readonly importance: number
  readonly performance: number
  readonly importanceVariance: number
  readonly performanceVariance: number
  readonly covariance: number
}

/** Where a point lies, and how sure that is. */
export interface Located {
  readonly quadrant: Quadrant
  /** Probability that the point lies in its quadrant, from 0 to 1. */
  readonly probability: number
}

/** What is only rounding away from a line is on it, and what is on it counts as high. */
const isHigh = (deviation: number): boolean => deviation > -1e-12

const quadrants = {
  high: { high: "keep up the good work", low: "concentrate here" },
  low: { high: "possible overkill", low: "low priority" }
} as const

/** Standard errors from the line, on the side where the point is; without any error it is there for sure. */
const distance = (deviation: number, variance: number): number =>
  variance > 0 ? Math.abs(deviation) / Math.sqrt(variance) : Number.POSITIVE_INFINITY

const correlation = ({ covariance, importanceVariance, performanceVariance }: Deviation): number => {
  const product = importanceVariance * performanceVariance
  return product > 0 ? Math.min(1, Math.max(-1, covariance / Math.sqrt(product))) : 0
}

/** The quadrant of a point, and its probability by the normal approximation of the two deviations together. */
export const locate = (deviation: Deviation): Located => {
  const { importance, importanceVariance, performance, performanceVariance } = deviation
  const [important, performing] = [isHigh(importance), isHigh(performance)]
  return {
    quadrant: quadrants[important ? "high" : "low"][performing ? "high" : "low"],
    probability: BivariateNormal.cdf(
      distance(importance, importanceVariance),
      distance(performance, performanceVariance),
      (important === performing ? 1 : -1) * correlation(deviation)
    )
  }
}

/** Whether importance exceeds performance on the 45° line, and the probability of the side found. */
export const againstDiagonal = ({
  covariance,
  importance,
  importanceVariance,
  performance,
  performanceVariance
}: Deviation) => {
  const above = importance - performance > 1e-12
  const variance = importanceVariance + performanceVariance - 2 * covariance
  return { above, probability: Normal.cdf(distance(importance - performance, variance)) }
}
