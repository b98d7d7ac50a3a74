import { compareText } from "../sources/compareText.ts"
import type { CountedPath } from "./CountedPaths.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"

/** A touchpoint that stands out in a group. */
export interface TypicalTouchpoint {
  readonly touchpoint: string
  /** Cases of the group that have it, in per cent. */
  readonly share: CountedShare
  /** Cases of all that have it, in per cent. */
  readonly ofAll: CountedShare
  /** The first as a multiple of the second. */
  readonly lift: number
}

const most = 5

/** For each touchpoint, the cases that have it, and all cases. */
const casesWith = (paths: ReadonlyArray<CountedPath>) => {
  const counts = new Map<string, number>()
  let n = 0
  for (const { cases, touchpoints } of paths) {
    n += cases
    for (const touchpoint of new Set(touchpoints)) counts.set(touchpoint, (counts.get(touchpoint) ?? 0) + cases)
  }
  return { counts, n }
}

/** The touchpoints that more cases of a group have than of all, the largest difference first: of no group, none. */
export const typicalTouchpoints = (
  group: ReadonlyArray<CountedPath>,
  all: ReadonlyArray<CountedPath>,
  level: number
): ReadonlyArray<TypicalTouchpoint> => {
  const [own, every] = [casesWith(group), casesWith(all)]
  /** By how much more of the group have it, in whole numbers. */
  const excess = (touchpoint: string): number =>
    (own.counts.get(touchpoint) ?? 0) * every.n - (every.counts.get(touchpoint) ?? 0) * own.n
  return [...own.counts.keys()]
    .filter((touchpoint) => excess(touchpoint) > 0)
    .sort((a, b) => excess(b) - excess(a) || compareText(a, b))
    .slice(0, most)
    .map((touchpoint) => {
      const share = countedShare(own.counts.get(touchpoint) ?? 0, own.n, level)
      const ofAll = countedShare(every.counts.get(touchpoint) ?? 0, every.n, level)
      return { touchpoint, share, ofAll, lift: share.value / ofAll.value }
    })
}
