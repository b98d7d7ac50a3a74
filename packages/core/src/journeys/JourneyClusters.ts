import { compareGroups, type Group } from "../measures/Grouped.ts"
import { type Excluded, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CaseOutcome, caseOutcomes, type OutcomeResult } from "./CaseOutcome.ts"
import { pathOf } from "./CasePaths.ts"
import type { Stability } from "./ClusterStability.ts"
import { type CountedPath, countedPaths } from "./CountedPaths.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"
import { type PathGroups, pathGroups } from "./PathGroups.ts"
import { type TypicalTouchpoint, typicalTouchpoints } from "./TypicalTouchpoints.ts"

export type { CaseOutcome, OutcomeResult } from "./CaseOutcome.ts"
export type { Stability } from "./ClusterStability.ts"
export type { CountedPath } from "./CountedPaths.ts"
export type { TypicalTouchpoint } from "./TypicalTouchpoints.ts"

/** Journeys that are alike. */
export interface JourneyCluster {
  /** The path that is nearest to the middle of the group. */
  readonly medoid: ReadonlyArray<string>
  /** Its cases, of all with a path, in per cent. */
  readonly share: CountedShare
  /** Up to five touchpoints that more of these cases have than of all, those that stand out most first. */
  readonly typical: ReadonlyArray<TypicalTouchpoint>
  /** Its paths, the most frequent first. */
  readonly paths: ReadonlyArray<CountedPath>
  /** What became of its cases, against those of all other groups; `null` when no outcome was asked for. */
  readonly outcome: Group<OutcomeResult> | null
}

/** Groups of alike journeys. */
export interface JourneyClustersReport {
  readonly _tag: "JourneyClusters"
  /** The largest first. Only one: no division of the journeys is stable. */
  readonly clusters: ReadonlyArray<JourneyCluster>
  /** How far each number of groups is found again in other draws of the paths. */
  readonly stability: ReadonlyArray<Stability>
  /** What the outcomes are, such as `"NPS"`; `null` when none was asked for. */
  readonly outcome: string | null
  /** How many cases have a path. */
  readonly cases: number
  /** How many different paths were clustered, and how many rarer ones were put to the nearest group. */
  readonly paths: { readonly clustered: number; readonly assigned: number }
  readonly seed: number
  readonly excluded: Excluded
}

/** Groups, or why there are none. */
export type JourneyClustersResult = JourneyClustersReport | InsufficientData | Suppressed

/** How journeys are grouped. */
export interface JourneyClustersOptions<Name extends string> {
  /** Where the random numbers start, a whole number from 0 to 2^32 − 1: the same seed gives the same groups. */
  readonly seed: number
  /** At most so many groups, a whole number from 2 to 20: 8 unless told. */
  readonly most?: number
  /** So many of the most frequent paths are clustered, a whole number from 2 to 2000: 500 unless told. */
  readonly top?: number
  /** What became of the cases, counted in the same tally. */
  readonly outcome?: CaseOutcome<Name>
  /** The dimension that holds the path: `"path"` unless told. */
  readonly path?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the groups of fewer than this many cases in all: 1 unless told. */
  readonly minimum?: number
}

const casesOf = (paths: ReadonlyArray<CountedPath>): number => paths.reduce((sum, { cases }) => sum + cases, 0)

const check = (value: number, least: number, most: number, name: string): number => {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw new RangeError(`${name} is a whole number from ${least} to ${most}, found ${value}`)
}

