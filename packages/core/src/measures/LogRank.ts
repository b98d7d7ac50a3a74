import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { rowsAt } from "../stats/LifetimeRows.ts"
import type { ColumnInput } from "../tally/fromColumns.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { cross, divide, known } from "./Division.ts"
import {
  type FollowUp,
  type LifetimeColumns,
  type LifetimeDimensions,
  readColumns,
  readTally
} from "./LifetimeSources.ts"
import { type Compared, compare, type LogRankOptions, type LogRankResult, test } from "./LogRankTest.ts"
import { mostGroups } from "./RestTest.ts"

export type { LogRankGroup, LogRankOptions, LogRankResult, LogRankTest } from "./LogRankTest.ts"

/** The options for a tally. */
export interface LogRankTallyOptions<Name extends string> extends LogRankOptions, LifetimeDimensions<Name> {
  /** Compare only within groups that are alike in these dimensions. */
  readonly strata?: Name | ReadonlyArray<Name>
}

/** The options for columns. */
export interface LogRankColumnsOptions extends LogRankOptions {
  /** Compare only within groups that are alike in this column. */
  readonly strata?: ColumnInput
}

/** How long one of a group was followed. */
export interface GroupedFollowUp extends FollowUp {
  readonly group: Value
  /** Compare only within the same stratum. */
  readonly stratum?: Value
}

/**
 * The log-rank test of lifetimes in groups: do all groups leave alike?
 *
 * At each time at which somebody leaves, as many of each group are expected to as its share of those at risk; the test adds up
 * what differs, by the hypergeometric variance, and is invariant to any change of the clock that keeps the order of times.
 * With strata, groups are compared within each and the differences added. A missing group or stratum is reported as missing;
 * all else about lifetimes is as in `Survival.fromLifetimes`. Groups that never meet take degrees of freedom away.
 * `InsufficientData` when fewer than two groups meet while somebody leaves, or for more than 100 groups. Throws a
 * `RangeError` for a `rho` below 0.
 *
 * Mantel (1966); Peto and Peto (1972); Harrington and Fleming (1982); as `survdiff` of R's survival package.
 *
 * ```ts import.meta.vitest
 * import * as LogRank from "./LogRank.ts"
 *
 * const lifetimes = [10, 20, 30, 40].map((time) => ({ time, event: true, group: time < 25 ? "basic" : "plus" }))
 * const test = LogRank.fromLifetimes(lifetimes)
 * test._tag === "LogRankTest" && [test.chiSquared.toFixed(3), test.df, test.p.toFixed(3)] // => ["2.882", 1, "0.090"]
 * ```
 */
export const fromLifetimes = (lifetimes: Iterable<GroupedFollowUp>, options: LogRankOptions = {}): LogRankResult => {
  const all = Array.from(lifetimes)
  const columns = {
    times: all.map(({ time }) => time),
    ended: all.map(({ event }) => event),
    entries: all.map(({ entry = 0 }) => entry),
    counts: all.map(({ weight = 1 }) => weight)
  }
  const groups = all.map(({ group }) => group)
  const stratified = all.some(({ stratum }) => stratum !== undefined)
  return fromColumns(
    columns,
    groups,
    stratified ? { ...options, strata: all.map(({ stratum = null }) => stratum) } : options
  )
}

/**
 * The log-rank test of lifetimes in columns, such as typed arrays: for many of them. As `fromLifetimes`.
 *
 * ```ts import.meta.vitest
 * import * as LogRank from "./LogRank.ts"
 *
 * const columns = { times: Float64Array.of(10, 20, 30, 40), ended: Uint8Array.of(1, 1, 1, 1) }
 * const test = LogRank.fromColumns(columns, Uint8Array.of(0, 0, 1, 1))
 * test._tag === "LogRankTest" && test.groups.map(({ expected }) => expected.toFixed(2)) // => ["0.83", "3.17"]
 * ```
 */
export const fromColumns = (
  columns: LifetimeColumns,
  groups: ColumnInput,
  options: LogRankColumnsOptions = {}
): LogRankResult => {
  const division = known(divide(groups))
  const strata = options.strata === undefined ? undefined : known(divide(options.strata))
  return test(compare(readColumns(columns, division, strata), division, strata, options))
}

const readGroups = (tally: Tally, dimension: string, options: LogRankTallyOptions<string>): Compared => {
  const groups = known(column(tally, dimension))
  const names = [options.strata ?? []].flat()
  const divisions = names.map((name) => column(tally, name))
  const strata = divisions.length === 0 ? undefined : cross(divisions, tally.counts.length)
  return compare(readTally(tally, options, groups, strata), groups, strata, options)
}

/**
 * The log-rank test of the values of a dimension, of a tally that counts by time and outcome. As `fromLifetimes`.
 *
 * Throws `TallyMismatch` when a dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as LogRank from "./LogRank.ts"
 *
 * const customers = [10, 20, 30, 40].map((days) => ({ plan: days < 25 ? "basic" : "plus", days, outcome: "ended" }))
 * const test = LogRank.fromTally(Tally.from(customers, { by: ["plan", "days", "outcome"] }), "plan")
 * test._tag === "LogRankTest" && test.method // => "log-rank"
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: LogRankTallyOptions<NoInfer<Name>> = {}
): LogRankResult => test(readGroups(tally, dimension, options))

/** Two groups compared. */
export interface LogRankPair {
  readonly values: readonly [first: Value, second: Value]
  readonly test: LogRankResult
  /** The p-value, corrected for the number of pairs (Benjamini–Hochberg). */
  readonly adjustedP: number | null
}

const pairOf = (all: Compared, a: number, b: number): Compared => ({
  ...all,
  strata: all.strata.map((rows) => {
    const places = Uint32Array.from(rows.groups.keys()).filter(
      (row) => rows.groups[row] === a || rows.groups[row] === b
    )
    const pair = rowsAt(rows, places)
    return { ...pair, groups: pair.groups.map((group) => (group === b ? 1 : 0)) }
  }),
  values: [all.values[a] ?? null, all.values[b] ?? null]
})

/**
 * The log-rank test of each two values of a dimension, by those two alone, corrected for the number of pairs. As `fromTally`;
 * each pair reports what was excluded from all groups. Throws a `RangeError` for a dimension with more than 100 values.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as LogRank from "./LogRank.ts"
 *
 * const customers = ["a", "b", "c"].flatMap((plan, i) => [1, 2, 3].map((k) => ({ plan, days: 10 * k + i, outcome: "ended" })))
 * const pairs = LogRank.pairs(Tally.from(customers, { by: ["plan", "days", "outcome"] }), "plan")
 * Array.isArray(pairs) && pairs.map(({ values }) => values.join()) // => ["a,b", "a,c", "b,c"]
 * ```
 */
export const pairs = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: LogRankTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<LogRankPair> => {
  const all = readGroups(tally, dimension, options)
  if (all.values.length > mostGroups) {
    throw new RangeError(`Pairs of at most ${mostGroups} values are tested, found ${all.values.length} values`)
  }
  const tests = all.values.flatMap((first, a) =>
    all.values.slice(a + 1).map((second, i) => {
      return { values: [first, second] as const, test: test(pairOf(all, a, a + 1 + i)) }
    })
  )
  const adjusted = benjaminiHochberg(tests.map(({ test }) => (test._tag === "LogRankTest" ? test.p : null)))
  return tests.map((pair, i) => ({ ...pair, adjustedP: adjusted[i] ?? null }))
}
