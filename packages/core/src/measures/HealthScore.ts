import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { field } from "../tally/Dimension.ts"
import { fromColumnList } from "../tally/fromColumns.ts"
import { column } from "../tally/read.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import * as HealthCounts from "./HealthCounts.ts"
import { definitionOf, type HealthModel, hundredth, type Points, pointsOf, type Weighed, weigh } from "./HealthModel.ts"

export { type HealthComponent, type HealthModel, model } from "./HealthModel.ts"

/** One customer's health, from 0 to 100, and what it is made of. */
export interface CustomerHealth {
  readonly _tag: "CustomerHealth"
  readonly value: number
  /** The share of the weight that is known, in per cent. */
  readonly coverage: number
  /** The score if all that is not known were worst, and best: one point when everything is known. */
  readonly range: Weighed["range"]
  /** One entry a component, in the order of the model. */
  readonly parts: ReadonlyArray<HealthPart>
}

/** What one component gives a customer. */
export interface HealthPart {
  readonly name: string
  /** From 0 to 100; or why there are none. */
  readonly points: Points
  /** The part of the score it makes up, in points; the parts add up to the score. */
  readonly contribution: number
}

/** The mean health of some customers, from 0 to 100, with Student's t interval. */
export interface HealthEstimate extends Estimate {
  /** The components with their scales and weights. */
  readonly definition: string
  /** The mean share of the weight that is known of those counted, in per cent. */
  readonly coverage: number
  /** Exact sums behind the mean, in hundredths of a point. */
  readonly moments: Mean.Moments
}

/** A mean health, or why there is none. */
export type HealthResult = HealthEstimate | InsufficientData | Suppressed

/** How the mean is reported. */
export interface HealthOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the mean of fewer than this many customers: 2 unless told. */
  readonly minimum?: number
}

/** What is known of a customer: a number a component, or nothing. */
export type HealthRecord<Name extends string = string> = { readonly [N in Name]?: number | null | undefined }

/**
 * The health of one customer: the weighted mean of the components, each read on its scale from 0 points to 100.
 *
 * **What is not known is left out, and the others weigh more for it.** `coverage` says how much of the weight is known, and
 * `range` what the score could be if the rest were known. Below the model's `minimumCoverage` there is no score but
 * `InsufficientData`; its `n` is the number of components known. A missing component (`null`, `undefined`, `NaN`) is not 0,
 * and one beyond its scale is invalid, unless the component says `beyond: "limit"`. Scores are given to a hundredth.
 *
 * ```ts import.meta.vitest
 * import * as HealthScore from "./HealthScore.ts"
 *
 * const model = HealthScore.model([
 *   { name: "activeDays", weight: 3, worst: 0, best: 20, beyond: "limit" },
 *   { name: "openTickets", weight: 1, worst: 5, best: 0, beyond: "limit" }
 * ])
 * const health = HealthScore.of({ activeDays: 10, openTickets: null }, model)
 * health._tag === "CustomerHealth" && [health.value, health.coverage, health.range] // => [50, 75, { low: 37.5, high: 62.5 }]
 * HealthScore.of({ openTickets: 1 }, model)._tag // => "InsufficientData"
 * ```
 */
export const of = <Name extends string>(
  customer: HealthRecord<NoInfer<Name>>,
  model: HealthModel<Name>
): CustomerHealth | InsufficientData => {
  const points = model.components.map((component) => pointsOf(component, customer[component.name]))
  const { coverage, range, score } = weigh(model, points)
  const count = (what: Points): number => points.filter((each) => each === what).length
  const excluded = { missing: count("missing"), invalid: count("invalid") }
  const known = points.length - excluded.missing - excluded.invalid
  if (score === null) return insufficientData(`${coverage} % of the weight is known`, known, excluded)
  const weights = model.components.map(({ weight }, i) => (typeof points[i] === "number" ? weight : 0))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = model.components.map(({ name }, i): HealthPart => {
    const each = points[i] ?? "missing"
    if (typeof each !== "number") return { name, points: each, contribution: 0 }
    return { name, points: 100 * each, contribution: 100 * (((weights[i] ?? 0) * each) / all) }
  })
  return { _tag: "CustomerHealth", value: score, coverage, range, parts }
}

const inPoints = (difference: Difference): Difference => ({
  ...difference,
  value: difference.value / 100,
  interval: {
    ...difference.interval,
    low: difference.interval.low / 100,
    high: difference.interval.high / 100
  }
})

const compare = (a: Mean.Moments, b: Mean.Moments, level: number): Difference | InsufficientData => {
  const n = Math.min(a.n, b.n)
  return n < 2 ? insufficientData("too few customers on one side", n) : inPoints(Mean.difference(a, b, level))
}

