/** A confidence interval on the scale of the value it belongs to. */
export interface Interval {
  readonly low: number
  readonly high: number
  /** Confidence level, between 0 and 1: 0.95 unless asked otherwise. */
  readonly level: number
  /** The published name of the method, such as `"adjusted Wald"`. */
  readonly method: string
}

/** Records that were looked at and not counted, by why. They are never in a denominator. */
export interface Excluded {
  /** No answer: `null`, `undefined`, `NaN` or an empty field. */
  readonly missing: number
  /** Not a point of the scale: 11 or 6.5 on a question from 0 to 10. */
  readonly invalid: number
}

/** A measured number with its uncertainty. */
export interface Estimate {
  readonly _tag: "Estimate"
  readonly value: number
  readonly interval: Interval
  /** How many records the value stands on. */
  readonly n: number
  readonly excluded: Excluded
}

/** What cannot be known from the data given, as data. */
export interface InsufficientData {
  readonly _tag: "InsufficientData"
  /** Why, in words for a reader: `"no valid answers"`. */
  readonly reason: string
  readonly n: number
  readonly excluded: Excluded
}

/** A number that could be computed and is withheld, because fewer than `minimum` records stand behind it. */
export interface Suppressed {
  readonly _tag: "Suppressed"
  readonly minimum: number
  readonly n: number
}

/** What every measure returns: a number with its interval, or the reason why there is none. */
export type Measured = Estimate | InsufficientData | Suppressed

/** Nothing was left out. */
export const nothingExcluded: Excluded = { missing: 0, invalid: 0 }

/** Build an `Estimate`. */
export const estimate = (
  value: number,
  interval: Interval,
  n: number,
  excluded: Excluded = nothingExcluded
): Estimate => ({ _tag: "Estimate", value, interval, n, excluded })

/** Build an `InsufficientData`. */
export const insufficientData = (
  reason: string,
  n: number,
  excluded: Excluded = nothingExcluded
): InsufficientData => ({ _tag: "InsufficientData", reason, n, excluded })

/** Narrow to the case that has a number. */
export const isEstimate = <E extends { readonly _tag: "Estimate" }>(
  measured: E | { readonly _tag: "InsufficientData" } | { readonly _tag: "Suppressed" }
): measured is E => measured._tag === "Estimate"
