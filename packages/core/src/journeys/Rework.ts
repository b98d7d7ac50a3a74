import { compareText } from "../sources/compareText.ts"
import { type Estimate, type Excluded, estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import type { Tally } from "../tally/Tally.ts"
import { countedPaths } from "./CountedPaths.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"
import { type Returns, returnsOf } from "./PathReturns.ts"

/** How often cases came back to where they had been. */
export interface Repeated {
  /** The cases that came back, of those that were there. */
  readonly returning: CountedShare
  /** The mean of the visits that a case made more than it would without coming back: 0 when none did. */
  readonly extraVisits: Estimate | InsufficientData
  /** Returns with nothing in between: self loops. */
  readonly immediate: number
  /** Returns after something else: longer loops. */
  readonly later: number
}

/** How often cases came back to one touchpoint. */
export interface RepeatedTouchpoint extends Repeated {
  readonly touchpoint: string
}

/** Repeats, loops and rework: how often cases came back to a touchpoint, to any and to each. */
export interface ReworkReport extends Repeated {
  readonly _tag: "Rework"
  /** How many cases have a path. */
  readonly cases: number
  /** The most returned to first, then in code point order. */
  readonly touchpoints: ReadonlyArray<RepeatedTouchpoint>
  /** Missing: cases too long to have a path. Invalid: what is no path. */
  readonly excluded: Excluded
}

/** Rework, or why it is not known. */
export type ReworkResult = ReworkReport | InsufficientData

/** How rework is read from a tally. */
export interface ReworkOptions<Name extends string> {
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** Returns of cases that are still being counted. */
class Counting {
  private cases = 0
  private returning = 0
  private squares = 0
  immediate = 0
  later = 0

  add(copies: number, { immediate, later }: Pick<Returns, "immediate" | "later">): void {
    const extra = immediate + later
    this.cases += copies
    if (extra > 0) this.returning += copies
    this.immediate += copies * immediate
    this.later += copies * later
    this.squares += copies * extra * extra
  }

  get returns(): number {
    return this.immediate + this.later
  }

  finish(level: number): Repeated {
    const moments = { n: this.cases, sum: this.returns, squares: this.squares }
    const bounds = { minimum: 0, maximum: Number.POSITIVE_INFINITY }
    return {
      returning: countedShare(this.returning, this.cases, level),
      extraVisits:
        this.cases < 2
          ? insufficientData("one case has no interval", this.cases)
          : estimate(Mean.mean(moments), Mean.interval(moments, level, bounds), this.cases),
      immediate: this.immediate,
      later: this.later
    }
  }
}

const together = (returns: Iterable<Returns>): Pick<Returns, "immediate" | "later"> => {
  const sum = { immediate: 0, later: 0 }
  for (const { immediate, later } of returns) {
    sum.immediate += immediate
    sum.later += later
  }
  return sum
}

/**
 * Repeats, loops and rework of a tally of the source `cases` by `"path"`: the share of cases that come back to a touchpoint,
 * the mean number of extra visits, and whether they come back at once or by a longer loop; of all, and of each touchpoint among
 * the cases that were there.
 *
 * Shares are in per cent with Wilson's interval, means with Student's t (`InsufficientData` of a single case). A return is no fault in
 * itself: to look at two products is shopping, to call twice about one parcel is rework. Cases too long to have a path are
 * missing. No path gives `InsufficientData`. Throws `TallyMismatch` when the dimension is not there.
 *
 * ```ts import.meta.vitest
 * import * as Sources from "../sources/index.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Rework from "./Rework.ts"
 *
 * const path = [["order", "call", "call"], ["order", "call", "order"], ["order"], ["order", "call"]].map(Sources.pathText)
 * const rework = Rework.fromTally(Tally.fromColumns({ columns: { path } }))
 * rework._tag === "Rework" && [rework.returning.value, rework.extraVisits.n, rework.immediate, rework.later] // => [50, 4, 1, 1]
 * const each = rework._tag === "Rework" ? rework.touchpoints : []
 * each.map(({ touchpoint, returning }) => [touchpoint, returning.count, returning.n]) // => [["call", 1, 3], ["order", 1, 4]]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ReworkOptions<NoInfer<Name>> = {}
): ReworkResult => {
  const { level = 0.95, path = "path" }: ReworkOptions<string> = options
  const { cases, excluded, paths } = countedPaths(tally, path)
  if (cases === 0) return insufficientData("no paths", 0, excluded)
  const all = new Counting()
  const each = new Map<string, Counting>()
  for (const { cases: copies, touchpoints } of paths) {
    const returns = returnsOf(touchpoints)
    all.add(copies, together(returns.values()))
    for (const [touchpoint, of] of returns) {
      const here = each.get(touchpoint) ?? new Counting()
      here.add(copies, of)
      each.set(touchpoint, here)
    }
  }
  const touchpoints = [...each].sort(([a, x], [b, y]) => y.returns - x.returns || compareText(a, b))
  return {
    _tag: "Rework",
    cases,
    ...all.finish(level),
    touchpoints: touchpoints.map(([touchpoint, here]) => ({ touchpoint, ...here.finish(level) })),
    excluded
  }
}
