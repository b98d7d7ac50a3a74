import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import { add, differences, nothing, type PairSums, pair, subtract } from "./PairSums.ts"

const definitions = {
  predicted: "disconfirmation: perceived − predicted",
  minimum: "service adequacy: perceived − minimum",
  desired: "service superiority: perceived − desired"
} as const

/** Which expectation the experience is held against. */
export type Expected = keyof typeof definitions

/** What customers experienced minus what they expected, on the scale of the answers: below zero falls short. */
export interface GapEstimate extends Estimate {
  /** Which gap it is: `"service adequacy: perceived − minimum"`. */
  readonly definition: (typeof definitions)[Expected]
  /** Mean of what was expected, over the pairs. */
  readonly expected: number
  /** Mean of what was experienced, over the same pairs. */
  readonly perceived: number
  /** Two-sided p-value of no gap, by the paired t test; `null` when every pair has the same gap. */
  readonly p: number | null
  /** The gap in standard deviations of the paired differences (Cohen's d_z); `null` when they do not vary. */
  readonly effectSize: number | null
  /** Exact sums of the paired differences. */
  readonly moments: Mean.Moments
}

/** A gap, or why there is none. */
export type GapResult = GapEstimate | InsufficientData | Suppressed

/** Which gap, and how it is reported. */
export interface GapOptions {
  /** `"predicted"` unless told: disconfirmation. `"minimum"` gives service adequacy, `"desired"` superiority. */
  readonly against?: Expected
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the gap of fewer than this many pairs: 2 unless told. */
  readonly minimum?: number
}

/** The names of the two dimensions of a tally that hold a pair. */
export interface GapTallyOptions<Name extends string> extends GapOptions {
  /** The dimension named as `against` says, unless told. */
  readonly expected?: Name
  /** `"score"` unless told. */
  readonly perceived?: Name
}

const unbounded = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY }

const againstOf = ({ against, expected }: GapTallyOptions<string>): Expected =>
  against ?? (expected === "minimum" || expected === "desired" ? expected : "predicted")

const finish = (sums: PairSums, options: GapTallyOptions<string>): GapResult => {
  const { level = 0.95, minimum = 2 } = options
  const { missing, invalid, n } = sums
  const excluded = { missing, invalid }
  if (n === 0) return insufficientData("no pairs of expectation and experience", 0, excluded)
  if (n === 1) return insufficientData("one pair has no interval", 1, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const moments = differences(sums)
  const value = Mean.mean(moments)
  const deviation = Math.sqrt(Mean.variance(moments))
  return {
    _tag: "Estimate",
    value,
    interval: { ...Mean.interval(moments, level, unbounded), method: "paired Student t" },
    n,
    excluded,
    definition: definitions[againstOf(options)],
    expected: sums.expected / n,
    perceived: sums.perceived / n,
    p: Mean.testZero(moments),
    effectSize: deviation === 0 ? null : value / deviation,
    moments
  }
}

const finisher = (options: GapOptions): Finisher<PairSums, GapResult> => ({
  add,
  subtract,
  finish: (sums) => finish(sums, options),
  difference: (a, b) => compare(differences(a), differences(b), options.level ?? 0.95)
})

const compare = (a: Mean.Moments, b: Mean.Moments, level: number): Difference | InsufficientData => {
  const n = Math.min(a.n, b.n)
  return n < 2 ? insufficientData("too few pairs on one side", n) : Mean.difference(a, b, level)
}

/**
 * The expectation gap of plain pairs: the mean of perceived minus expected, with its paired interval.
 *
 * Both are whole points of one scale; a pair with a missing side is reported as missing, with a fraction as invalid. The
 * answers stay paired, so the interval is that of the differences (Student's t), not of two means apart. Fewer than two
 * pairs give `InsufficientData`. `against` says what was expected, and so which gap it is.
 *
 * Source: Oliver (1980) for disconfirmation; Zeithaml, Berry and Parasuraman (1993) for adequacy and superiority.
 *
 * ```ts import.meta.vitest
 * import * as Gap from "./Gap.ts"
 *
 * const result = Gap.fromPairs([{ expected: 5, perceived: 3 }, { expected: 4, perceived: 3 }, { expected: 4, perceived: 4 }])
 * result._tag === "Estimate" ? [result.value, result.n] : result // => [-1, 3]
 * ```
 */
export const fromPairs = (
  pairs: Iterable<{ readonly expected: number | null | undefined; readonly perceived: number | null | undefined }>,
  options: GapOptions = {}
): GapResult => {
  let sums = nothing
  for (const { expected, perceived } of pairs) sums = add(sums, pair(expected, perceived, 1))
  return finish(sums, options)
}

/** Pairs that share their values in some dimensions. */
interface Cell {
  readonly values: ReadonlyArray<Value>
  readonly sums: PairSums
}

/** One cell for each combination of values that occurs, in the order of the values. */
const cellsOf = (
  tally: Tally,
  dimensions: ReadonlyArray<string>,
  options: GapTallyOptions<string>
): ReadonlyArray<Cell> => {
  const expected = column(tally, options.expected ?? options.against ?? "predicted")
  const perceived = column(tally, options.perceived ?? "score")
  const columns = dimensions.map((name) => column(tally, name))
  const cells = new Map<number, Cell>()
  tally.counts.forEach((copies, group) => {
    const key = columns.reduce((sum, { codes, values }) => sum * values.length + (codes[group] ?? 0), 0)
    const sums = pair(valueAt(expected, group), valueAt(perceived, group), copies)
    const values = columns.map((each) => valueAt(each, group))
    cells.set(key, { values, sums: add(cells.get(key)?.sums ?? nothing, sums) })
  })
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell)
}

