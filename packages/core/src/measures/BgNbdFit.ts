import type { Estimate, Excluded, InsufficientData, Suppressed } from "../stats/Estimate.ts"

/** A parameter, with a Wald interval on the log scale, which stays above 0. */
export interface BgNbdParameter extends Estimate {
  readonly standardError: number
}

/** A BG/NBD model fitted to customers. Plain data: it can be kept, and customers be predicted from it later. */
export interface BgNbdFit {
  readonly _tag: "BgNbdFit"
  readonly definition: "BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005)"
  /** How many customers. */
  readonly n: number
  /** How many purchases after their first they made. */
  readonly repeatPurchases: number
  readonly excluded: Excluded
  /** How alike the purchase rates of customers are: high is alike. */
  readonly r: BgNbdParameter
  /** In the unit of the times; `r / alpha` is the mean purchase rate. */
  readonly alpha: BgNbdParameter
  /** With `b`, how dropping out is spread: `a / (a + b)` is the mean probability of dropping out after a purchase. */
  readonly a: BgNbdParameter
  readonly b: BgNbdParameter
  readonly logLikelihood: number
  /** The covariances of the logarithms of r, alpha, a and b, row by row, from the observed information. */
  readonly covariance: ReadonlyArray<number>
}

/** A fit, or why there is none. */
export type BgNbdResult = BgNbdFit | InsufficientData | Suppressed
