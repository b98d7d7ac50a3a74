import type { Value } from "../tally/Value.ts"
import type { CoxColumns, CoxCovariate } from "./CoxColumns.ts"
import { divide } from "./Division.ts"

/** Which fields of records a Cox regression reads. */
export interface CoxFields<Name extends string, Field extends string> {
  /** Numbers, or yes and no; a field with text in it holds categories, the first by name being the reference. */
  readonly covariates: ReadonlyArray<Name>
  /** How long each was followed, from 0: `"time"` unless told. */
  readonly time?: Field
  /** Whether the event ended it, `true` or 1: `"event"` unless told. */
  readonly event?: Field
  /** When each came under observation; unless told, all were there from the start. */
  readonly entry?: Field
  /** Rows with one value share a baseline hazard. */
  readonly strata?: Field
  /** What each row counts for: 1 unless told. */
  readonly weights?: Field
  /** Rows with one value, such as those of one customer, may go together. */
  readonly cluster?: Field
}

/** A record with some fields. */
export type CoxRecord<Field extends string> = { readonly [F in Field]?: Value | undefined }

type Cells = ReadonlyArray<Value | undefined>

const numeric = (cells: Cells): ReadonlyArray<number | boolean | null> =>
  cells.map((cell) => (typeof cell === "string" ? Number.POSITIVE_INFINITY : (cell ?? null)))

const covariateOf = (cells: Cells): CoxCovariate =>
  cells.some((cell) => typeof cell === "string") ? divide(cells.map((cell) => cell ?? null)) : numeric(cells)

/**
 * Columns for a Cox regression from plain records.
 *
 * ```ts import.meta.vitest
 * import * as Cox from "./Cox.ts"
 *
 * const records = [{ days: 30, left: true, plan: "pro" }, { days: 60, left: false, plan: "basic" }]
 * Cox.columnsOf(records, { time: "days", event: "left", covariates: ["plan"] }).covariates.plan
 * // => { values: ["basic", "pro"], codes: Uint32Array.of(1, 0) }
 * ```
 */
export const columnsOf = <const Name extends string, const Field extends string = "time" | "event">(
  records: Iterable<CoxRecord<NoInfer<Name | Field>>>,
  fields: CoxFields<Name, Field>
): CoxColumns<Name> => {
  const all: ReadonlyArray<CoxRecord<string>> = [...records]
  const cells = (field: string): Cells => all.map((record) => record[field])
  const values = (field: string): ReadonlyArray<Value> => cells(field).map((cell) => cell ?? null)
  const { cluster, covariates, entry, event = "event", strata, time = "time", weights } = fields
  const named = covariates.map((name) => [name, covariateOf(cells(name))] as const)
  return {
    time: numeric(cells(time)),
    event: numeric(cells(event)),
    ...(entry === undefined ? {} : { entry: numeric(cells(entry)) }),
    ...(strata === undefined ? {} : { strata: values(strata) }),
    ...(weights === undefined ? {} : { weights: numeric(cells(weights)) }),
    ...(cluster === undefined ? {} : { cluster: values(cluster) }),
    covariates: Object.fromEntries(named) as { readonly [N in Name]: CoxCovariate }
  }
}
