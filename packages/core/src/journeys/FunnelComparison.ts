import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"

/** One conversion of two sides compared. */
export interface StepDifference {
  /** The step converted to. */
  readonly step: number
  /** Of those who reached the step before (of step 1: of all cases), or of those who reached the first. */
  readonly of: "previous" | "first"
  /** In percentage points. */
  readonly difference: Difference | InsufficientData
  /** The p-value, corrected for all conversions of all groups compared (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** How many reached each step, from 0. */
type Reached = Float64Array

const conversion = (reached: Reached, step: number, from: number): Proportion.Proportion => ({
  successes: reached[step] ?? 0,
  n: reached[from] ?? 0
})

const compare = (a: Proportion.Proportion, b: Proportion.Proportion, level: number): Difference | InsufficientData =>
  Math.min(a.n, b.n) === 0 ? insufficientData("nobody came so far on one side", 0) : Proportion.difference(a, b, level)

/** Each step from the one before, and the last from the first where that is something else. */
const conversions = (steps: number) => [
  ...Array.from({ length: steps }, (_, i) => ({ step: i + 1, of: "previous" as const, from: i })),
  ...(steps > 2 ? [{ step: steps, of: "first" as const, from: 1 }] : [])
]

/** Compare pairs of sides, all their conversions one family. */
export const comparePairs = (
  pairs: ReadonlyArray<readonly [a: Reached, b: Reached]>,
  level: number
): ReadonlyArray<ReadonlyArray<StepDifference>> => {
  const all = pairs.map(([a, b]) =>
    conversions(a.length - 1).map(({ from, of, step }) => {
      return { step, of, difference: compare(conversion(a, step, from), conversion(b, step, from), level) }
    })
  )
  const tests = all.flat().map(({ difference }) => (difference._tag === "Difference" ? difference.p : null))
  const adjusted = benjaminiHochberg(tests).values()
  return all.map((pair) =>
    pair.map((each) => {
      const adjustedP = adjusted.next().value ?? null
      return { ...each, adjustedP, differs: adjustedP !== null && adjustedP < 1 - level }
    })
  )
}
