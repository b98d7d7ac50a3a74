import type { Ties } from "../stats/cox/TieSums.ts"
import type { Estimate, Excluded, InsufficientData } from "../stats/Estimate.ts"
import type { Collinear } from "./Collinear.ts"
import type { CoxTerm } from "./CoxReading.ts"
import type { Separated } from "./LogisticDrivers.ts"

/** How a Cox regression is computed and reported. */
export interface CoxOptions {
  /** How events at exactly the same time share it: `"efron"` unless told, which is the closer. */
  readonly ties?: Ties
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** One coefficient: the logarithm of how many times the hazard multiplies for one more of the covariate, the others the same. */
export interface CoxCoefficient<Name extends string = string> extends CoxTerm<Name> {
  /** The covariate, and the category where there are any: `"plan: pro"`. */
  readonly label: string
  readonly coefficient: number
  /** With clusters, the robust one. */
  readonly standardError: number
  /** The one that holds when rows are independent. */
  readonly modelStandardError: number
  readonly z: number
  /** Two-sided, with all its digits when it is small. */
  readonly p: number
  /** e to the power of the coefficient, with Wald's interval. */
  readonly hazardRatio: Estimate
}

/** A test of whether all coefficients are 0. */
export interface CoxTest {
  readonly chiSquared: number
  readonly df: number
  readonly p: number
}

/** How often the one who left first was predicted to, among pairs that can be compared: 0.5 by chance. */
export interface CoxConcordance extends Estimate {
  /** Weights of pairs. `tied` ones were predicted the same, and count half. */
  readonly concordant: number
  readonly discordant: number
  readonly tied: number
}

/** A Cox regression. */
export interface CoxModel<Name extends string = string> {
  readonly _tag: "CoxModel"
  /** The weight of the rows that count. */
  readonly n: number
  /** The weight of those that ended in the event. */
  readonly events: number
  readonly excluded: Excluded
  readonly ties: Ties
  readonly level: number
  /** The published name: `"Cox regression, Efron ties, stratified"`. */
  readonly method: string
  /** How many clusters the standard errors allow for; `null` without. */
  readonly clusters: number | null
  readonly coefficients: ReadonlyArray<CoxCoefficient<Name>>
  /** The covariance of the coefficients, a row a coefficient; with clusters the robust one. */
  readonly covariance: ReadonlyArray<ReadonlyArray<number>>
  /** Of the model, and with all coefficients 0. */
  readonly logLikelihood: number
  readonly nullLogLikelihood: number
  /** The likelihood ratio and score tests hold for independent rows; with clusters, read Wald's. */
  readonly likelihoodRatio: CoxTest
  readonly wald: CoxTest
  readonly score: CoxTest
  readonly concordance: CoxConcordance | InsufficientData
}

/** A Cox regression, or why there is none. Names in `Separated` and `Collinear` are labels of coefficients. */
export type CoxResult<Name extends string = string> = CoxModel<Name> | Separated | Collinear | InsufficientData
