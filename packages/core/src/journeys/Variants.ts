import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { countedPaths } from "./CountedPaths.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"

/** A path that cases took, from their first interaction to their last. */
export interface Variant {
  readonly touchpoints: ReadonlyArray<string>
  /** The cases that took it, of all that have a path. */
  readonly share: CountedShare
  /** Per cent of the cases that took this path or one before it in the list. */
  readonly coverage: number
}

/** The different paths that cases took. */
export interface VariantsReport {
  readonly _tag: "Variants"
  /** How many cases have a path. */
  readonly cases: number
  /** How many different paths there are. */
  readonly distinct: number
  /** The most frequent first, then in code point order of their text. */
  readonly variants: ReadonlyArray<Variant>
  /** What `top` leaves out: so many paths, and the cases that took them. */
  readonly rest: { readonly distinct: number; readonly share: CountedShare }
  /** The cases whose path nobody else took. */
  readonly once: CountedShare
  /** Missing: cases too long to have a path. Invalid: what is no path. */
  readonly excluded: Excluded
}

/** Variants, or why there are none. */
export type VariantsResult = VariantsReport | InsufficientData

/** How variants are read from a tally. */
export interface VariantsOptions<Name extends string> {
  /** List so many variants, a whole number above 0, and count the others together: all are listed unless told. */
  readonly top?: number
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/**
 * The variants of a tally of the source `cases` by `"path"`: the different paths with the share of cases that took each, and how
 * many of all cases the most frequent ones cover together.
 *
 * Shares are in per cent with Wilson's interval, of the cases that have a path; those too long for one, beyond 256 interactions,
 * are missing. No path gives `InsufficientData`. Throws `TallyMismatch` when the dimension is not there, a `RangeError` for a
 * `top` that is no whole number above 0.
 *
 * ```ts import.meta.vitest
 * import * as Sources from "../sources/index.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Variants from "./Variants.ts"
 *
 * const path = [["search", "cart"], ["faq"], ["search", "cart"]].map(Sources.pathText)
 * const report = Variants.fromTally(Tally.fromColumns({ columns: { path } }), { top: 1 })
 * const [first] = report._tag === "Variants" ? report.variants : []
 * first && [first.touchpoints, first.share.count, first.share.n] // => [["search", "cart"], 2, 3]
 * report._tag === "Variants" ? [report.distinct, report.once.count, report.rest.share.count] : report // => [2, 1, 1]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: VariantsOptions<NoInfer<Name>> = {}
): VariantsResult => {
  const { level = 0.95, path = "path", top }: VariantsOptions<string> = options
  if (top !== undefined && !(Number.isSafeInteger(top) && top > 0)) {
    throw new RangeError(`top is a whole number above 0, found ${top}`)
  }
  const { cases, excluded, paths } = countedPaths(tally, path)
  if (cases === 0) return insufficientData("no paths", 0, excluded)
  let covered = 0
  const variants = paths.slice(0, top).map(({ cases: count, touchpoints }) => {
    covered += count
    return { touchpoints, share: countedShare(count, cases, level), coverage: (100 * covered) / cases }
  })
  return {
    _tag: "Variants",
    cases,
    distinct: paths.length,
    variants,
    rest: { distinct: paths.length - variants.length, share: countedShare(cases - covered, cases, level) },
    once: countedShare(paths.filter((each) => each.cases === 1).length, cases, level),
    excluded
  }
}
