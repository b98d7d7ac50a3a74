import { compareText } from "../sources/compareText.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Excluded, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as FisherExact from "../stats/FisherExact.ts"
import { type Homogeneity, homogeneity, isRare as isTooRare } from "../stats/Homogeneity.ts"
import * as Proportion from "../stats/Proportion.ts"
import { where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type CountedPaths, countedPaths } from "./CountedPaths.ts"
import { type EdgeCount, type Pair, type PositionCount, pathFeatures } from "./PathFeatures.ts"
import { pooledPaths } from "./PooledPaths.ts"

/** How a share of cases differs between two groups, the first minus the second, in percentage points. */
export interface ComparedShare {
  /** How many cases of the first group, and of the second. */
  readonly cases: Pair
  readonly difference: Difference
  /** The p-value, corrected for the number of all positions and edges compared (Benjamini–Hochberg). */
  readonly adjustedP: number
  /** Whether the groups differ here: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/**
 * Where cases are at a position: of those still there, the share at a touchpoint; or, of all, the share that ended before,
 * where the touchpoint is `null`.
 */
export interface ComparedPosition extends ComparedShare {
  /** 1 is the first interaction of a case. */
  readonly position: number
  readonly touchpoint: string | null
}

/** The share of cases that went from one touchpoint directly to another, once or more; from or to outside is `null`. */
export interface ComparedEdge extends ComparedShare {
  readonly from: string | null
  readonly to: string | null
}

/** Whether the two groups take the same paths at all: Pearson's test over whole paths, rare ones with those that begin alike. */
export interface PathTest extends Homogeneity {
  readonly _tag: "PathTest"
}

/** Two groups or periods side by side. */
export interface PathComparisonReport {
  readonly _tag: "PathComparison"
  /** How many cases with a path, in the first group and in the second. */
  readonly cases: Pair
  readonly overall: PathTest | InsufficientData
  /** In the order of positions, at each by touchpoint in code point order, those that ended last. */
  readonly positions: ReadonlyArray<ComparedPosition>
  /** Those that differ first, the largest difference first. */
  readonly edges: ReadonlyArray<ComparedEdge>
  /** Shares that are not compared: of both groups together, fewer than five cases are in them, or fewer than five are not. */
  readonly rare: number
  readonly excluded: readonly [first: Excluded, second: Excluded]
}

/** A comparison, or why there is none. */
export type PathComparisonResult = PathComparisonReport | InsufficientData | Suppressed

/** How paths are compared. */
export interface PathComparisonOptions<Name extends string> {
  /** So many positions, a whole number from 1 to 256: 10 unless told. */
  readonly positions?: number
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the comparison when a group has fewer than this many cases: 1 unless told. */
  readonly minimum?: number
}

/** Fewer cases tell nothing. */
const fewest = 5

/** A share of each group before it is compared. */
interface Shares<Feature> {
  readonly feature: Feature
  readonly cases: Pair
  readonly of: Pair
}

const isRare = ({ cases, of }: Shares<unknown>): boolean => {
  const within = cases[0] + cases[1]
  return Math.min(within, of[0] + of[1] - within) < fewest || Math.min(...of) === 0
}

const compare = ({ cases, of }: Shares<unknown>, level: number): Difference & { readonly p: number } => {
  const [a, b] = [
    { successes: cases[0], n: of[0] },
    { successes: cases[1], n: of[1] }
  ]
  const difference = Proportion.difference(a, b, level)
  const isExact = difference.p === null || FisherExact.leastExpected(a, b) < fewest
  return { ...difference, p: isExact ? FisherExact.twoSidedP(a, b) : (difference.p ?? 1) }
}

/** Positions with the cases that each share is of: those still there, or all for those that ended. */
const positionShares = (counts: ReadonlyArray<PositionCount>, all: Pair): ReadonlyArray<Shares<PositionCount>> => {
  const ended = new Map(counts.flatMap((each) => (each.touchpoint === null ? [[each.position, each.cases]] : [])))
  return counts.map((feature) => {
    const [first, second] = feature.touchpoint === null ? [0, 0] : (ended.get(feature.position) ?? [0, 0])
    return { feature, cases: feature.cases, of: [all[0] - first, all[1] - second] }
  })
}

const byText = (a: string | null, b: string | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return compareText(a, b)
}

const byPosition = (a: ComparedPosition, b: ComparedPosition): number =>
  a.position - b.position || byText(a.touchpoint, b.touchpoint)

/** By the size of the difference, in whole numbers. */
const bySize =
  ([m, n]: Pair) =>
  (a: ComparedEdge, b: ComparedEdge): number => {
    const size = ({ cases: [first, second] }: ComparedEdge): number => Math.abs(first * n - second * m)
    return Number(b.differs) - Number(a.differs) || size(b) - size(a) || byText(a.from, b.from) || byText(a.to, b.to)
  }

/** Every share that is not rare, compared and corrected together. */
const compareAll = <Feature>(shares: ReadonlyArray<Shares<Feature>>, level: number) => {
  const kept = shares.filter((each) => !isRare(each))
  const differences = kept.map((each) => compare(each, level))
  const adjusted = benjaminiHochberg(differences.map(({ p }) => p))
  const compared = new Map<Feature, ComparedShare>()
  kept.forEach(({ cases, feature }, i) => {
    const [difference, adjustedP] = [differences[i], adjusted[i] ?? 1]
    if (difference !== undefined)
      compared.set(feature, { cases, difference, adjustedP, differs: adjustedP < 1 - level })
  })
  return compared
}

const overallOf = (first: CountedPaths, second: CountedPaths): PathTest | InsufficientData => {
  const sizes: Pair = [first.cases, second.cases]
  const test = homogeneity(pooledPaths([first.paths, second.paths], (cases) => isTooRare(cases, sizes)))
  if (test === null) return insufficientData("too few cases take paths that begin alike", Math.min(...sizes))
  return { _tag: "PathTest", ...test }
}

const check = (positions: number): number => {
  if (Number.isSafeInteger(positions) && positions >= 1 && positions <= 256) return positions
  throw new RangeError(`positions is a whole number from 1 to 256, found ${positions}`)
}

/**
 * Whether two groups or periods go the same ways, and where they do not, from two tallies of `Sources.cases` by path.
 *
 * Three views: whole paths by one test (Pearson's, a path of which fewer than five cases are expected in a group with
 * the other rare ones that begin alike for the longest); the step
 * matrix, position by position; and the directly-follows graph, as the share of cases that take an edge once or more, since
 * cases are independent and steps of one case are not. Each share has Newcombe's interval and the pooled z test, or Fisher's
 * where fewer than five are expected in a cell; all positions and edges are corrected together (Benjamini–Hochberg), so in two
 * groups that are alike any difference is found about as seldom as 1 − level says. A group without a path gives
 * `InsufficientData`. Throws `TallyMismatch` when the dimension is not there, a `RangeError` for `positions` that are none.
 *
 * Source: Newcombe (1998); Benjamini and Hochberg (1995); Cochran (1954), Some methods for strengthening the common χ² tests.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as PathComparison from "./PathComparison.ts"
 *
 * const of = (path: ReadonlyArray<string>, count: number) => Array.from({ length: count }, () => ({ path: pathText(path) }))
 * const march = Tally.from([...of(["cart", "checkout"], 80), ...of(["cart", "chat"], 20)], { by: ["path"] })
 * const april = Tally.from([...of(["cart", "checkout"], 50), ...of(["cart", "chat"], 50)], { by: ["path"] })
 * const result = PathComparison.fromTallies(march, april)
 * const edges = result._tag === "PathComparison" ? result.edges.filter(({ differs }) => differs) : []
 * edges.map(({ difference, from, to }) => [from, to, Math.round(difference.value)]) // => [["cart", "chat", -30], ["cart", "checkout", 30], ["chat", null, -30], ["checkout", null, 30]]
 * ```
 */
export const fromTallies = <First extends string, Second extends string>(
  first: Tally<First>,
  second: Tally<Second>,
  options: PathComparisonOptions<NoInfer<First & Second>> = {}
): PathComparisonResult => {
  const { level = 0.95, minimum = 1, path = "path" } = options
  const positions = check(options.positions ?? 10)
  const [a, b] = [countedPaths(first, path), countedPaths(second, path)]
  const [cases, least]: [Pair, number] = [[a.cases, b.cases], Math.min(a.cases, b.cases)]
  if (least === 0) return insufficientData("no case has a path on one side", 0)
  if (least < minimum) return { _tag: "Suppressed", minimum, n: least }
  const features = pathFeatures([a.paths, b.paths], positions)
  const edges = features.edges.map((feature): Shares<EdgeCount> => ({ feature, cases: feature.cases, of: cases }))
  const shares = [...positionShares(features.positions, cases), ...edges]
  const compared = compareAll<PositionCount | EdgeCount>(shares, level)
  const withShares = <Feature extends PositionCount | EdgeCount>(list: ReadonlyArray<Feature>) =>
    list.flatMap((feature) => {
      const share = compared.get(feature)
      return share === undefined ? [] : [{ ...feature, ...share }]
    })
  return {
    _tag: "PathComparison",
    cases,
    overall: overallOf(a, b),
    positions: withShares(features.positions).sort(byPosition),
    edges: withShares(features.edges).sort(bySize(cases)),
    rare: shares.length - compared.size,
    excluded: [a.excluded, b.excluded]
  }
}

/** The same of two values of a dimension of one tally: two segments, or two months. */
export const between = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  [first, second]: readonly [first: Value, second: Value],
  options: PathComparisonOptions<NoInfer<Name>> = {}
): PathComparisonResult =>
  fromTallies<Name, Name>(where(tally, dimension, first), where(tally, dimension, second), options)
