import { compareText } from "../sources/compareText.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedPath, countedPaths } from "./CountedPaths.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"

/** Where cases are at one position of their paths. */
export interface StepMatrixRow {
  /** 1 is the first interaction of a case. */
  readonly position: number
  /** How many cases have an interaction at this position. */
  readonly cases: number
  /** For each touchpoint, in the order of the matrix, its share of them. */
  readonly shares: ReadonlyArray<CountedShare>
  /** The cases that had ended before, of all. */
  readonly ended: CountedShare
}

/** Where cases are, position by position. */
export interface StepMatrixReport {
  readonly _tag: "StepMatrix"
  /** How many cases have a path. */
  readonly cases: number
  /** What the columns are: the most visited at these positions first, then in code point order. */
  readonly touchpoints: ReadonlyArray<string>
  /** From the first position to the last that a case has, or that was asked for. */
  readonly rows: ReadonlyArray<StepMatrixRow>
  /** Missing: cases too long to have a path. Invalid: what is no path. */
  readonly excluded: Excluded
}

/** A matrix, or why there is none. */
export type StepMatrixResult = StepMatrixReport | InsufficientData

/** How a matrix is read from a tally. */
export interface StepMatrixOptions<Name extends string> {
  /** So many positions, a whole number from 1 to 256: 10 unless told. */
  readonly positions?: number
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** For each position, how many cases are at each touchpoint there. */
const countsAt = (paths: ReadonlyArray<CountedPath>, positions: number): ReadonlyArray<Map<string, number>> => {
  const counts: Array<Map<string, number>> = []
  for (const { cases, touchpoints } of paths) {
    touchpoints.slice(0, positions).forEach((touchpoint, place) => {
      const here = counts[place] ?? new Map<string, number>()
      here.set(touchpoint, (here.get(touchpoint) ?? 0) + cases)
      counts[place] = here
    })
  }
  return counts
}

const sum = (counts: Iterable<number>): number => {
  let all = 0
  for (const count of counts) all += count
  return all
}

const mostVisited = (counts: ReadonlyArray<Map<string, number>>): ReadonlyArray<string> => {
  const visits = new Map<string, number>()
  for (const here of counts) {
    for (const [touchpoint, count] of here) visits.set(touchpoint, (visits.get(touchpoint) ?? 0) + count)
  }
  return [...visits].sort(([a, m], [b, n]) => n - m || compareText(a, b)).map(([touchpoint]) => touchpoint)
}

/**
 * The step matrix of a tally of the source `cases` by `"path"`: at the first, second, third interaction, which share of the
 * cases that are still there is at which touchpoint, and how many have ended.
 *
 * Shares are in per cent with Wilson's interval. Cases too long to have a path, beyond 256 interactions, are missing. No path
 * gives `InsufficientData`. Throws `TallyMismatch` when the dimension is not there, a `RangeError` for `positions` that are no
 * whole number from 1 to 256.
 *
 * ```ts import.meta.vitest
 * import * as Sources from "../sources/index.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as StepMatrix from "./StepMatrix.ts"
 *
 * const path = [["search", "cart"], ["search"], ["search", "faq"], ["cart"]].map(Sources.pathText)
 * const matrix = StepMatrix.fromTally(Tally.fromColumns({ columns: { path } }))
 * matrix._tag === "StepMatrix" && matrix.touchpoints // => ["search", "cart", "faq"]
 * const rows = matrix._tag === "StepMatrix" ? matrix.rows : []
 * rows.map(({ shares }) => shares.map(({ value }) => value)) // => [[75, 25, 0], [0, 50, 50]]
 * rows.map(({ ended }) => ended.value) // => [0, 50]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: StepMatrixOptions<NoInfer<Name>> = {}
): StepMatrixResult => {
  const { level = 0.95, path = "path", positions = 10 }: StepMatrixOptions<string> = options
  if (!(Number.isSafeInteger(positions) && positions >= 1 && positions <= 256)) {
    throw new RangeError(`positions are a whole number from 1 to 256, found ${positions}`)
  }
  const { cases, excluded, paths } = countedPaths(tally, path)
  if (cases === 0) return insufficientData("no paths", 0, excluded)
  const counts = countsAt(paths, positions)
  const touchpoints = mostVisited(counts)
  return {
    _tag: "StepMatrix",
    cases,
    touchpoints,
    rows: counts.map((here, place) => {
      const there = sum(here.values())
      return {
        position: place + 1,
        cases: there,
        shares: touchpoints.map((touchpoint) => countedShare(here.get(touchpoint) ?? 0, there, level)),
        ended: countedShare(cases - there, cases, level)
      }
    }),
    excluded
  }
}
