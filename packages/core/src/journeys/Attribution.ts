import { compareText } from "../sources/compareText.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { exact } from "../tally/exact.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"

/** What a case is credited to, whole: where it began, or where it ended. */
export type AttributionModel = "first-touch" | "last-touch"

/** The cases credited to one touchpoint. */
export interface CreditedTouchpoint {
  readonly touchpoint: string
  readonly share: CountedShare
}

/** Where cases began, or ended. */
export interface AttributionReport {
  readonly _tag: "Attribution"
  readonly model: AttributionModel
  /** How many cases are credited. */
  readonly cases: number
  /** The most credited first, then in code point order. */
  readonly touchpoints: ReadonlyArray<CreditedTouchpoint>
  readonly excluded: Excluded
}

/** Shares of cases, or why there are none. */
export type AttributionResult = AttributionReport | InsufficientData

/** How the shares are read from a tally. */
export interface AttributionOptions<Name extends string> {
  /** The dimension that cases are credited to: `"first"` for first-touch and `"last"` for last-touch unless told. */
  readonly dimension?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const credit = (
  tally: Tally,
  model: AttributionModel,
  { dimension = model === "first-touch" ? "first" : "last", level = 0.95 }: AttributionOptions<string>
): AttributionResult => {
  const { codes, values } = column(tally, dimension)
  const counts = new Float64Array(values.length)
  tally.counts.forEach((copies, group) => {
    const code = codes[group] ?? 0
    counts[code] = exact((counts[code] ?? 0) + copies, "A count")
  })
  const excluded = { missing: 0, invalid: 0 }
  const credited: Array<readonly [touchpoint: string, count: number]> = []
  values.forEach((value, code) => {
    const count = counts[code] ?? 0
    if (typeof value === "string" && value !== "") credited.push([value, count])
    else excluded[value === null ? "missing" : "invalid"] += count
  })
  const cases = credited.reduce((sum, [, count]) => sum + count, 0)
  if (cases === 0) return insufficientData("no cases", 0, excluded)
  credited.sort(([a, m], [b, n]) => n - m || compareText(a, b))
  const touchpoints = credited.map(([touchpoint, count]) => ({ touchpoint, share: countedShare(count, cases, level) }))
  return { _tag: "Attribution", model, cases, touchpoints, excluded }
}

/**
 * First-touch attribution of a tally of the source `cases` by `"first"`: the share of cases that began at each touchpoint.
 *
 * Each case counts whole, for where it began: that says which doors customers come in by, not that a door made them stay.
 * Shares are in per cent with Wilson's interval. No cases give `InsufficientData`. Another dimension of the first interaction,
 * such as `"channel"`, is credited by `dimension`. Throws `TallyMismatch` when it is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Attribution from "./Attribution.ts"
 *
 * const cases = [{ first: "ad" }, { first: "search" }, { first: "ad" }, { first: "ad" }]
 * const result = Attribution.firstTouch(Tally.from(cases, { by: ["first"] }))
 * const shares = result._tag === "Attribution" ? result.touchpoints : []
 * shares.map(({ touchpoint, share }) => [touchpoint, share.value]) // => [["ad", 75], ["search", 25]]
 * ```
 */
export const firstTouch = <Name extends string>(
  tally: Tally<Name>,
  options: AttributionOptions<NoInfer<Name>> = {}
): AttributionResult => credit(tally, "first-touch", options)

/**
 * Last-touch attribution of a tally of the source `cases` by `"last"`: the share of cases that ended at each touchpoint. As
 * `firstTouch`. A case that is still going on ended where it stands.
 */
export const lastTouch = <Name extends string>(
  tally: Tally<Name>,
  options: AttributionOptions<NoInfer<Name>> = {}
): AttributionResult => credit(tally, "last-touch", options)