const finish = (
  { coverage, excluded, moments }: HealthCounts.HealthCounts,
  model: HealthModel,
  { level = 0.95, minimum = 2 }: HealthOptions
): HealthResult => {
  const { n } = moments
  if (n === 0) return insufficientData("no customer with a score", 0, excluded)
  if (n === 1) return insufficientData("one customer has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const { high, low, method } = Mean.interval(moments, level, { minimum: 0, maximum: 10_000 })
  return {
    _tag: "Estimate",
    value: Mean.mean(moments) / 100,
    interval: { low: low / 100, high: high / 100, level, method },
    n,
    excluded,
    definition: definitionOf(model),
    coverage: hundredth(coverage / n / 100),
    moments
  }
}

const finisher = (model: HealthModel, options: HealthOptions): Finisher<HealthCounts.HealthCounts, HealthResult> => ({
  add: HealthCounts.add,
  subtract: HealthCounts.subtract,
  finish: (counts) => finish(counts, model, options),
  difference: (a, b) => compare(a.moments, b.moments, options.level ?? 0.95)
})

/**
 * The mean health of customers, each as by `of`, with Student's t interval.
 *
 * Customers without a score are excluded: as invalid when a value of theirs is off its scale, else as missing. Fewer than
 * two with one give `InsufficientData`.
 */
export const fromRecords = <Name extends string>(
  customers: Iterable<HealthRecord<NoInfer<Name>>>,
  model: HealthModel<Name>,
  options: HealthOptions = {}
): HealthResult => {
  let sum = HealthCounts.nothing
  for (const customer of customers) {
    const points = model.components.map((component) => pointsOf(component, customer[component.name]))
    sum = HealthCounts.add(sum, HealthCounts.counted(model, points, 1))
  }
  return finish(sum, model, options)
}

/** The mean health of everyone in a tally by the components. Throws `TallyMismatch` when one is no dimension of it. */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  model: HealthModel<NoInfer<Name>>,
  options: HealthOptions = {}
): HealthResult => {
  const everyone = { dimension: field("everyone"), values: [null], codes: new Uint32Array(tally.counts.length) }
  const [[, counts] = [null, HealthCounts.nothing]] = HealthCounts.bySplit(tally, everyone, model)
  return finish(counts, model, options)
}

/** The mean health of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  model: HealthModel<NoInfer<Name>>,
  options: HealthOptions = {}
): ReadonlyArray<Group<HealthResult>> =>
  compareGroups(
    HealthCounts.bySplit(tally, column(tally, dimension), model),
    finisher(model, options),
    options.level ?? 0.95
  )

/** The mean health of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  model: HealthModel<NoInfer<Name>>,
  options: HealthOptions = {}
): ReadonlyArray<PeriodResult<HealthResult>> => {
  const split: Column = column(tally, period)
  const periods = HealthCounts.bySplit(tally, split, model)
  return compareInTime(periods, split.dimension, HealthCounts.nothing, finisher(model, options))
}

/**
 * The difference of two means in points, by Welch's t. `InsufficientData` when one is no estimate; throws `TallyMismatch`
 * for two definitions, because two scores do not compare.
 */
export const difference = (
  a: HealthResult,
  b: HealthResult,
  options: Pick<HealthOptions, "level"> = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a mean is missing on one side", 0)
  if (a.definition !== b.definition) throw new TallyMismatch(`${a.definition} does not compare with ${b.definition}`)
  return compare(a.moments, b.moments, options.level ?? 0.95)
}

/**
 * A tally with the score in the place of its components, as the dimension `health`: the other dimensions stay.
 *
 * What `Calibration` reads, with the later outcome as one of them. Customers without a score count under `null`. Throws
 * `TallyMismatch` when a component is no dimension of the tally, or another dimension has the name `health`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as HealthScore from "./HealthScore.ts"
 *
 * const model = HealthScore.model([{ name: "nps", weight: 1, worst: 0, best: 10 }])
 * const tally = Tally.from([{ nps: 9, outcome: "active" }, { nps: 2, outcome: "ended" }], { by: ["nps", "outcome"] })
 * Tally.rows(HealthScore.scored(tally, model)).map(({ values }) => [values.outcome, values.health]) // => [["active", 90], ["ended", 20]]
 * ```
 */
export const scored = <Name extends string, Component extends Name>(
  tally: Tally<Name>,
  model: HealthModel<Component>
): Tally<Exclude<Name, Component> | "health"> => {
  const at = HealthCounts.pointsAt(tally, model)
  const kept = tally.columns.filter(
    (each): each is Column<Name> & Column<Exclude<Name, Component>> =>
      !model.components.some(({ name }) => name === each.dimension.name)
  )
  const health = Array.from(tally.counts, (_, group) => weigh(model, at(group)).score)
  return fromColumnList<Exclude<Name, Component> | "health">(
    [
      ...kept.map(({ codes, dimension, values }) => ({ dimension, input: { codes, values } })),
      { dimension: field("health"), input: health }
    ],
    { counts: tally.counts, sums: tally.sums }
  )
}
