import * as ChiSquared from "./ChiSquared.ts"
import { dependent, factor, solve } from "./linear/Cholesky.ts"
import { at, make, part, type SquareMatrix } from "./linear/SquareMatrix.ts"

/** One group at each of the times that all groups share. */
export interface GrayGroup {
  /** How many left for the reason that is tested. */
  readonly events: ReadonlyArray<number>
  /** How many left for any other reason. */
  readonly others: ReadonlyArray<number>
  readonly censored: ReadonlyArray<number>
}

/** Gray's test of equal cumulative incidences. */
export interface GrayTest {
  readonly statistic: number
  /** Degrees of freedom: one fewer than the groups that can be told apart. */
  readonly df: number
  /** P-value of "the incidence is the same in all groups". */
  readonly p: number
}

/** The groups at one time. */
interface Moment {
  readonly atRisk: ReadonlyArray<number>
  /** Survival of each group just before and just after. */
  readonly before: ReadonlyArray<number>
  readonly after: ReadonlyArray<number>
  readonly others: ReadonlyArray<number>
  /** How many left for the reason, of all groups. */
  readonly events: number
  /** The weight of each group, and of all. */
  readonly weights: ReadonlyArray<number>
  readonly weight: number
  /** The incidence if it is the same in all groups, just before and just after. */
  readonly pooledBefore: number
  readonly pooled: number
}

/** How far the groups are from what would be if all had one incidence, and the variance of that. */
interface Scores {
  readonly scores: Float64Array
  readonly variance: SquareMatrix
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0)
const each = (groups: ReadonlyArray<GrayGroup>, of: "events" | "others" | "censored", i: number) =>
  groups.map((group) => group[of][i] ?? 0)

/** The times with events at which two groups or more are still followed, and the scores. */
const follow = (groups: ReadonlyArray<GrayGroup>) => {
  const moments: Array<Moment> = []
  const scores = new Float64Array(groups.length)
  let atRisk = groups.map(({ censored, events, others }) => sum(events) + sum(others) + sum(censored))
  let before = groups.map(() => 1)
  const incidence = groups.map(() => 0)
  let pooledBefore = 0
  const times = groups[0]?.events.length ?? 0
  for (let i = 0; i < times && pooledBefore < 1 && atRisk.filter((n) => n > 0).length > 1; i++) {
    const [events, others, censored] = [
      each(groups, "events", i),
      each(groups, "others", i),
      each(groups, "censored", i)
    ]
    const left = events.map((d, g) => d + (others[g] ?? 0))
    const share = (counts: ReadonlyArray<number>) => (g: number) => (atRisk[g] ? (counts[g] ?? 0) / atRisk[g] : 0)
    if (sum(left) > 0) {
      const weights = atRisk.map((n, g) => (n === 0 ? 0 : n / (before[g] ?? 1)))
      const expected = weights.map((weight, g) => weight * (1 - (incidence[g] ?? 0)))
      const [all, weight] = [sum(events), sum(weights)]
      const after = before.map((survival, g) => survival * (1 - share(left)(g)))
      const pooled = pooledBefore + all / weight
      moments.push({ atRisk, before, after, others, events: all, weights, weight, pooledBefore, pooled })
      groups.forEach((_, g) => {
        scores[g] = (scores[g] ?? 0) + (events[g] ?? 0) - (all * (expected[g] ?? 0)) / sum(expected)
        incidence[g] = (incidence[g] ?? 0) + (before[g] ?? 0) * share(events)(g)
      })
      before = after
      pooledBefore = pooled
    }
    atRisk = atRisk.map((n, g) => n - (left[g] ?? 0) - (censored[g] ?? 0))
  }
  return { moments, scores }
}

/** The variance of how many of n leave at once, as a share of that of as many single events. */
const together = (d: number, n: number): number => (d > 1 ? Math.max(0, 1 - (d - 1) / (n - 1)) : 1)

/** Add the square of a vector, times a weight. */
const addSquare = ({ size, values }: SquareMatrix, vector: ReadonlyArray<number>, weight: number): void => {
  vector.forEach((a, i) => {
    vector.forEach((b, j) => {
      values[i * size + j] = (values[i * size + j] ?? 0) + weight * a * b
    })
  })
}

