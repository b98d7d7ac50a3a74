import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type Excluded,
  estimate,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column, valueAt } from "../tally/read.ts"
import { by as split, where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import type { InProgress } from "./PeriodSeries.ts"
import { type KindOptions, kindOf, kinds, type ReasonKind } from "./ReasonKind.ts"
import { inTime } from "./ResultsInTime.ts"
import * as Trend from "./Trend.ts"

export {
  type CurrencyLoss,
  type KindLoss,
  type Loss,
  type LostRevenue,
  type LostRevenueOptions,
  type ReasonLoss,
  revenue
} from "./LostRevenue.ts"
export type { KindOptions, ReasonKind } from "./ReasonKind.ts"

/** How often one reason was given. */
export interface ReasonCount {
  readonly reason: Value
  readonly count: number
  /** In per cent of those who left for a reason of the same kind. */
  readonly share: Estimate
  /** The same of this reason and all above it together. */
  readonly cumulative: Estimate
}

/** The reasons of one kind, the most frequent first. */
export interface KindCounts {
  readonly n: number
  /** In per cent of all who left for a known reason. */
  readonly share: Estimate
  readonly reasons: ReadonlyArray<ReasonCount>
}

/** Why customers left, those who chose to apart from those whose payment did not go through. */
export interface ReasonPareto {
  readonly _tag: "ReasonPareto"
  readonly definition: "of those who left for a known reason of the same kind"
  /** How many left for a known reason. */
  readonly n: number
  /** Those without a reason are missing. */
  readonly excluded: Excluded
  readonly voluntary: KindCounts
  readonly involuntary: KindCounts
}

/** The reasons, or why there are none. */
export type ReasonParetoResult = ReasonPareto | InsufficientData | Suppressed

/** How reasons are reported. */
export interface ReasonOptions<Name extends string> extends KindOptions<Name> {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the reasons of fewer than this many: 1 unless told. */
  readonly minimum?: number
}

type Counts = ReadonlyMap<Value, number>

const of = (successes: number, n: number, level: number): Estimate =>
  estimate((100 * successes) / n, Proportion.interval({ successes, n }, level), n)

const countKind = (counts: Counts, all: number, kind: ReasonKind, options: ReasonOptions<string>): KindCounts => {
  const { level = 0.95 } = options
  const sorted = [...counts]
    .filter(([reason]) => kindOf(options)(reason) === kind)
    .sort(([a, x], [b, y]) => y - x || compare(a, b))
  const n = sorted.reduce((sum, [, count]) => sum + count, 0)
  let above = 0
  const reasons = sorted.map(([reason, count]): ReasonCount => {
    above += count
    return { reason, count, share: of(count, n, level), cumulative: of(above, n, level) }
  })
  return { n, share: of(n, all, level), reasons }
}

const finish = (all: Counts, options: ReasonOptions<string>): ReasonParetoResult => {
  const { minimum = 1 } = options
  const excluded = { missing: all.get(null) ?? 0, invalid: 0 }
  const known = new Map([...all].filter(([reason]) => reason !== null))
  const n = [...known.values()].reduce((sum, count) => sum + count, 0)
  if (n === 0) return insufficientData("nobody left for a known reason", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  return {
    _tag: "ReasonPareto",
    definition: "of those who left for a known reason of the same kind",
    n,
    excluded,
    voluntary: countKind(known, n, "voluntary", options),
    involuntary: countKind(known, n, "involuntary", options)
  }
}

const count = (tally: Tally, { reason = "reason" }: KindOptions<string>): Counts => {
  const reasons = column(tally, reason)
  const counts = new Map<Value, number>()
  tally.counts.forEach((records, group) => {
    const value = valueAt(reasons, group)
    counts.set(value, (counts.get(value) ?? 0) + records)
  })
  return counts
}

/**
 * Why customers left: how often each reason was given, the most frequent first, with Wilson's intervals.
 *
 * Takes the reason of each who left, `null` where none is known. Reasons that customers chose and those of failed payments
 * are apart, each with its own 100 %. `minimum` withholds the reasons of few. Nobody with a reason is `InsufficientData`.
 *
 * ```ts import.meta.vitest
 * import * as ChurnReasons from "./ChurnReasons.ts"
 *
 * const result = ChurnReasons.fromReasons(["unused", "too_expensive", "unused", "payment_failed", null])
 * const shares = result._tag === "ReasonPareto" ? result.voluntary.reasons : []
 * shares.map(({ reason, count, cumulative }) => [reason, count, cumulative.value.toFixed(0)]) // => [["unused", 2, "67"], ["too_expensive", 1, "100"]]
 * result._tag === "ReasonPareto" && result.involuntary.share.value // => 25
 * ```
 */
export const fromReasons = (
  reasons: Iterable<Value | undefined>,
  options: Omit<ReasonOptions<never>, "reason"> = {}
): ReasonParetoResult => {
  const counts = new Map<Value, number>()
  for (const reason of reasons) {
    const known = reason === undefined || Number.isNaN(reason) ? null : reason
    counts.set(known, (counts.get(known) ?? 0) + 1)
  }
  return finish(counts, options)
}

/**
 * The same of a tally of those who left, by reason. Leave out those who are still there before you count:
 * `where: { outcome: "ended" }` of the derived source `lifetimes`. Throws `TallyMismatch` when there is no such dimension.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ReasonOptions<NoInfer<Name>> = {}
): ReasonParetoResult => finish(count(tally, options), options)

/** The reasons of each value of a dimension, in the order of the values. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ReasonOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly result: ReasonParetoResult }> => {
  const whole: Tally = tally
  return split(whole, dimension).map((part) => ({
    value: part.value,
    result: finish(count(part.tally, options), options)
  }))
}

/** The reasons of each period, from the first to the last. Those without a date are in none. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ReasonOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly period: string; readonly result: ReasonParetoResult }> =>
  inTime(by(tally, period, options), column(tally, period).dimension, () => finish(new Map(), options))

/** Whether one reason is given more and more, or less and less. */
export interface ReasonTrend {
  readonly reason: Value
  readonly kind: ReasonKind
  readonly result: Trend.TrendResult
}

/**
 * Whether each reason's share rises or falls with time, in the order of kinds and reasons: the Cochran–Armitage test of its
 * share of those who left for a reason of the same kind, the p-values corrected for the number of reasons
 * (Benjamini–Hochberg).
 *
 * Shares are of those who left: a share can rise because others fall. Name the period that is not over as `inProgress`. A
 * reason that all gave is `InsufficientData`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as ChurnReasons from "./ChurnReasons.ts"
 *
 * const left = [8, 12, 19, 26].flatMap((expensive, month) =>
 *   Array.from({ length: 40 }, (_, i) => ({ month: `2026-0${month + 1}`, reason: i < expensive ? "too_expensive" : "unused" }))
 * )
 * const trends = ChurnReasons.trend(Tally.from(left, { by: ["month", "reason"] }), "month")
 * trends.map(({ reason, result }) => [reason, result._tag === "Estimate" && result.direction]) // => [["too_expensive", "rising"], ["unused", "falling"]]
 * ```
 */
export const trend = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: KindOptions<NoInfer<Name>> & InProgress & { readonly level?: number } = {}
): ReadonlyArray<ReasonTrend> => {
  const { involuntary: _, reason: name = "reason", ...given } = options
  const whole: Tally = tally
  const kind = kindOf(options)
  const { values } = column(whole, name)
  const rows = kinds.flatMap((each) => {
    const ofKind = where(whole, name, (reason) => reason === null || kind(reason) === each)
    const reasons = values.filter((reason) => reason !== null && kind(reason) === each)
    return reasons.map((reason) => ({
      reason,
      kind: each,
      result: Trend.over(ofKind, period, { ...given, of: name, success: reason })
    }))
  })
  const corrected = Trend.corrected(rows.map(({ result }) => result))
  return rows.map((row, i) => ({ ...row, result: corrected[i] ?? row.result }))
}

/** How much more often a reason was given in one group or period than in another. */
export interface ReasonDifference {
  readonly reason: Value
  readonly kind: ReasonKind
  readonly result: Difference | InsufficientData
  /** The p-value corrected for the number of reasons (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the shares differ: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

const compareKind = (a: ReasonPareto, b: ReasonPareto, kind: ReasonKind, level: number) => {
  const [x, y] = [a[kind], b[kind]]
  const counted = ({ reasons }: KindCounts, reason: Value) => reasons.find((each) => each.reason === reason)?.count ?? 0
  const reasons = [...new Set([...x.reasons, ...y.reasons].map(({ reason }) => reason))].sort(compare)
  return reasons.map((reason) => ({
    reason,
    kind,
    result:
      x.n === 0 || y.n === 0
        ? insufficientData("nobody left for a reason of this kind on one side", Math.min(x.n, y.n))
        : Proportion.difference(
            { successes: counted(x, reason), n: x.n },
            { successes: counted(y, reason), n: y.n },
            level
          )
  }))
}

/**
 * How the shares of each reason differ between two groups or periods, in percentage points: Newcombe's intervals, the
 * p-values of the pooled z test corrected for the number of reasons. `InsufficientData` when one side has no reasons.
 */
export const difference = (
  a: ReasonParetoResult,
  b: ReasonParetoResult,
  { level = 0.95 }: { readonly level?: number } = {}
): ReadonlyArray<ReasonDifference> | InsufficientData => {
  if (a._tag !== "ReasonPareto" || b._tag !== "ReasonPareto") return insufficientData("no reasons on one side", 0)
  const rows = kinds.flatMap((kind) => compareKind(a, b, kind, level))
  const adjusted = benjaminiHochberg(rows.map(({ result }) => (result._tag === "Difference" ? result.p : null)))
  return rows.map((row, i) => {
    const adjustedP = adjusted[i] ?? null
    return { ...row, adjustedP, differs: adjustedP !== null && adjustedP < 1 - level }
  })
}
