import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "../measures/Grouped.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import * as RatioOfSums from "../stats/RatioOfSums.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type Alignment, align } from "./Alignment.ts"
import { type ConformanceCounts, nothing, ofCase, plus } from "./ConformanceCounts.ts"
import { type ConformanceOptions, type ConformanceRules, type FollowOptions, rulesOf } from "./ConformanceRules.ts"
import { countedPaths } from "./CountedPaths.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"
import { type Deviation, deviationsOf } from "./PathDeviations.ts"
import { type PlanToFollow, plannedSteps } from "./PlanToFollow.ts"

export type { Alignment, Move, Repeats } from "./Alignment.ts"
export type { ConformanceOptions, ConformanceRules, FollowOptions } from "./ConformanceRules.ts"
export type { Deviation, DeviationKind } from "./PathDeviations.ts"
export type { PlannedOrder, PlanToFollow } from "./PlanToFollow.ts"

/** The per cent of cases whose path follows the plan at no cost. */
export interface ConformanceEstimate extends CountedShare {
  readonly definition: "cases whose path follows the plan at no cost, of all with a path"
  readonly rules: ConformanceRules
  /** 1 − cost of all paths / their worst cost, from 0 to 1. */
  readonly fitness: Estimate
}

/** Conformance, or why there is none. */
export type ConformanceResult = ConformanceEstimate | InsufficientData | Suppressed

/** A path that cases took, beside the plan. */
export interface AlignedPath extends Alignment {
  readonly touchpoints: ReadonlyArray<string>
  /** Those who took it, of all cases with a path, in per cent. */
  readonly share: CountedShare
  readonly deviations: ReadonlyArray<Deviation>
}

const finish = (counts: ConformanceCounts, options: ConformanceOptions<string>): ConformanceResult => {
  const { level = 0.95, minimum = 1 } = options
  const { conforming, costs, excluded } = counts
  if (costs.n === 0) return insufficientData("no case has a path", 0, excluded)
  if (costs.n < minimum) return { _tag: "Suppressed", minimum, n: costs.n }
  const { high, low, method } = RatioOfSums.interval(costs, level)
  const interval = { low: 1 - high, high: 1 - low, level, method }
  return {
    ...countedShare(conforming, costs.n, level, excluded),
    definition: "cases whose path follows the plan at no cost, of all with a path",
    rules: rulesOf(options),
    fitness: estimate(1 - costs.x / costs.y, interval, costs.n, excluded)
  }
}

const compare = (a: ConformanceCounts, b: ConformanceCounts, level = 0.95): Difference | InsufficientData => {
  const n = Math.min(a.costs.n, b.costs.n)
  if (n === 0) return insufficientData("no case has a path on one side", 0)
  const share = ({ conforming, costs }: ConformanceCounts) => ({ successes: conforming, n: costs.n })
  return Proportion.difference(share(a), share(b), level)
}

const finisher = (options: ConformanceOptions<string>): Finisher<ConformanceCounts, ConformanceResult> => ({
  add: (a, b) => plus(a, b, 1),
  subtract: (a, b) => plus(a, b, -1),
  finish: (counts) => finish(counts, options),
  difference: (a, b) => compare(a, b, options.level)
})

/** The counts of each value of a dimension, or of all together; each distinct path is aligned once. */
const partsOf = (
  tally: Tally,
  journey: PlanToFollow,
  options: ConformanceOptions<string>,
  dimension?: string
): ReadonlyArray<readonly [Value, ConformanceCounts]> => {
  const rules = rulesOf(options)
  const plan = plannedSteps(journey, rules.order)
  const paths = column(tally, options.path ?? "path")
  const split = dimension === undefined ? undefined : column(tally, dimension)
  const ones = paths.values.map((value) => ofCase(value, plan, rules.repeats))
  const sums = Array.from(split?.values ?? [null], () => nothing)
  tally.counts.forEach((cases, group) => {
    const part = split?.codes[group] ?? 0
    sums[part] = plus(sums[part] ?? nothing, ones[paths.codes[group] ?? 0] ?? nothing, cases)
  })
  return sums.map((counts, part) => [split?.values[part] ?? null, counts])
}