/** How an event of group k moves the score of each group, at the moment and by all `later` ones; and the same of others. */
const addGroup = (variance: SquareMatrix, moment: Moment, now: SquareMatrix, later: SquareMatrix, k: number): void => {
  const [n, before, after] = [moment.atRisk[k] ?? 0, moment.before[k] ?? 0, moment.after[k] ?? 0]
  const others = moment.others[k] ?? 0
  if (n === 0) return
  const ratio = after === 0 ? 0 : (1 - moment.pooled) / after
  const move = (of: (i: number) => number) => Array.from({ length: later.size }, (_, i) => of(i))
  if (moment.events > 0) {
    const ties = together(moment.events, moment.weight * before)
    const moved = move((i) => at(now, i, k) + (1 - ratio) * at(later, i, k))
    addSquare(variance, moved, (ties * before * moment.events) / (moment.weight * n))
  }
  if (others > 0 && after > 0) {
    const moved = move((i) => ratio * at(later, i, k))
    addSquare(variance, moved, (together(others, n) * before * before * others) / (n * n))
  }
}

/** The scores of the groups of one stratum, and their variance: from the last time back, as each event moves later ones. */
const scoresOf = (groups: ReadonlyArray<GrayGroup>): Scores => {
  const { moments, scores } = follow(groups)
  const variance = make(groups.length, () => 0)
  const later = make(groups.length, () => 0)
  for (const moment of moments.toReversed()) {
    const { events, pooledBefore, weight, weights } = moment
    const now = make(groups.length, (i, k) => (weights[i] ?? 0) * ((i === k ? 1 : 0) - (weights[k] ?? 0) / weight))
    for (let k = 0; k < groups.length; k++) addGroup(variance, moment, now, later, k)
    const growth = events / (weight * (1 - pooledBefore))
    now.values.forEach((value, i) => {
      later.values[i] = (later.values[i] ?? 0) + growth * value
    })
  }
  return { scores, variance }
}

/**
 * Gray's test: whether the cumulative incidence of a reason is the same in several groups, where others compete with it.
 *
 * Takes strata of groups, the groups in the same order in each: groups are compared within a stratum, and what is found
 * is added up. `null` where nothing can be compared: no event while two groups are followed. Events before censoring at
 * the same time. It agrees with `cuminc` of R's cmprsk (rho 0); unlike there, the variance that many events at one time
 * leave is at least 0, and a stratum ends when the incidence all groups would share reaches 1.
 *
 * Gray (1988), A class of K-sample tests for comparing the cumulative incidence of a competing risk.
 *
 * ```ts import.meta.vitest
 * import { gray } from "./Gray.ts"
 *
 * const a = { events: [1, 1, 0, 1], others: [0, 0, 1, 0], censored: [0, 0, 0, 1] }
 * const b = { events: [0, 0, 1, 0], others: [1, 0, 0, 0], censored: [0, 1, 0, 2] }
 * const test = gray([[a, b]])
 * test === null ? null : [test.df, test.p.toFixed(4)] // => [1, "0.2684"]
 * ```
 */
export const gray = (strata: ReadonlyArray<ReadonlyArray<GrayGroup>>): GrayTest | null => {
  const parts = strata.map(scoresOf)
  const size = parts[0]?.scores.length ?? 0
  const variance = make(size, (i, j) => sum(parts.map((each) => at(each.variance, i, j))))
  const lost = new Set(dependent(variance).map((columns) => columns.at(-1)))
  const kept = Array.from({ length: size }, (_, i) => i).filter((i) => !lost.has(i))
  const lower = factor(part(variance, kept))
  if (kept.length === 0 || lower === null) return null
  const scores = Float64Array.from(kept, (i) => sum(parts.map((each) => each.scores[i] ?? 0)))
  const solved = solve(lower, scores)
  const statistic = scores.reduce((total, score, i) => total + score * (solved[i] ?? 0), 0)
  return { statistic, df: kept.length, p: ChiSquared.upperTail(statistic, kept.length) }
}
