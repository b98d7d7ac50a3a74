import { cut } from "../text/Ward.ts"
import { type Stability, stabilities } from "./ClusterStability.ts"
import type { CountedPath } from "./CountedPaths.ts"
import { centres, fromCentre, nearest, pathProfiles, squaredDistances } from "./PathProfiles.ts"
import { pathTree } from "./PathTree.ts"

/** Paths in groups of alike ones. */
export interface PathGroups {
  readonly stability: ReadonlyArray<Stability>
  /** For each path its group, counted from 0. */
  readonly labels: Uint32Array
  /** For each group the path in its middle. */
  readonly medoids: ReadonlyArray<number>
  /** So many of the paths were clustered, the first ones; the others were put to the nearest group. */
  readonly clustered: number
}

/** Less agreement is no stable division. */
const stableFrom = 0.8

/** How many groups are found again best, of equally good numbers the largest; 1 when none is stable. */
const bestOf = (stability: ReadonlyArray<Stability>): number => {
  const one = { groups: 1, agreement: stableFrom }
  return stability.reduce((best, each) => (each.agreement >= best.agreement ? each : best), one).groups
}

/** Group paths, the most frequent first. There is one at least. */
export const pathGroups = (
  paths: ReadonlyArray<CountedPath>,
  { most, seed, top }: { readonly most: number; readonly seed: number; readonly top: number }
): PathGroups => {
  const some = paths.slice(0, top)
  const profiles = pathProfiles(some.map(({ touchpoints }) => touchpoints))
  const squares = squaredDistances(profiles)
  const weights = Float64Array.from(some, ({ cases }) => cases)
  const rows = Uint32Array.from(some.keys())
  const merges = pathTree(squares, some.length, rows, weights)
  // A group of one path is not found again when that is not drawn.
  const groups = Math.min(most, Math.floor(some.length / 2))
  const stability = stabilities({ profiles, squares, weights }, merges, groups, seed)
  const own = cut(merges, some.length, bestOf(stability))
  const middles = centres(profiles, rows, own, weights)
  const others = paths.slice(top).map(({ touchpoints }) => nearest(profiles.of(touchpoints), middles))
  const medoids = middles.map((middle, group) => {
    const [first = 0, ...rest] = rows.filter((row) => own[row] === group)
    const distance = (row: number): number => {
      const profile = profiles.profiles[row]
      return profile === undefined ? Number.POSITIVE_INFINITY : fromCentre(profile, middle)
    }
    return rest.reduce((best, row) => (distance(row) < distance(best) ? row : best), first)
  })
  const labels = new Uint32Array(paths.length)
  labels.set(own)
  labels.set(others, own.length)
  return { stability, labels, medoids, clustered: some.length }
}
