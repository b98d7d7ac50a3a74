import type { ColumnInput } from "../tally/fromColumns.ts"
import type { Value } from "../tally/Value.ts"

/** A column of numbers, such as a typed array; `null` and `NaN` are missing. */
export type CoxNumbers = ArrayLike<number | boolean | null | undefined>

/** Numbers, with yes and no as 1 and 0; or codes into a list of categories, of which the first that occurs is the reference. */
export type CoxCovariate = CoxNumbers | { readonly values: ReadonlyArray<Value>; readonly codes: ArrayLike<number> }

/** What a Cox regression reads: columns of one length. */
export interface CoxColumns<Name extends string = string> {
  /** How long each was followed, from 0. */
  readonly time: CoxNumbers
  /** 1 or `true` where the event ended it, 0 or `false` where it was last seen without. */
  readonly event: CoxNumbers
  /**
   * When each came under observation: unless told, at 0, the start. A row is at risk after its entry up to its time, so that
   * a customer whose covariates change is several rows, each entering at the time of the one before.
   */
  readonly entry?: CoxNumbers
  /** Each stratum has a baseline hazard of its own; the coefficients are the same in all. */
  readonly strata?: ColumnInput
  /** What each row counts for, from 0: 1 unless told. */
  readonly weights?: CoxNumbers
  /** Rows of one cluster, such as one customer, may go together: the standard errors allow for it. */
  readonly cluster?: ColumnInput
  readonly covariates: { readonly [N in Name]: CoxCovariate }
}