const parts = (
  tally: Tally,
  dimension: string,
  options: GapTallyOptions<string>
): ReadonlyArray<readonly [Value, PairSums]> =>
  cellsOf(tally, [dimension], options).map(({ sums, values: [value = null] }) => [value, sums])

/**
 * The gap of everyone in a tally that has the expected and the perceived point as two dimensions: the answers stay joint.
 *
 * Throws `TallyMismatch` when one of the dimensions is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): GapResult => finish(cellsOf(tally, [], options)[0]?.sums ?? nothing, options)

/** The gap of one group, and how it differs from the others. */
export interface GapGroup extends Group<GapResult> {
  /** The p-value of no gap in this group, corrected for the number of groups (Benjamini–Hochberg). */
  readonly adjustedGapP: number | null
}

const grouped = (
  cells: ReadonlyArray<readonly [Value, PairSums]>,
  options: GapTallyOptions<string>
): ReadonlyArray<GapGroup> => {
  const groups = compareGroups(cells, finisher(options), options.level ?? 0.95)
  const adjusted = benjaminiHochberg(groups.map(({ result }) => (result._tag === "Estimate" ? result.p : null)))
  return groups.map((group, i) => ({ ...group, adjustedGapP: adjusted[i] ?? null }))
}

/** The gap of each value of a dimension, and its difference from all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<GapGroup> => grouped(parts(tally, dimension, options), options)

/** The gap where several dimensions meet. */
export interface GapCell<Name extends string = string> extends Omit<GapGroup, "value"> {
  readonly values: { readonly [N in Name]: Value }
}

/**
 * The gap of each combination of several dimensions that occurs, such as touchpoint and component, each compared with all
 * others together. All of them are one family: corrected for the number of combinations.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Gap from "./Gap.ts"
 *
 * const answers = [
 *   { touchpoint: "delivery", component: "functional", predicted: 4, score: 4 },
 *   { touchpoint: "delivery", component: "functional", predicted: 5, score: 4 },
 *   { touchpoint: "delivery", component: "emotional", predicted: 5, score: 2 }
 * ]
 * const tally = Tally.from(answers, { by: ["touchpoint", "component", "predicted", "score"] })
 * Gap.across(tally, ["touchpoint", "component"]).map(({ values, result }) => [values.component, result.n]) // => [["emotional", 1], ["functional", 2]]
 * ```
 */
export const across = <Name extends string, const Dimension extends Name>(
  tally: Tally<Name>,
  dimensions: ReadonlyArray<Dimension>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<GapCell<Dimension>> => {
  const cells = cellsOf(tally, dimensions, options)
  const groups = grouped(
    cells.map(({ sums }) => [null, sums]),
    options
  )
  return groups.map(({ value: _, ...group }, i) => ({
    values: Object.fromEntries(
      dimensions.map((name, d) => [name, cells[i]?.values[d]])
    ) as GapCell<Dimension>["values"],
    ...group
  }))
}

/** The gap of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: GapTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<GapResult>> =>
  compareInTime(parts(tally, period, options), column(tally, period).dimension, nothing, finisher(options))

/**
 * The difference of two gaps of different customers, the first minus the second, by Welch's t.
 *
 * `InsufficientData` when one of them is no estimate; throws `TallyMismatch` for two gaps that are not the same one.
 */
export const difference = (
  a: GapResult,
  b: GapResult,
  options: Pick<GapOptions, "level"> = {}
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a gap is missing on one side", 0)
  if (a.definition !== b.definition) throw new TallyMismatch(`${a.definition} does not compare with ${b.definition}`)
  return compare(a.moments, b.moments, options.level ?? 0.95)
}