/** The outcomes of each group beside those of the others. */
const outcomesOf = (
  tally: Tally,
  dimension: string,
  { groups, paths }: { readonly groups: PathGroups; readonly paths: ReadonlyArray<CountedPath> },
  outcome: CaseOutcome<string>,
  level: number
) => {
  const outcomes = caseOutcomes(tally, dimension, outcome, level)
  const groupOf = new Map(paths.map(({ touchpoints }, row) => [JSON.stringify(touchpoints), groups.labels[row] ?? 0]))
  const sums = groups.medoids.map(() => outcomes.nothing)
  column(tally, dimension).values.forEach((value, code) => {
    const group = groupOf.get(JSON.stringify(pathOf(value))) ?? -1
    const [sum, part] = [sums[group], outcomes.parts[code]]
    if (sum !== undefined && part !== undefined) sums[group] = outcomes.add(sum, part)
  })
  const parts = sums.map((counts, group) => [group, counts] as const)
  return { definition: outcomes.definition, groups: compareGroups(parts, outcomes, level) }
}

/**
 * Groups of alike journeys, from a tally of `Sources.cases` by path and, with `outcome`, by a score given after the case or by
 * whether the customer left.
 *
 * Paths are alike whose shares of touchpoints, and of pairs of one touchpoint and the next, are (Hellinger's distance). The most
 * frequent different paths are merged two by two, each weighted with its cases (Ward 1963); rarer ones go to the nearest group.
 * The number of groups is the one that is found again best when the different paths are drawn anew, by the adjusted Rand index,
 * if that is at least 0.8; otherwise there is one group, which says that no division is stable. Each is described by the path
 * in its middle, by the touchpoints that stand out and by its outcome against all others, corrected for the number of groups. The
 * groups are made from the touchpoints, so that they differ in them is no finding and not tested. No path gives
 * `InsufficientData`. Throws `TallyMismatch` when a dimension is not there, a `RangeError` for an option that is out of range.
 *
 * Source: Ward (1963), Hierarchical grouping to optimize an objective function; Hennig (2007), Cluster-wise assessment of
 * cluster stability; Hubert and Arabie (1985), Comparing partitions.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as JourneyClusters from "./JourneyClusters.ts"
 *
 * const of = (...path: ReadonlyArray<string>) => ({ path: pathText(path) })
 * const buying = ["item", "cart", "pay"].flatMap((to) => [of("search", to), of("search", "item", to), of("ad", "search", to)])
 * const asking = ["chat", "phone", "mail"].flatMap((to) => [of("login", to), of("login", "faq", to), of("faq", to)])
 * const result = JourneyClusters.fromTally(Tally.from([...buying, ...asking], { by: ["path"] }), { seed: 1 })
 * const clusters = result._tag === "JourneyClusters" ? result.clusters : []
 * clusters.map(({ share, typical }) => [share.count, typical[0]?.touchpoint]) // => [[9, "search"], [9, "faq"]]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: JourneyClustersOptions<NoInfer<Name>>
): JourneyClustersResult => {
  const { level = 0.95, minimum = 1, outcome, path = "path", seed } = options
  const most = check(options.most ?? 8, 2, 20, "most")
  const top = check(options.top ?? 500, 2, 2000, "top")
  const { cases, excluded, paths } = countedPaths(tally, path)
  if (cases === 0) return insufficientData("no case has a path", 0, excluded)
  if (cases < minimum) return { _tag: "Suppressed", minimum, n: cases }
  const groups = pathGroups(paths, { most, seed, top })
  const outcomes = outcome && outcomesOf(tally, path, { groups, paths }, outcome, level)
  const clusters = groups.medoids.map((medoid, group): JourneyCluster => {
    const own = paths.filter((_, row) => groups.labels[row] === group)
    return {
      medoid: paths[medoid]?.touchpoints ?? [],
      share: countedShare(casesOf(own), cases, level),
      typical: typicalTouchpoints(own, paths, level),
      paths: own,
      outcome: outcomes?.groups[group] ?? null
    }
  })
  return {
    _tag: "JourneyClusters",
    clusters: clusters.sort((a, b) => b.share.count - a.share.count),
    stability: groups.stability,
    outcome: outcomes?.definition ?? null,
    cases,
    paths: { clustered: groups.clustered, assigned: paths.length - groups.clustered },
    seed,
    excluded
  }
}
