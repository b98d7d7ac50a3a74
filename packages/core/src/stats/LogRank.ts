import { exp, log } from "./Elementary.ts"
import { entrants, type LifetimeRows } from "./LifetimeRows.ts"
import { factor, solve } from "./linear/Cholesky.ts"
import { part, type SquareMatrix } from "./linear/SquareMatrix.ts"

/** What was seen and what was to be expected of each group if all left alike. With `rho` above 0 the events are weighted. */
export interface LogRankSums {
  readonly observed: Float64Array
  readonly expected: Float64Array
  /** The covariance of observed minus expected. Its rows sum to 0. */
  readonly variance: SquareMatrix
  /** Groups with one number compare with each other, directly or through others. */
  readonly linked: Uint32Array
}

/** Those at risk and those who leave at one time, by group. */
class RiskSet {
  readonly atRisk: Float64Array
  readonly left: Float64Array
  total = 0
  events = 0
  /** The share of all who stay past the time before: Kaplan–Meier's of all groups together. */
  share = 1

  constructor(groups: number) {
    this.atRisk = new Float64Array(groups)
    this.left = new Float64Array(groups)
  }

  /** More, or fewer, at risk in a group. */
  change(group: number, by: number): void {
    this.atRisk[group] = (this.atRisk[group] as number) + by
    this.total += by
  }

  leave(group: number, copies: number): void {
    this.left[group] = (this.left[group] as number) + copies
    this.events += copies
  }

  next(): void {
    if (this.events === 0) return
    this.share *= (this.total - this.events) / this.total
    this.left.fill(0)
    this.events = 0
  }
}

/** One number for all groups that were linked. */
const link = (linked: Uint32Array, atRisk: Float64Array): void => {
  const first = linked[atRisk.findIndex((n) => n > 0)] as number
  atRisk.forEach((n, group) => {
    const other = linked[group] as number
    if (n > 0 && other !== first)
      linked.forEach((number, i) => {
        if (number === other) linked[i] = first
      })
  })
}

const addVariance = ({ size, values }: SquareMatrix, { atRisk, total }: RiskSet, scale: number): void => {
  for (let g = 0; g < size; g++) {
    const share = (atRisk[g] as number) / total
    if (share === 0) continue
    const own = g * size + g
    values[own] = (values[own] as number) + scale * share * ((total - (atRisk[g] as number)) / total)
    for (let h = 0; h < g; h++) {
      const both = scale * share * ((atRisk[h] as number) / total)
      values[g * size + h] = (values[g * size + h] as number) - both
      values[h * size + g] = (values[h * size + g] as number) - both
    }
  }
}

const addTime = ({ expected, linked, observed, variance }: LogRankSums, risk: RiskSet, rho: number): void => {
  const { atRisk, events, left, total } = risk
  if (events === 0) return
  const weight = rho === 0 ? 1 : exp(rho * log(risk.share))
  for (let g = 0; g < atRisk.length; g++) {
    observed[g] = (observed[g] as number) + weight * (left[g] as number)
    expected[g] = (expected[g] as number) + weight * events * ((atRisk[g] as number) / total)
  }
  if (events === total || weight === 0) return
  addVariance(variance, risk, weight * weight * events * ((total - events) / (total - 1)))
  link(linked, atRisk)
}

const addStratum = (sums: LogRankSums, rows: LifetimeRows, rho: number): void => {
  const { copies, ended, groups, times } = rows
  const risk = new RiskSet(sums.observed.length)
  const admit = entrants(rows)
  for (let start = 0, end = 0; start < times.length; start = end) {
    const time = times[start] as number
    admit(time, (row) => risk.change(groups[row] as number, copies[row] as number))
    for (; times[end] === time; end++) {
      if (ended[end] === 1) risk.leave(groups[end] as number, copies[end] as number)
    }
    addTime(sums, risk, rho)
    risk.next()
    for (let row = start; row < end; row++) risk.change(groups[row] as number, -(copies[row] as number))
  }
}

/**
 * Compare groups at each time at which somebody leaves, within strata: the log-rank sums, and with `rho` those of Fleming
 * and Harrington, who weigh an event by the share still there, to the power `rho`.
 *
 * Takes each stratum in the order of its times. Several who leave at one time are one hypergeometric draw.
 * Mantel (1966); Peto and Peto (1972); Harrington and Fleming (1982); as `survdiff` of R's survival package.
 */
export const logRankSums = (strata: ReadonlyArray<LifetimeRows>, groups: number, rho: number): LogRankSums => {
  const sums = {
    observed: new Float64Array(groups),
    expected: new Float64Array(groups),
    variance: { size: groups, values: new Float64Array(groups * groups) },
    linked: new Uint32Array(groups).map((_, group) => group)
  }
  for (const rows of strata) addStratum(sums, rows, rho)
  return sums
}

/** A chi-squared statistic with its degrees of freedom. */
export interface ChiSquaredStatistic {
  readonly chiSquared: number
  readonly df: number
}

/**
 * The statistic of all groups alike: degrees of freedom are the groups less one for each set of them that compare with each
 * other. `null` when no two do.
 */
export const overall = ({ expected, linked, observed, variance }: LogRankSums): ChiSquaredStatistic | null => {
  const kept = [...linked.keys()].filter((group) => linked.indexOf(linked[group] as number) !== group)
  if (kept.length === 0) return null
  const lower = factor(part(variance, kept), 0)
  if (lower === null) return null
  const excess = Float64Array.from(kept, (group) => (observed[group] as number) - (expected[group] as number))
  const solved = solve(lower, excess)
  return { chiSquared: excess.reduce((sum, each, i) => sum + each * (solved[i] as number), 0), df: kept.length }
}
