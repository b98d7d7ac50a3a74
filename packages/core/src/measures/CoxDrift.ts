import { kaplanMeierBefore } from "../stats/cox/KaplanMeierBefore.ts"
import { driftTest } from "../stats/cox/ProportionalHazards.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { layOut, readModelColumns } from "./CoxBaseline.ts"
import type { CoxColumns } from "./CoxColumns.ts"
import type { CoxModel, CoxTest } from "./CoxModel.ts"
import { testOf } from "./CoxReport.ts"

/** Whether the hazard ratio of one covariate, all its categories together, changes over time. */
export interface CoxDriftTest<Name extends string = string> {
  readonly covariate: Name
  readonly test: CoxTest | InsufficientData
}

/** Tests of proportional hazards. */
export interface CoxDrift<Name extends string = string> {
  readonly _tag: "CoxDrift"
  /** One a covariate. */
  readonly covariates: ReadonlyArray<CoxDriftTest<Name>>
  /** All together. */
  readonly overall: CoxTest | InsufficientData
  readonly method: string
}

/**
 * Whether hazard ratios change over time, against which the model has them fixed: a score test for a coefficient that moves
 * with 1 − Kaplan–Meier, which is what the slope of the scaled Schoenfeld residuals shows.
 *
 * A small p says that the hazard ratio of the model is an average over time. Throws a `RangeError` when the columns are not
 * those of the model. Robust standard errors are not used here.
 *
 * Grambsch and Therneau (1994), Proportional hazards tests and diagnostics based on weighted residuals, Biometrika 81; as
 * `cox.zph` of R's survival package from 3.0.
 *
 * ```ts import.meta.vitest
 * import * as Cox from "./Cox.ts"
 *
 * const columns = {
 *   time: [1, 2, 3, 4, 5, 6],
 *   event: [1, 1, 1, 1, 1, 0],
 *   covariates: { visits: [3, 1, 2, 4, 1, 0] }
 * }
 * const model = Cox.fromColumns(columns)
 * if (model._tag !== "CoxModel") throw new Error("no model")
 * const { overall } = Cox.proportionalHazards(columns, model)
 * "p" in overall && overall.p.toFixed(2) // => "0.48"
 * ```
 */
export const proportionalHazards = <Name extends string>(
  columns: CoxColumns<Name>,
  model: CoxModel<Name>
): CoxDrift<Name> => {
  const reading = readModelColumns(columns, model)
  const { coefficients, rows } = layOut(reading, model)
  const { entry, time } = reading.histories
  const kept = (all: Float64Array): Float64Array => Float64Array.from(rows.order, (row) => all[row] ?? 0)
  const followed = { ends: kept(time), entry: entry && kept(entry) }
  const test = driftTest(rows, coefficients, model.ties, kaplanMeierBefore(followed, rows.times, rows.deaths))
  const testAll = (places: ReadonlyArray<number>): CoxTest | InsufficientData => {
    const chiSquared = test(places)
    if (chiSquared !== null) return testOf(chiSquared, places.length)
    return insufficientData("too few event times", model.n, model.excluded)
  }
  const names = [...new Set(model.coefficients.map(({ covariate }) => covariate))]
  const all = [...model.coefficients.keys()]
  return {
    _tag: "CoxDrift",
    covariates: names.map((covariate) => {
      const places = all.filter((j) => model.coefficients[j]?.covariate === covariate)
      return { covariate, test: testAll(places) }
    }),
    overall: testAll(all),
    method: "score test, 1 − Kaplan–Meier"
  }
}
