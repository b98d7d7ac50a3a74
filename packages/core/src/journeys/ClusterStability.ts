import { resampler } from "../stats/Bootstrap.ts"
import { random } from "../stats/Random.ts"
import { adjustedRand } from "../text/AdjustedRand.ts"
import { cut, type Merge } from "../text/Ward.ts"
import { centres, nearest, type PathProfiles } from "./PathProfiles.ts"
import { pathTree } from "./PathTree.ts"

/** Profiles, their squared distances, and how many cases each stands for. */
export interface WeightedProfiles {
  readonly profiles: PathProfiles
  readonly squares: Float64Array
  readonly weights: Float64Array
}

/** How far the groups are found again when the paths are drawn anew. */
export interface Stability {
  readonly groups: number
  /** The mean adjusted Rand index: 1 is always the same groups, 0 what chance gives. */
  readonly agreement: number
}

const draws = 25

/** The groups of all paths that are found in a draw of them, for each number of groups from 2 to `most`. */
const again = ({ profiles, squares, weights }: WeightedProfiles, drawn: Float64Array, most: number) => {
  const rows = Uint32Array.from(drawn.keys()).filter((row) => (drawn[row] as number) > 0)
  const own = Float64Array.from(rows, (row) => (weights[row] as number) * (drawn[row] as number))
  const merges = pathTree(squares, weights.length, rows, own)
  return Array.from({ length: most - 1 }, (_, i) => {
    const middles = centres(profiles, rows, cut(merges, rows.length, i + 2), own)
    return Uint32Array.from(profiles.profiles, (profile) => nearest(profile, middles))
  })
}

/**
 * For each number of groups from 2 to `most`, how far they are found again in bootstrap draws of the different paths.
 *
 * Paths are drawn and not cases: of many cases each draw has the same paths, and any groups would look stable. Hennig (2007),
 * Cluster-wise assessment of cluster stability.
 */
export const stabilities = (
  clustered: WeightedProfiles,
  merges: ReadonlyArray<Merge>,
  most: number,
  seed: number
): ReadonlyArray<Stability> => {
  const height = clustered.weights.length
  const [next, draw] = [random(seed), resampler(new Float64Array(height).fill(1))]
  if (most < 2) return []
  const sums = new Float64Array(most - 1)
  for (let i = 0; i < draws; i++) {
    again(clustered, draw(next), most).forEach((labels, k) => {
      sums[k] = (sums[k] as number) + (adjustedRand(cut(merges, height, k + 2), labels) ?? 0)
    })
  }
  return Array.from(sums, (sum, k) => ({ groups: k + 2, agreement: sum / draws }))
}
