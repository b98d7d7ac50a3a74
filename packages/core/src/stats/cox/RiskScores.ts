import type { CoxRows } from "./CoxRows.ts"
import { exponentiate } from "./Exponentials.ts"

/** Each row's covariates times the coefficients. */
export const predictors = ({ order, values, width }: CoxRows, coefficients: Float64Array): Float64Array => {
  const sums = new Float64Array(order.length)
  for (let row = 0; row < sums.length; row++) {
    let sum = 0
    for (let j = 0; j < width; j++) sum += (values[row * width + j] ?? 0) * (coefficients[j] ?? 0)
    sums[row] = sum
  }
  return sums
}

/** Each row's relative risk times its weight. */
export const riskScores = (rows: CoxRows, coefficients: Float64Array): Float64Array => {
  const scores = predictors(rows, coefficients)
  exponentiate(scores)
  for (let row = 0; row < scores.length; row++) scores[row] = (scores[row] ?? 0) * (rows.weights[row] ?? 0)
  return scores
}