/**
 * The cheapest alignment of one path with a plan: which planned touchpoints were met, which skipped, and what was added.
 *
 * A touchpoint that is met where it is planned costs 0, one that is skipped 1, an optional one that is skipped 0, and one
 * that is added 1, or 0 when it is a repeat and `repeats` are `"free"`: then it is one that the path had before. The plan has
 * each touchpoint once. Of two equally cheap alignments it is that which, read from the start, rather meets a touchpoint than
 * goes on to the next step of the plan, and rather goes on, skipping what is left of the step, than adds. Takes the ids of touchpoints in the
 * order of what happened, of any length; time grows in proportion to it. Throws an `Error` that names the id when a touchpoint
 * is planned twice.
 *
 * Source: Adriansyah, van Dongen and van der Aalst (2011), Conformance checking using cost-based fitness analysis.
 *
 * ```ts import.meta.vitest
 * import * as Conformance from "./Conformance.ts"
 *
 * const shop = { stages: [{ touchpoints: [{ id: "cart" }, { id: "help", optional: true }] }, { touchpoints: [{ id: "checkout" }] }] }
 * const { cost, fitness, moves } = Conformance.alignment(["checkout", "cart"], shop)
 * moves.map(({ kind, touchpoint }) => `${kind} ${touchpoint}`) // => ["skipped cart", "skipped help", "met checkout", "added cart"]
 * [cost, fitness] // => [2, 0.5]
 * ```
 */
export const alignment = (
  path: ReadonlyArray<string>,
  journey: PlanToFollow,
  options: FollowOptions = {}
): Alignment => {
  const { order, repeats } = rulesOf(options)
  return align(path, plannedSteps(journey, order), repeats)
}

/**
 * How many cases follow a planned journey, in per cent with Wilson's interval, and how well all fit it, from a tally of
 * `Sources.cases` by path.
 *
 * Each distinct path is aligned once and weighted with its cases: `rules` in the result state the order asked for and the
 * costs. `fitness` is 1 − Σ cost / Σ worst cost, the worst being to add the whole path and to skip all that must be met, with
 * an interval that takes each case as one draw. Cases without a path (of more than 256 interactions) are reported as missing,
 * what is no text as invalid; no cases are `InsufficientData`. Throws `TallyMismatch` when a dimension is not there, an
 * `Error` that names the id when a touchpoint is planned twice.
 *
 * Source: Adriansyah, van Dongen and van der Aalst (2011); the interval of fitness: Korn and Graubard (1998).
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Conformance from "./Conformance.ts"
 *
 * const shop = { stages: [{ touchpoints: [{ id: "cart" }, { id: "checkout" }] }] }
 * const cases = [["cart", "checkout"], ["cart", "checkout"], ["cart"]].map((path) => ({ path: pathText(path) }))
 * const result = Conformance.fromTally(Tally.from(cases, { by: ["path"] }), shop)
 * result._tag === "Estimate" ? [result.count, result.n, result.fitness.value.toFixed(2)] : result // => [2, 3, "0.91"]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  journey: PlanToFollow,
  options: ConformanceOptions<NoInfer<Name>> = {}
): ConformanceResult => finish(partsOf(tally, journey, options)[0]?.[1] ?? nothing, options)

/** The same of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  journey: PlanToFollow,
  options: ConformanceOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<ConformanceResult>> =>
  compareGroups(partsOf(tally, journey, options, dimension), finisher(options), options.level ?? 0.95)

/** The same of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  journey: PlanToFollow,
  options: ConformanceOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<ConformanceResult>> =>
  compareInTime(partsOf(tally, journey, options, period), column(tally, period).dimension, nothing, finisher(options))

/** The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate. */
export const difference = (
  a: ConformanceResult,
  b: ConformanceResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? Proportion.difference({ successes: a.count, n: a.n }, { successes: b.count, n: b.n }, options.level ?? 0.95)
    : insufficientData("a share is missing on one side", 0)

/**
 * Each path that cases took, beside the plan: its alignment, its cost and fitness, and its deviations.
 *
 * The most frequent first, those of equally many cases in code point order. `minimum` does not apply: a rare path
 * may be that of one customer. No cases give no paths.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Conformance from "./Conformance.ts"
 *
 * const shop = { stages: [{ touchpoints: [{ id: "cart" }, { id: "checkout" }] }] }
 * const cases = [["cart", "cart", "chat", "checkout"]].map((path) => ({ path: pathText(path) }))
 * const [path] = Conformance.paths(Tally.from(cases, { by: ["path"] }), shop)
 * path?.deviations.map(({ kind, touchpoint }) => `${touchpoint} ${kind}`) // => ["cart repeated", "chat added"]
 * ```
 */
export const paths = <Name extends string>(
  tally: Tally<Name>,
  journey: PlanToFollow,
  options: ConformanceOptions<NoInfer<Name>> = {}
): ReadonlyArray<AlignedPath> => {
  const { order, repeats } = rulesOf(options)
  const plan = plannedSteps(journey, order)
  const counted = countedPaths(tally, options.path ?? "path")
  return counted.paths.map(({ cases, touchpoints }) => {
    const aligned = align(touchpoints, plan, repeats)
    const share = countedShare(cases, counted.cases, options.level ?? 0.95)
    return { touchpoints, share, ...aligned, deviations: deviationsOf(aligned, plan) }
  })
}
