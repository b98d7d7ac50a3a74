import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { LifetimeRows } from "../stats/LifetimeRows.ts"
import { type LogRankSums, logRankSums } from "../stats/LogRank.ts"
import { at } from "../stats/linear/SquareMatrix.ts"
import { upperTail } from "../stats/Normal.ts"

/** A group against all others together, by the log-rank test. */
export interface RestTest {
  readonly _tag: "RestTest"
  /** How many of the group left. */
  readonly observed: number
  /** How many would have, had the group left like all together: fewer observed than expected means that it stays longer. */
  readonly expected: number
  /** With one degree of freedom. */
  readonly chiSquared: number
  readonly p: number
}

/** How a group leaves compared with the others. */
export interface ComparedWithRest {
  readonly fromRest: RestTest | InsufficientData
  /** The p-value, corrected for the number of groups compared (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the group leaves otherwise than the rest: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** More groups are not tested: their covariances would take longer than all else. */
export const mostGroups = 100

const testOf = (
  { expected: all, observed: seen, variance }: LogRankSums,
  group: number
): ComparedWithRest["fromRest"] => {
  const [observed, expected] = [seen[group] ?? 0, all[group] ?? 0]
  const spread = at(variance, group, group)
  if (spread === 0) return insufficientData("nobody left while this group and others were followed", 0)
  const z = Math.abs(observed - expected) / Math.sqrt(spread)
  return { _tag: "RestTest", observed, expected, chiSquared: z * z, p: Math.min(1, 2 * upperTail(z)) }
}

/** Compare each group with all others together. Takes rows in the order of their times. */
export const compareWithRest = (rows: LifetimeRows, groups: number, level: number): ReadonlyArray<ComparedWithRest> => {
  const sums = groups < 2 || groups > mostGroups ? undefined : logRankSums([rows], groups, 0)
  const untested = insufficientData(groups < 2 ? "fewer than two groups" : `more than ${mostGroups} groups`, 0)
  const tests = Array.from({ length: groups }, (_, group) => (sums === undefined ? untested : testOf(sums, group)))
  const adjusted = benjaminiHochberg(tests.map((test) => (test._tag === "RestTest" ? test.p : null)))
  return tests.map((fromRest, group) => {
    const adjustedP = adjusted[group] ?? null
    return { fromRest, adjustedP, differs: adjustedP !== null && adjustedP < 1 - level }
  })
}
