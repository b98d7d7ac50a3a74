import type { CoxColumns } from "./CoxColumns.ts"
import { fitCox } from "./CoxFit.ts"
import type { CoxOptions, CoxResult } from "./CoxModel.ts"
import { readCoxColumns } from "./CoxReading.ts"
import { type CoxFields, type CoxRecord, columnsOf } from "./CoxRecords.ts"
import { report } from "./CoxReport.ts"

export { baseline, type CoxBaseline, type CoxStratum } from "./CoxBaseline.ts"
export type { CoxColumns, CoxCovariate, CoxNumbers } from "./CoxColumns.ts"
export { type CoxDrift, type CoxDriftTest, proportionalHazards } from "./CoxDrift.ts"
export type { CoxCoefficient, CoxConcordance, CoxModel, CoxOptions, CoxResult, CoxTest } from "./CoxModel.ts"
export type { CoxTerm } from "./CoxReading.ts"
export { type CoxFields, type CoxRecord, columnsOf } from "./CoxRecords.ts"
export { type CoxSubject, type CoxSurvival, survival, survivalAt } from "./CoxSurvival.ts"

/**
 * Cox's proportional hazards regression: what goes with leaving sooner or later, the other covariates held the same.
 *
 * Takes columns of one length: how long each row was followed, whether the event ended it, and covariates, which may differ
 * in any unit. Rows may enter late (`entry`), count more than once (`weights`), be compared only within `strata`, and go
 * together in a `cluster`. Gives each hazard ratio with Wald's interval, tests of the whole and Harrell's concordance.
 *
 * - A row with a missing cell (`null`, `NaN`) is reported as missing; one with a negative or infinite time, weight or entry,
 *   an entry that is not before its time, an event that is neither yes nor no, or an infinite covariate, as invalid.
 * - Times are tied when they are exactly equal, and only then: round them before where they are computed. Events at one time
 *   share it in Efron's way or Breslow's; those last seen at the time of an event were at risk of it. In Breslow's way a
 *   weight of 2 is the same as two such rows; in Efron's, two rows would be a tie.
 * - `Separated` when a mix of covariates puts every event above all who were at risk with it: hazard ratios are infinite.
 *   `Collinear` for covariates that do not vary among those at risk together, or are a mix of others. `InsufficientData`
 *   without rows or events, when nobody else was at risk at any event, and for no more clusters than coefficients.
 *
 * Throws a `RangeError` when columns differ in length, or without covariates. The order of rows changes no more than the last
 * digits. Cox (1972), Regression models and life-tables, JRSS B 34; Efron (1977), JASA 72; Lin and Wei (1989), JASA 84;
 * conventions as `coxph` of R's survival package.
 *
 * ```ts import.meta.vitest
 * import * as Cox from "./Cox.ts"
 *
 * const model = Cox.fromColumns({
 *   time: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   event: Uint8Array.of(1, 1, 1, 1, 1, 0),
 *   covariates: { visits: Float64Array.of(3, 1, 2, 4, 1, 0) }
 * })
 * model._tag === "CoxModel" && model.coefficients.map(({ hazardRatio }) => hazardRatio.value.toFixed(3)) // => ["1.470"]
 * ```
 */
export const fromColumns = <const Name extends string>(
  columns: CoxColumns<Name>,
  options: CoxOptions = {}
): CoxResult<Name> => {
  const reading = readCoxColumns(columns)
  const fit = fitCox(reading, options.ties ?? "efron")
  return "_tag" in fit ? fit : report(fit, reading, options)
}

/**
 * Cox's regression of plain records. As `fromColumns`; a covariate with text in it holds categories.
 *
 * ```ts import.meta.vitest
 * import * as Cox from "./Cox.ts"
 *
 * const customers = Array.from({ length: 40 }, (_, i) => ({ days: (i * 7) % 41, left: i % 3 > 0, plan: i % 2 ? "pro" : "free" }))
 * const model = Cox.fromRecords(customers, { time: "days", event: "left", covariates: ["plan"] })
 * model._tag === "CoxModel" && model.coefficients.map(({ label }) => label) // => ["plan: pro"]
 * ```
 */
export const fromRecords = <const Name extends string, const Field extends string = "time" | "event">(
  records: Iterable<CoxRecord<NoInfer<Name | Field>>>,
  options: CoxFields<Name, Field> & CoxOptions
): CoxResult<Name> => fromColumns(columnsOf(records, options), options)
