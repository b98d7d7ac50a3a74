import { baselineHazard } from "../stats/cox/BaselineHazard.ts"
import { coxRows } from "../stats/cox/CoxRows.ts"
import type { Value } from "../tally/Value.ts"
import type { CoxColumns } from "./CoxColumns.ts"
import type { CoxModel } from "./CoxModel.ts"
import { type CoxReading, labelOf, readCoxColumns } from "./CoxReading.ts"

/** The baseline of one stratum, at each time of an event in it, ascending. */
export interface CoxStratum {
  /** `null` when there are no strata. */
  readonly stratum: Value
  readonly times: Float64Array
  /** Rows at risk just before the time. */
  readonly atRisk: Uint32Array
  /** The longest time that anyone was followed. */
  readonly until: number
  /** The covariates of the subject that the baseline is of: their means, one a coefficient. */
  readonly centre: ReadonlyArray<number>
  /** The cumulative hazard up to and with the time of a subject at the centre. */
  readonly cumulativeHazard: Float64Array
  /** The variance that it would have if the coefficients were known. */
  readonly variance: Float64Array
  /** One array a coefficient: the mean of those at risk, less the centre, summed by the hazard. */
  readonly means: ReadonlyArray<Float64Array>
}

/** The baseline hazard of a model: of each stratum that has events. */
export interface CoxBaseline {
  readonly _tag: "CoxBaseline"
  readonly strata: ReadonlyArray<CoxStratum>
}

/** Read the columns of a model again. Throws a `RangeError` when they are others. */
export const readModelColumns = <Name extends string>(
  columns: CoxColumns<Name>,
  model: CoxModel<Name>
): CoxReading<Name> => {
  const reading = readCoxColumns(columns)
  const labels = reading.terms.map(labelOf).join("\n")
  if (reading.n === model.n && labels === model.coefficients.map(({ label }) => label).join("\n")) return reading
  throw new RangeError("These are not the columns that the model was fitted to")
}

/** The rows of a model, with its coefficients as they are laid out there. */
export const layOut = <Name extends string>(reading: CoxReading<Name>, model: CoxModel<Name>) => {
  const rows = coxRows(reading.histories, reading.rows, reading.columns, reading.weights)
  const scaled = model.coefficients.map(({ coefficient }, j) => coefficient * (rows.scales[j] ?? 1))
  return { rows, coefficients: Float64Array.from(scaled) }
}

/** The longest time of each stratum. */
const lastTimes = ({ histories, rows, strata }: CoxReading): Float64Array => {
  const last = new Float64Array(strata.length)
  for (const row of rows) {
    const stratum = histories.strata[row] ?? 0
    last[stratum] = Math.max(last[stratum] ?? 0, histories.time[row] ?? 0)
  }
  return last
}

/**
 * The baseline cumulative hazard of a model, from the columns that it was fitted to: Breslow's estimate, or with Efron's ties.
 *
 * It is that of a subject at the mean of all covariates; `Cox.survival` turns it into that of any. Throws a `RangeError` when
 * the columns are not those of the model.
 *
 * Breslow (1974), Covariance analysis of censored survival data, Biometrics 30; as `survfit` of R's survival package.
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
 * const strata = model._tag === "CoxModel" ? Cox.baseline(columns, model).strata : []
 * strata.map(({ cumulativeHazard, times }) => [times[0], cumulativeHazard[0]?.toFixed(3)]) // => [[1, "0.145"]]
 * ```
 */
export const baseline = <Name extends string>(columns: CoxColumns<Name>, model: CoxModel<Name>): CoxBaseline => {
  const reading = readModelColumns(columns, model)
  const { coefficients, rows } = layOut(reading, model)
  const hazard = baselineHazard(rows, coefficients, model.ties)
  const last = lastTimes(reading)
  const parts = reading.strata.map((stratum, code): CoxStratum => {
    const [from, to] = [rows.strata.indexOf(code), rows.strata.lastIndexOf(code) + 1]
    const part = (all: Float64Array): Float64Array => all.slice(Math.max(0, from), to)
    return {
      stratum,
      times: part(rows.times),
      atRisk: rows.atRisk.slice(Math.max(0, from), to),
      until: last[code] ?? 0,
      centre: rows.centres.map((each) => each[code] ?? 0),
      cumulativeHazard: part(hazard.cumulative),
      variance: part(hazard.variance),
      means: hazard.means.map((each, j) => part(each).map((sum) => sum * (rows.scales[j] ?? 1)))
    }
  })
  return { _tag: "CoxBaseline", strata: parts.filter(({ times }) => times.length > 0) }
}
