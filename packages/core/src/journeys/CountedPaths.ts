import { compareText } from "../sources/compareText.ts"
import type { Excluded } from "../stats/Estimate.ts"
import { exact } from "../tally/exact.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { pathOf } from "./CasePaths.ts"

/** A path and how many cases took it. */
export interface CountedPath {
  readonly touchpoints: ReadonlyArray<string>
  readonly cases: number
}

/** The different paths of cases. */
export interface CountedPaths {
  /** The most frequent first, then by their text in code point order. */
  readonly paths: ReadonlyArray<CountedPath>
  /** The cases of all of them. */
  readonly cases: number
  /** Missing: cases without a path, because they are too long for one. Invalid: what is no path. */
  readonly excluded: Excluded
}

/** Count the paths of a tally of cases, whatever else it counts by. Throws `TallyMismatch` when it has no such dimension. */
export const countedPaths = (tally: Tally, dimension: string): CountedPaths => {
  const { codes, values } = column(tally, dimension)
  const counts = new Float64Array(values.length)
  tally.counts.forEach((copies, group) => {
    const code = codes[group] ?? 0
    counts[code] = exact((counts[code] ?? 0) + copies, "A count")
  })
  const excluded = { missing: 0, invalid: 0 }
  const found: Array<CountedPath & { readonly text: string }> = []
  values.forEach((value, code) => {
    const [touchpoints, cases] = [pathOf(value), counts[code] ?? 0]
    if (touchpoints !== undefined) found.push({ touchpoints, cases, text: String(value) })
    else excluded[value === null ? "missing" : "invalid"] += cases
  })
  found.sort((a, b) => b.cases - a.cases || compareText(a.text, b.text))
  return {
    paths: found.map(({ cases, touchpoints }) => ({ touchpoints, cases })),
    cases: found.reduce((sum, { cases }) => sum + cases, 0),
    excluded
  }
}
