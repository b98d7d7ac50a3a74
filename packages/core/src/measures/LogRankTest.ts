import { upperTail } from "../stats/ChiSquared.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import { apart, inTime, type LifetimeRows } from "../stats/LifetimeRows.ts"
import { logRankSums, overall } from "../stats/LogRank.ts"
import { at } from "../stats/linear/SquareMatrix.ts"
import type { Value } from "../tally/Value.ts"
import type { Division } from "./Division.ts"
import type { LifetimeReading } from "./LifetimeReading.ts"
import { mostGroups } from "./RestTest.ts"

/** One of the groups compared. */
export interface LogRankGroup {
  readonly value: Value
  /** How many lifetimes. */
  readonly n: number
  /** How many left; with `rho` above 0 by their weight. */
  readonly observed: number
  /** How many would have, had all groups left alike: fewer observed than expected means that the group stays longer. */
  readonly expected: number
}

/** A test of "all groups leave alike". */
export interface LogRankTest {
  readonly _tag: "LogRankTest"
  readonly chiSquared: number
  readonly df: number
  /** The upper tail of the chi-squared distribution, with all its digits when it is small. */
  readonly p: number
  readonly groups: ReadonlyArray<LogRankGroup>
  /** The covariance of observed minus expected, a row a group. */
  readonly variance: ReadonlyArray<ReadonlyArray<number>>
  readonly n: number
  readonly excluded: Excluded
  /** The published name of the test: `"log-rank"`, `"Fleming–Harrington, rho 1, stratified"`. */
  readonly method: string
}

/** A test, or why there is none. */
export type LogRankResult = LogRankTest | InsufficientData

/** Which differences weigh more. */
export interface LogRankOptions {
  /**
   * An event weighs by the share still there just before, to the power `rho`, from 0. 0 unless told: the log-rank test, for
   * hazards in a fixed proportion. 1 is Peto and Peto's, for differences among those who leave early.
   */
  readonly rho?: number
}

/** Groups to be compared: their lifetimes, by stratum, in the order of time. */
export interface Compared {
  readonly strata: ReadonlyArray<LifetimeRows>
  readonly values: ReadonlyArray<Value>
  readonly excluded: Excluded
  readonly rho: number
  readonly method: string
}

const checkedRho = ({ rho = 0 }: LogRankOptions): number => {
  if (rho >= 0 && rho < Number.POSITIVE_INFINITY) return rho
  throw new RangeError(`rho is a number from 0, found ${rho}`)
}

const methodOf = (rho: number, stratified: boolean): string => {
  const name = rho === 0 ? "log-rank" : `Fleming–Harrington, rho ${rho}`
  return stratified ? `${name}, stratified` : name
}

const together = (excluded: ReadonlyArray<Excluded>): Excluded => ({
  missing: excluded.reduce((sum, { missing }) => sum + missing, 0),
  invalid: excluded.reduce((sum, { invalid }) => sum + invalid, 0)
})

/** What `test` compares. Throws a `RangeError` for a `rho` below 0. */
export const compare = (
  { excluded, rows }: LifetimeReading,
  { values }: Division,
  strata: Division | undefined,
  options: LogRankOptions
): Compared => {
  const rho = checkedRho(options)
  const ordered = inTime(rows)
  return {
    strata: apart(ordered, ordered.strata, strata?.values.length ?? 1),
    values,
    excluded: together(excluded),
    rho,
    method: methodOf(rho, strata !== undefined)
  }
}

const sizes = (strata: ReadonlyArray<LifetimeRows>, groups: number): Float64Array => {
  const n = new Float64Array(groups)
  for (const { copies, groups } of strata) {
    for (let row = 0; row < copies.length; row++) {
      const group = groups[row] ?? 0
      n[group] = (n[group] as number) + (copies[row] as number)
    }
  }
  return n
}

/** Test whether all groups leave alike. */
export const test = ({ excluded, method, rho, strata, values }: Compared): LogRankResult => {
  const each = sizes(strata, values.length)
  const n = each.reduce((sum, size) => sum + size, 0)
  if (n === 0) return insufficientData("no lifetimes", 0, excluded)
  if (each.filter((size) => size > 0).length < 2) return insufficientData("fewer than two groups", n, excluded)
  if (values.length > mostGroups) return insufficientData(`more than ${mostGroups} groups`, n, excluded)
  const sums = logRankSums(strata, values.length, rho)
  const statistic = overall(sums)
  if (statistic === null) return insufficientData("nobody left while two groups were followed", n, excluded)
  return {
    _tag: "LogRankTest",
    ...statistic,
    p: upperTail(statistic.chiSquared, statistic.df),
    groups: values.map((value, group) => ({
      value,
      n: each[group] ?? 0,
      observed: sums.observed[group] ?? 0,
      expected: sums.expected[group] ?? 0
    })),
    variance: values.map((_, row) => values.map((_, column) => at(sums.variance, row, column))),
    n,
    excluded,
    method
  }
}
