import { untiedPairs, upperTail } from "./KendallDistribution.ts"
import * as Normal from "./Normal.ts"

/** The Mann–Kendall test of values in the order of time. */
export interface MannKendall {
  readonly n: number
  /** Pairs that rise minus pairs that fall. */
  readonly s: number
  /** Its variance when the order means nothing, corrected for ties. */
  readonly variance: number
  /** The score in standard errors, with the continuity correction. */
  readonly z: number
  /** Kendall's tau-b with time, from −1 to 1; `null` when nothing varies. */
  readonly tau: number | null
  /** How many values are equal to each other: the sizes of the groups. */
  readonly groups: ReadonlyArray<number>
}

/** Up to this many values the test is exact. */
export const exactUpTo = 50

const groupsOf = (values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const sizes = new Map<number, number>()
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return [...sizes.values()].sort((a, b) => b - a)
}

const score = (values: ReadonlyArray<number>): number => {
  let s = 0
  values.forEach((later, j) => {
    for (let i = 0; i < j; i++) s += Math.sign(later - (values[i] ?? 0))
  })
  return s
}

const triples = (n: number): number => n * (n - 1) * (2 * n + 5)

/**
 * Whether values rise or fall with time, by the signs of all pairs: needs no shape and no normal distribution, only values
 * that are independent of each other.
 *
 * Mann (1945), Nonparametric tests against trend; Kendall (1975), Rank Correlation Methods, for ties.
 *
 * ```ts import.meta.vitest
 * import { mannKendall } from "./MannKendall.ts"
 *
 * const { s, variance, tau } = mannKendall([10, 9, 8, 7, 6])
 * s // => -10
 * tau // => -1
 * variance // => 16.666666666666668
 * ```
 */
export const mannKendall = (values: ReadonlyArray<number>): MannKendall => {
  const n = values.length
  const groups = groupsOf(values)
  const s = score(values)
  const variance = groups.reduce((rest, size) => rest - triples(size), triples(n)) / 18
  const pairs = untiedPairs(groups)
  return {
    n,
    s,
    variance,
    z: s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance),
    tau: pairs === 0 ? null : s / Math.sqrt(pairs * ((n * (n - 1)) / 2)),
    groups
  }
}

/** Two-sided p-value by the normal approximation, with continuity correction. */
export const normalP = ({ z }: MannKendall): number => Math.min(1, 2 * Normal.upperTail(Math.abs(z)))

/** Two-sided p-value by the exact distribution of the score, ties included. For up to about 100 values. */
export const exactP = ({ groups, s }: MannKendall): number =>
  s === 0 ? 1 : Math.min(1, 2 * upperTail(Math.abs(s), groups))
