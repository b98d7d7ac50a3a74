import type { CoxRows } from "./CoxRows.ts"
import { entering } from "./EventTimes.ts"
import { riskScores } from "./RiskScores.ts"
import type { RiskSet } from "./RiskSet.ts"
import { sweep } from "./sweep.ts"
import type { Ties } from "./TieSums.ts"

/** Hazards, and hazards times mean covariates, summed from the last event time back to where the sweep is. */
class LaterHazard {
  hazard = 0
  readonly means: Float64Array

  constructor(width: number) {
    this.means = new Float64Array(width)
  }

  clear(): void {
    this.hazard = 0
    this.means.fill(0)
  }

  add({ mean, tiedMean, ties, total, weight }: RiskSet): void {
    this.hazard += (weight * ties.first) / total
    for (let j = 0; j < mean.length; j++) {
      const step = (ties.second * (mean[j] ?? 0) - ties.secondTied * (tiedMean[j] ?? 0)) * (weight / total)
      this.means[j] = (this.means[j] ?? 0) + step
    }
  }
}

/** The score residuals while they are summed. */
class Residuals {
  readonly values: Float64Array
  private readonly rows: CoxRows
  private readonly scores: Float64Array
  private readonly later: LaterHazard
  /** Rows whose time under observation began after the event times that are still to come. */
  private readonly entered: Uint8Array
  /** Where the rows of the stratum end. */
  private last = 0

  constructor(rows: CoxRows, scores: Float64Array) {
    this.rows = rows
    this.scores = scores
    this.later = new LaterHazard(rows.width)
    this.values = new Float64Array(rows.values.length)
    this.entered = new Uint8Array(scores.length)
  }

  start(last: number): void {
    this.later.clear()
    this.last = last
  }

  /** From the last event time back: rows come in before they are exposed to the hazard of the time, and go out again. */
  visit(time: number, risk: RiskSet): void {
    const { deaths, ends, starts } = this.rows
    const start = starts[time] ?? 0
    for (let row = start; row < (ends[time] ?? 0); row++) this.expose(row, 1)
    const count = deaths[time] ?? 0
    for (let row = start; row < start + count; row++) this.leave(row, count, risk)
    for (const row of entering(this.rows, time)) {
      this.expose(row, -1)
      this.entered[row] = 1
    }
    this.later.add(risk)
  }

  /** All rows of the stratum that were there from the start were exposed to all of it. */
  finish(first: number): void {
    for (let row = first; row < this.last; row++) if (this.entered[row] === 0) this.expose(row, -1)
  }

  /** Take what a row is exposed to from here on to later times away (`sign` −1), or give it back (1). */
  private expose(row: number, sign: number): void {
    const { hazard, means } = this.later
    const { values, width } = this.rows
    const score = sign * (this.scores[row] ?? 0)
    for (let k = row * width, j = 0; j < width; j++, k++) {
      this.values[k] = (this.values[k] ?? 0) + score * ((values[k] ?? 0) * hazard - (means[j] ?? 0))
    }
  }

  /** Add what a row's own event counts for, and give back what Efron's way spares it. */
  private leave(row: number, deaths: number, { mean, tiedMean, ties, total, weight }: RiskSet): void {
    const { values, weights, width } = this.rows
    const spared = ((this.scores[row] ?? 0) * weight) / total
    const own = weights[row] ?? 0
    for (let k = row * width, j = 0; j < width; j++, k++) {
      const [value, all, tied] = [values[k] ?? 0, mean[j] ?? 0, tiedMean[j] ?? 0]
      const expected = (ties.first * all - ties.firstTied * tied) / deaths
      const back = ties.firstTied * value - (ties.secondTied * all - ties.secondBoth * tied)
      this.values[k] = (this.values[k] ?? 0) + own * (value - expected) + spared * back
    }
  }
}

/**
 * What each row adds to the slope of the partial likelihood, times its weight: one row's covariates after another's.
 *
 * They sum to the slope: 0 at the maximum. Therneau, Grambsch and Fleming (1990), Martingale-based residuals for survival
 * models, Biometrika 77.
 */
export const scoreResiduals = (rows: CoxRows, coefficients: Float64Array, way: Ties): Float64Array => {
  const { ends, starts, strata } = rows
  const scores = riskScores(rows, coefficients)
  const residuals = new Residuals(rows, scores)
  sweep(rows, scores, way, (time, risk) => {
    if (strata[time] !== strata[time + 1]) residuals.start(ends[time] ?? 0)
    residuals.visit(time, risk)
    if (strata[time] !== strata[time - 1]) residuals.finish(starts[time] ?? 0)
  })
  return residuals.values
}
