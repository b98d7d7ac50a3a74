import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedPaths, countedPaths } from "./CountedPaths.ts"
import { type CountedShare, type CountedShareResult, countedShare } from "./CountedShare.ts"

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
  /** How many different paths there are; `null` where the tally has only the most frequent. */
  readonly distinct: number | null
  /** The most frequent first, then in code point order of their text. */
  readonly variants: ReadonlyArray<Variant>
  /** What is not listed: so many paths, `null` where that is not known, and the cases that took them. */
  readonly rest: { readonly distinct: number | null; readonly share: CountedShare }
  /** The cases whose path nobody else took; not known where the tally has only the most frequent. */
  readonly once: CountedShareResult
  /** Missing: cases too long to have a path. Invalid: what is no path. */
  readonly excluded: Excluded
}

/** Variants, or why there are none. */
export type VariantsResult = VariantsReport | InsufficientData

/** How variants are read from a tally. */
export interface VariantsOptions<Name extends string> {
  /** List so many variants, a whole number above 0, and count the others together: all are listed unless told. */
  readonly top?: number
  /**
   * How many cases there are in all, where the tally has only the most frequent paths of them, as `Tally.most` and `most` of a
   * store's query keep them: shares are then of these.
   */
  readonly cases?: number
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const refuseTop = (top: number | undefined): void => {
  if (top === undefined || (Number.isSafeInteger(top) && top > 0)) return
  throw new RangeError(`top is a whole number above 0, found ${top}`)
}

/** How many of all cases have a path, as far as the tally tells. */
const allCases = ({ cases, excluded }: CountedPaths, given: number | undefined): number => {
  if (given === undefined) return cases
  const known = given - excluded.missing - excluded.invalid
  if (Number.isSafeInteger(given) && known >= cases) return known
  throw new RangeError(`cases are a whole number not below those of the tally, found ${given}`)
}

/**
 * The variants of a tally of the source `cases` by `"path"`: the different paths with the share of cases that took each, and how
 * many of all cases the most frequent ones cover together.
 *
 * Shares are in per cent with Wilson's interval, of the cases that have a path; those too long for one, beyond 256 interactions,
 * are missing. No path gives `InsufficientData`. Throws `TallyMismatch` when the dimension is not there, a `RangeError` for a
 * `top` that is no whole number above 0, and for fewer `cases` than the tally has.
 *
 * Of a tally of the most frequent paths alone, say how many `cases` there are in all. Those too long for a path then are in the
 * rest, unless their group is among the most frequent.
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
 * report._tag === "Variants" ? [report.distinct, report.rest.share.count] : report // => [2, 1]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: VariantsOptions<NoInfer<Name>> = {}
): VariantsResult => {
  const { cases: given, level = 0.95, path = "path", top }: VariantsOptions<string> = options
  refuseTop(top)
  const counted = countedPaths(tally, path)
  const { excluded, paths } = counted
  const cases = allCases(counted, given)
  if (cases === 0) return insufficientData("no paths", 0, excluded)
  const isWhole = cases === counted.cases
  let covered = 0
  const variants = paths.slice(0, top).map(({ cases: count, touchpoints }) => {
    covered += count
    return { touchpoints, share: countedShare(count, cases, level), coverage: (100 * covered) / cases }
  })
  const single = paths.filter((each) => each.cases === 1).length
  return {
    _tag: "Variants",
    cases,
    distinct: isWhole ? paths.length : null,
    variants,
    rest: {
      distinct: isWhole ? paths.length - variants.length : null,
      share: countedShare(cases - covered, cases, level)
    },
    once: isWhole
      ? countedShare(single, cases, level)
      : insufficientData("the tally has only the most frequent paths", cases, excluded),
    excluded
  }
}
