import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { type GrayTest, gray as test } from "../stats/Gray.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { countReasons, type ReasonColumns, ReasonTimes } from "./ReasonTimes.ts"

/** Gray's test of one reason. */
export interface GrayReason {
  readonly reason: Value
  readonly result: (GrayTest & { readonly _tag: "GrayTest"; readonly adjustedP: number }) | InsufficientData
  /** Whether the groups differ: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** Where a tally holds the lifetimes, and how they are compared. */
export interface GrayOptions<Name extends string> extends ReasonColumns<Name> {
  /** A dimension within whose values the groups are compared, so that what goes with it does not count as a difference. */
  readonly strata?: Name
  /** 1 − the corrected p-value from which groups differ: 0.95 unless told. */
  readonly level?: number
}

/** The groups of each stratum, all strata in one order of groups. */
const countParts = (tally: Tally, dimension: string, options: GrayOptions<string>) => {
  const split = column(tally, dimension)
  const strata = options.strata === undefined ? undefined : column(tally, options.strata)
  const parts = (strata?.values ?? [null]).map(() => split.values.map(() => new ReasonTimes()))
  countReasons(tally, options, (group) => parts[strata?.codes[group] ?? 0]?.[split.codes[group] ?? 0])
  return parts
}

const groupsOf = (groups: ReadonlyArray<ReasonTimes>, reasons: ReadonlyArray<Value>, reason: Value) => {
  const times = [...new Set(groups.flatMap((group) => group.times))].sort((a, b) => a - b)
  const others = reasons.filter((each) => each !== reason)
  return groups.map((group) => {
    const counts = others.map((other) => group.events(other, times))
    return {
      events: group.events(reason, times),
      others: times.map((_, i) => counts.reduce((sum, ofReason) => sum + (ofReason[i] ?? 0), 0)),
      censored: group.censored(times)
    }
  })
}

/**
 * Whether groups differ in how many leave for each reason, where the other reasons compete with it: Gray's test, one a
 * reason, the p-values corrected for the number of reasons (Benjamini–Hochberg).
 *
 * Groups are the values of `dimension`. With `strata`, they are compared within each of its values. A reason of which
 * nothing can be compared, as with one group, is `InsufficientData`. What differs is associated with the group; the test
 * does not say why. Throws `TallyMismatch` when a dimension is not there.
 *
 * Source: Gray (1988); the same as `cuminc` of R's cmprsk, with rho 0.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as CompetingReasons from "./CompetingReasons.ts"
 *
 * const left = (plan: string, days: number, reason: string) => ({ plan, days, outcome: "ended", reason })
 * const customers = [
 *   ...[1, 2, 3, 4].flatMap((days) => [left("free", days, "unused"), left("paid", days + 9, "unused")]),
 *   ...[5, 6].flatMap((days) => [left("free", days, "other"), left("paid", days, "other")])
 * ]
 * const tally = Tally.from(customers, { by: ["plan", "days", "outcome", "reason"] })
 * CompetingReasons.gray(tally, "plan").map(({ reason, differs }) => [reason, differs]) // => [["other", false], ["unused", true]]
 * ```
 */
export const gray = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: GrayOptions<NoInfer<Name>> = {}
): ReadonlyArray<GrayReason> => {
  const parts = countParts(tally, dimension, options)
  const whole = new ReasonTimes()
  countReasons(tally, options, () => whole)
  const { excluded, reasons, times } = whole
  const tests = reasons.map((reason) => test(parts.map((groups) => groupsOf(groups, reasons, reason))))
  const adjusted = benjaminiHochberg(tests.map((each) => each?.p ?? null))
  return reasons.map((reason, i) => {
    const [found, adjustedP] = [tests[i] ?? null, adjusted[i] ?? null]
    if (found === null || adjustedP === null) {
      const n = whole.events(reason, times).reduce((sum, count) => sum + count, 0)
      return { reason, result: insufficientData("no two groups to compare", n, excluded), differs: false }
    }
    const differs = adjustedP < 1 - (options.level ?? 0.95)
    return { reason, result: { _tag: "GrayTest", ...found, adjustedP }, differs }
  })
}
