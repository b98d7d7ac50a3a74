import { compareText } from "../sources/compareText.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Exact } from "../stats/Exact.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedPath, countedPaths } from "./CountedPaths.ts"

/** A touchpoint at its place in the order. */
export interface OrderedTouchpoint {
  readonly touchpoint: string
  /** How many cases met it. */
  readonly cases: number
}

/** The order in which customers really meet touchpoints. */
export interface TouchpointOrder {
  readonly _tag: "TouchpointOrder"
  /** From the first to the last. */
  readonly touchpoints: ReadonlyArray<OrderedTouchpoint>
  /**
   * Of all pairs of touchpoints that a case met, how many it met in this order, in per cent: 100 is one way for all, 50 no
   * order at all. `InsufficientData` where no case met two.
   */
  readonly agreement: Exact | InsufficientData
  readonly cases: number
  /** Touchpoints beyond the thousand that most cases met, which are not ordered. */
  readonly beyond: number
  readonly excluded: Excluded
}

const mostTouchpoints = 1000

/** How many cases met each touchpoint, the most frequent first. */
const metBy = (paths: ReadonlyArray<CountedPath>): ReadonlyArray<OrderedTouchpoint> => {
  const counts = new Map<string, number>()
  for (const { cases, touchpoints } of paths) {
    for (const touchpoint of new Set(touchpoints)) counts.set(touchpoint, (counts.get(touchpoint) ?? 0) + cases)
  }
  return Array.from(counts, ([touchpoint, cases]) => ({ touchpoint, cases })).sort(
    (a, b) => b.cases - a.cases || compareText(a.touchpoint, b.touchpoint)
  )
}

/** Row by row, how many cases met one touchpoint for the first time before another one. */
const precedences = (paths: ReadonlyArray<CountedPath>, places: ReadonlyMap<string, number>): Float64Array => {
  const before = new Float64Array(places.size * places.size)
  for (const { cases, touchpoints } of paths) {
    const met = [...new Set(touchpoints)].flatMap((touchpoint) => places.get(touchpoint) ?? [])
    met.forEach((a, i) => {
      for (const b of met.slice(i + 1)) before[a * places.size + b] = (before[a * places.size + b] ?? 0) + cases
    })
  }
  return before
}

/** Which of the others come after a touchpoint, less those that come before; and by how many cases. */
const standing = (before: Float64Array, size: number, a: number) => {
  let [wins, margin] = [0, 0]
  for (let b = 0; b < size; b++) {
    const lead = (before[a * size + b] ?? 0) - (before[b * size + a] ?? 0)
    wins += Math.sign(lead)
    margin += lead
  }
  return { wins, margin }
}

const agreementOf = (
  before: Float64Array,
  order: ReadonlyArray<number>,
  excluded: Excluded
): TouchpointOrder["agreement"] => {
  const pairs = before.reduce((sum, cases) => sum + cases, 0)
  if (pairs === 0) return insufficientData("no case met two touchpoints", 0, excluded)
  let agreeing = 0
  order.forEach((a, i) => {
    for (const b of order.slice(i + 1)) agreeing += before[a * order.length + b] ?? 0
  })
  return {
    _tag: "Exact",
    value: (100 * agreeing) / pairs,
    definition: "pairs of touchpoints met in this order, of all pairs that a case met",
    n: pairs,
    excluded
  }
}

/**
 * The order in which customers really meet touchpoints, from a tally of cases by path.
 *
 * Of two touchpoints, that one is earlier which more of the cases that met both met first, repeats not counting; the order is by
 * how many others come after a touchpoint less how many come before it (Copeland's rule), then by how many cases more, then by
 * name in code point order. Cases that skip a touchpoint say nothing of its place. `agreement` tells how far there is one order
 * at all. No path gives `InsufficientData`. Throws `TallyMismatch` when the tally has no such dimension.
 *
 * Source: Copeland (1951); Saari and Merlin (1996), The Copeland method, Economic Theory 8.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import { order } from "./TouchpointOrder.ts"
 *
 * const paths = [["search", "cart", "support"], ["cart", "search"], ["search", "cart", "search"], ["support"]]
 * const tally = Tally.from(paths.map((path) => ({ path: pathText(path) })), { by: ["path"] })
 * const result = order(tally)
 * result._tag === "TouchpointOrder" ? result.touchpoints : result
 * // => [{ touchpoint: "search", cases: 3 }, { touchpoint: "cart", cases: 3 }, { touchpoint: "support", cases: 2 }]
 * ```
 */
export const order = <Name extends string>(
  tally: Tally<Name>,
  options: { readonly path?: NoInfer<Name> } = {}
): TouchpointOrder | InsufficientData => {
  const { cases, excluded, paths } = countedPaths(tally, options.path ?? "path")
  if (cases === 0) return insufficientData("no cases with a path", 0, excluded)
  const all = metBy(paths)
  const met = all.slice(0, mostTouchpoints)
  const before = precedences(paths, new Map(met.map(({ touchpoint }, place) => [touchpoint, place])))
  const ordered = met
    .map((each, place) => ({ each, place, ...standing(before, met.length, place) }))
    .sort((a, b) => b.wins - a.wins || b.margin - a.margin || compareText(a.each.touchpoint, b.each.touchpoint))
  return {
    _tag: "TouchpointOrder",
    touchpoints: ordered.map(({ each }) => each),
    agreement: agreementOf(
      before,
      ordered.map(({ place }) => place),
      excluded
    ),
    cases,
    beyond: all.length - met.length,
    excluded
  }
}
